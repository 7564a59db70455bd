import { describe, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { openConversation, useWindows } from "../../harness/window-tests.ts";

const windows = useWindows();

const messageOf = (page: Page): Locator => page.getByRole("textbox", { name: "Message" });

describe("the composer", () => {
  test("has the cursor as soon as a conversation is opened", async () => {
    const { page } = await windows.open();
    await openConversation(page, /Amir Khan/u);
    await page.keyboard.type("Friday works");
    expect(await messageOf(page).inputValue()).toBe("Friday works");
  });

  test("sends with Enter, empties the field and shows the text as queued", async () => {
    const window = await windows.open();
    const { page } = window;
    await openConversation(page, /Amir Khan/u);
    await page.keyboard.type("Friday works");
    await page.keyboard.press("Enter");

    const sent = page.getByRole("log", { name: "Texts" }).getByRole("article").last();
    await sent.getByText("Friday works").waitFor();
    expect(await sent.textContent()).toContain("Queued");
    expect(await messageOf(page).inputValue()).toBe("");
    expect(await window.asked("outbox/send")).toEqual([
      { conversationId: "amir", body: "Friday works", attachments: [] },
    ]);
  });

  test("breaks the line with Shift+Enter and sends nothing", async () => {
    const window = await windows.open();
    const { page } = window;
    await openConversation(page, /Amir Khan/u);
    await page.keyboard.type("One");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("Two");
    expect(await messageOf(page).inputValue()).toBe("One\nTwo");
    expect(await window.asked("outbox/send")).toEqual([]);
  });

  test("sends nothing when there is nothing but blanks", async () => {
    const window = await windows.open();
    const { page } = window;
    await openConversation(page, /Amir Khan/u);
    await page.keyboard.type("   ");
    await page.keyboard.press("Enter");
    expect(await page.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
    expect(await window.asked("outbox/send")).toEqual([]);
  });

  test("grows to eight lines and no further", async () => {
    const { page } = await windows.open();
    await openConversation(page, /Amir Khan/u);
    const heights: number[] = [];
    for (const lines of [1, 4, 8, 20]) {
      await messageOf(page).fill(Array.from({ length: lines }, () => "line").join("\n"));
      heights.push((await messageOf(page).boundingBox())?.height ?? 0);
    }
    const [one = 0, four = 0, eight = 0, twenty = 0] = heights;
    expect(one).toBeLessThan(four);
    expect(four).toBeLessThan(eight);
    expect(twenty).toBe(eight);
  });

  test("keeps the words of a conversation while another one is open", async () => {
    const window = await windows.open();
    const { page } = window;
    await openConversation(page, /Amir Khan/u);
    await page.keyboard.type("Half a thought");
    await page.getByRole("option", { name: /Jane Doe/u }).click();
    await page.getByRole("region", { name: "Conversation with Jane Doe" }).waitFor();
    expect(await messageOf(page).inputValue()).toBe("");
    expect(await window.fake((fake) => fake.draft("amir"))).toBe("Half a thought");

    await page.getByRole("option", { name: /Amir Khan/u }).click();
    await page.getByRole("region", { name: "Conversation with Amir Khan" }).waitFor();
    expect(await messageOf(page).inputValue()).toBe("Half a thought");
  });

  test("takes up a draft that was kept before", async () => {
    const { page } = await windows.open({ drafts: { amir: "From yesterday" } });
    await openConversation(page, /Amir Khan/u);
    await page.waitForFunction(() => document.querySelector("textarea")?.value === "From yesterday");
  });

  test("forgets, when it gets the focus, a draft that another window has sent meanwhile", async () => {
    const window = await windows.open({ drafts: { amir: "Sent from the quick reply" } });
    await openConversation(window.page, /Amir Khan/u);
    await expect.poll(() => messageOf(window.page).inputValue()).toBe("Sent from the quick reply");
    await window.turn("blur");
    await window.fake((fake) => fake.keepDraft("amir", ""));
    await window.turn("focus");
    await expect.poll(() => messageOf(window.page).inputValue()).toBe("");
  });

  test("takes up files that were kept, and forgets them once another window has sent them", async () => {
    const window = await windows.open();
    await openConversation(window.page, /Amir Khan/u);
    await window.turn("blur");
    await window.fake((fake) => fake.keepDraftFiles("amir", ["plans.zip"]));
    await window.turn("focus");
    const file = window.page.getByRole("button", { name: "Remove plans.zip" });
    await file.waitFor();
    await window.turn("blur");
    await window.fake((fake) => fake.keepDraftFiles("amir", []));
    await window.turn("focus");
    await file.waitFor({ state: "detached" });
  });

  test("keeps the draft when the window loses the focus, without waiting", async () => {
    const window = await windows.open();
    await openConversation(window.page, /Amir Khan/u);
    await window.page.keyboard.type("Almost");
    await window.turn("blur");
    expect(await window.fake((fake) => fake.draft("amir"))).toBe("Almost");
  });

  test("does not give up words that main could not keep, and keeps them later", async () => {
    const window = await windows.open();
    const { page } = window;
    await openConversation(page, /Amir Khan/u);
    await page.clock.install();
    await window.fake((fake) => fake.refuse("drafts/keep", { code: "storage", about: "full" }));
    await page.keyboard.type("Half a thought");
    await page.clock.runFor(300);
    await expect.poll(() => window.asked("drafts/keep")).toHaveLength(1);
    await window.turn("focus");
    await page.clock.runFor(1_000);
    expect([await messageOf(page).inputValue(), await window.fake((fake) => fake.draft("amir"))]).toEqual([
      "Half a thought",
      "",
    ]);
    await page.clock.runFor(15_000);
    await expect.poll(() => window.fake((fake) => fake.draft("amir"))).toBe("Half a thought");
  });

  test("still has the words after the session broke off in between, but not for anybody else", async () => {
    const window = await windows.open();
    const { page } = window;
    const comeBackAs = async (name: string): Promise<void> => {
      await window.fake((fake, newName) => {
        fake.refuse("drafts/keep", { code: "signed-out" }, true);
        fake.change({ session: { kind: "signing-in" } });
        const account = { name: newName, company: null, extensionNumber: null, server: "https://example.test" };
        fake.change({ session: { kind: "signed-in", account } });
      }, name);
      await openConversation(page, /Amir Khan/u);
    };
    await page.getByRole("option", { name: /Amir Khan/u }).waitFor();
    await comeBackAs("Nora");
    await page.keyboard.type("Half a thought");
    await window.fake((fake) => fake.change({ session: { kind: "signing-in" } }));
    await page.getByText("Signing in").waitFor();
    await comeBackAs("Nora");
    await expect.poll(() => messageOf(page).inputValue()).toBe("Half a thought");
    await window.fake((fake) => fake.change({ session: { kind: "signing-in" } }));
    await page.getByText("Signing in").waitFor();
    await comeBackAs("Somebody else");
    await expect.poll(() => messageOf(page).inputValue()).toBe("");
  });

  test("gives the words and files back when main could not store them", async () => {
    const window = await windows.open();
    const { page } = window;
    await openConversation(page, /Amir Khan/u);
    await page.locator("input[type=file]").setInputFiles([{ name: "a.zip", mimeType: "", buffer: Buffer.from("zip") }]);
    await page.getByText("a.zip").waitFor();
    await messageOf(page).fill("Important");
    await window.fake((fake) => fake.refuse("outbox/send", { code: "storage" }));
    await messageOf(page).press("Enter");

    await page.getByText(/cannot read or write its database/u).waitFor();
    expect(await messageOf(page).inputValue()).toBe("Important");
    expect(await page.getByRole("button", { name: "Remove a.zip" }).count()).toBe(1);
  });
});

describe("the limit of 1000 units", () => {
  test("is counted from 800 on, and an emoji counts as two", async () => {
    const { page } = await windows.open();
    await openConversation(page, /Amir Khan/u);
    const left = page.getByRole("status", { name: "Characters left" });
    await messageOf(page).fill("x".repeat(799));
    expect(await left.count()).toBe(0);
    await messageOf(page).fill("x".repeat(800));
    expect(await left.textContent()).toBe("200");
    await messageOf(page).fill(`${"x".repeat(800)}🎉`);
    expect(await left.textContent()).toBe("198");
  });

  test("lets exactly 1000 units go", async () => {
    const window = await windows.open();
    await openConversation(window.page, /Amir Khan/u);
    await messageOf(window.page).fill(`${"x".repeat(998)}🎉`);
    await messageOf(window.page).press("Enter");
    await window.page
      .getByRole("log")
      .getByText(/^x+🎉$/u)
      .waitFor();
  });

  test("refuses more with a sentence, and keeps every word", async () => {
    const window = await windows.open();
    const { page } = window;
    await openConversation(page, /Amir Khan/u);
    const body = `${"x".repeat(1000)}🎉`;
    await messageOf(page).fill(body);
    await messageOf(page).press("Enter");
    await page.getByText("This text is 2 characters too long").waitFor();
    expect(await messageOf(page).inputValue()).toBe(body);
    expect(await window.asked("outbox/send")).toEqual([]);
  });

  test("takes the complaint back once the text is short enough", async () => {
    const { page } = await windows.open();
    await openConversation(page, /Amir Khan/u);
    await messageOf(page).fill("x".repeat(1001));
    await messageOf(page).press("Enter");
    await page.getByText("1 character too long").waitFor();
    await messageOf(page).press("Backspace");
    await page.getByText("1 character too long").waitFor({ state: "detached" });
  });
});

describe("a number that cannot send", () => {
  test("says why in place of the field", async () => {
    const { page } = await windows.open({
      state: {
        senderNumbers: [
          {
            address: "+16505550100",
            formatted: "(650) 555-0100",
            label: null,
            canSendText: false,
            canSendPictures: false,
          },
        ],
      },
    });
    await page.getByRole("option", { name: /Amir Khan/u }).click();
    await page.getByText(/Texts cannot be sent from \(650\) 555-0100/u).waitFor();
    expect(await messageOf(page).count()).toBe(0);
  });
});
