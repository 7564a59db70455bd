import { describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { openConversation, useWindows } from "../../harness/window-tests.ts";

const windows = useWindows();
/** A Friday, at 10:42 in the morning. */
const now = new Date("2026-11-20T10:42:00-08:00");

const log = (page: Page) => page.getByRole("log", { name: "Texts" });
const message = (page: Page) => page.getByRole("textbox", { name: "Message" });
const offline = { state: { connection: { kind: "offline", since: 0 } } } as const;

const write = async (page: Page, ...bodies: readonly string[]): Promise<void> => {
  for (const body of bodies) {
    await message(page).fill(body);
    await message(page).press("Enter");
    await log(page).getByText(body, { exact: true }).waitFor();
  }
};

describe("a text that waits", () => {
  test("says what for", async () => {
    const window = await windows.open({ now, ...offline });
    const { page } = window;
    await openConversation(page, /Amir/u);
    await write(page, "Friday at 3");
    const text = log(page).getByRole("article").last();
    await text.getByText("Waiting for the network").waitFor();
    const until = now.getTime() + 60_000;
    await window.fake((fake, at) => fake.change({ connection: { kind: "rate-limited", until: at } }), until);
    await text.getByText("Waiting until 10:43 AM").waitFor();
    await window.fake((fake) => fake.change({ connection: { kind: "connecting", since: 0 } }));
    await text.getByText("Queued").waitFor();
  });

  test("says so for each, and no longer when the network is back", async () => {
    const window = await windows.open(offline);
    const { page } = window;
    await openConversation(page, /Amir/u);
    await write(page, "One", "Two");
    expect(await log(page).getByText("Waiting for the network").count()).toBe(2);
    await window.fake((fake) => {
      fake.change({ connection: { kind: "live", since: 0 } });
      fake.setStatus("sent-1", "sent");
      fake.setStatus("sent-2", "sent");
    });
    await log(page).getByText("Waiting for the network").first().waitFor({ state: "detached" });
    expect(await log(page).getByRole("button", { name: "Cancel" }).count()).toBe(0);
  });

  test("is cancelled at once, by keyboard alone, and its words are back with the cursor behind them", async () => {
    const window = await windows.open(offline);
    const { page } = window;
    await openConversation(page, /Amir/u);
    await write(page, "Friday at 3");
    await page.getByRole("button", { name: "Cancel" }).waitFor();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await log(page).getByText("Friday at 3").waitFor({ state: "detached" });
    await page.keyboard.type(" or 4");
    expect([await message(page).inputValue(), await window.asked("outbox/edit")]).toEqual([
      "Friday at 3 or 4",
      [{ textId: "sent-1" }],
    ]);
  });

  test("that left in the same moment says that it could not be cancelled", async () => {
    const window = await windows.open(offline);
    const { page } = window;
    await openConversation(page, /Amir/u);
    await write(page, "Friday at 3");
    await page.getByRole("button", { name: "Cancel" }).waitFor();
    await window.fake((fake) => fake.refuse("outbox/edit", { code: "invalid-request" }));
    await page.getByRole("button", { name: "Cancel" }).click();
    await window.fake((fake) => fake.setStatus("sent-1", "sending"));
    await log(page).getByText("Not cancelled: it is on its way.").waitFor();
    expect(await message(page).evaluate((field) => field === document.activeElement)).toBe(true);
    await window.fake((fake) => fake.setStatus("sent-1", "sent"));
    await log(page).getByText("Not cancelled").waitFor({ state: "detached" });
    expect(await message(page).inputValue()).toBe("");
  });
});

describe("a text that failed", () => {
  test("gives its words and files back to be edited, behind what was written meanwhile", async () => {
    const window = await windows.open();
    const { page } = window;
    await openConversation(page, /^Lu Chen/u);
    await window.fake((fake) => fake.setStatus("lu-1", "failed", { code: "not-allowed" }));
    await message(page).fill("And one more thing");
    await page.getByRole("button", { name: "Edit and resend" }).click();
    await page.getByRole("button", { name: "Remove beneficiary-forms-2026.zip" }).waitFor();
    await expect
      .poll(() => message(page).inputValue())
      .toBe("And one more thing\nHere it is, with the two pages that changed.");
    expect(await message(page).evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await log(page).getByText("Here it is").count()).toBe(0);

    await message(page).press("Enter");
    await expect
      .poll(() => window.asked("outbox/send"))
      .toMatchObject([{ body: "And one more thing\nHere it is, with the two pages that changed." }]);
  });

  test("stays, with the reason, when it cannot be taken back", async () => {
    const window = await windows.open();
    const { page } = window;
    await openConversation(page, /^Maria/u);
    const failure = { code: "attachment-unreadable", about: "form.zip" } as const;
    await window.fake((fake, refusal: typeof failure) => fake.refuse("outbox/edit", refusal), failure);
    await page.getByRole("button", { name: "Edit and resend" }).click();
    await log(page)
      .getByRole("alert")
      .getByText(/“form.zip” cannot be read/u)
      .waitFor();
    expect([await message(page).inputValue(), await log(page).getByText("bit.ly/forms").count()]).toEqual(["", 1]);
  });

  test("is not offered for editing where nothing can be written", async () => {
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
    await page.getByRole("option", { name: /^Maria/u }).click();
    await page.getByRole("button", { name: "Discard" }).waitFor();
    expect(await log(page).getByRole("button").allTextContents()).toEqual(["Send again", "Discard"]);
  });

  test("because it was too old says so", async () => {
    const window = await windows.open();
    await openConversation(window.page, /^Maria/u);
    await window.fake((fake) => fake.setStatus("maria-1", "failed", { code: "expired" }));
    await log(window.page)
      .getByText(
        "Not sent: it waited for a day, and Tern sends nothing that old by itself. Check that it still makes sense, then send it again.",
      )
      .waitFor();
  });

  test("is in sight again, with the reason, when it could not be discarded", async () => {
    const window = await windows.open();
    const { page } = window;
    await openConversation(page, /^Maria/u);
    await window.fake((fake) => fake.refuse("outbox/discard", { code: "storage", about: "full" }));
    await page.clock.install();
    await page.getByRole("button", { name: "Discard" }).click();
    await log(page).getByText("bit.ly/forms").waitFor({ state: "detached" });
    await page.clock.runFor(10_000);
    await page.getByText(/^Not discarded\. The disk with Tern’s folder is full\./u).waitFor();
    expect(await log(page).getByText("bit.ly/forms").count()).toBe(1);
  });
});

describe("a text of unknown fate", () => {
  const lu = async () => {
    const window = await windows.open();
    await openConversation(window.page, /^Lu Chen/u);
    return window;
  };

  test("says that it may have been sent, with exactly two choices", async () => {
    const { page } = await lu();
    await log(page)
      .getByText("May have been sent. RingCentral’s answer never came. If you send it again, they may get it twice.")
      .waitFor();
    expect(await log(page).getByRole("button").allTextContents()).toEqual(["Send again", "Leave it"]);
  });

  test("is sent again when the person says so", async () => {
    const window = await lu();
    await window.page.getByRole("button", { name: "Send again" }).click();
    await log(window.page).getByText("Queued").waitFor();
    expect(await window.asked("outbox/resend")).toEqual([{ textId: "lu-1" }]);
  });

  test("stays quiet once it is left at that, and the cursor is in the message", async () => {
    const window = await lu();
    const { page } = window;
    await page.getByRole("button", { name: "Leave it" }).click();
    await page.getByRole("button", { name: "Leave it" }).waitFor({ state: "detached" });
    await log(page).getByText("May have been sent", { exact: true }).waitFor();
    expect([
      await log(page).getByRole("button").count(),
      await window.asked("outbox/leave"),
      await message(page).evaluate((field) => field === document.activeElement),
    ]).toEqual([0, [{ textId: "lu-1" }], true]);
  });

  test("is looked for first", async () => {
    const window = await lu();
    await window.fake((fake) => fake.setStatus("lu-1", "sending", { code: "answer-lost" }));
    await log(window.page).getByText("Checking whether it was sent").waitFor();
    expect(await log(window.page).getByRole("button").count()).toBe(0);
  });
});
