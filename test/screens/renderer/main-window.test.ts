import { describe, expect, test } from "vitest";
import type { OpenOptions } from "../../harness/window-page.ts";
import { closed, openConversation, rebuilt, useWindows } from "../../harness/window-tests.ts";

const windows = useWindows();
/** A Friday, at 10:42 in the morning. */
const now = new Date("2026-11-20T10:42:00-08:00");

describe("the list of conversations", () => {
  test("shows name, last line, time and what is unread, newest first", async () => {
    const { page } = await windows.open({ now });
    await page.getByRole("option").first().waitFor();
    const rows = await page.getByRole("option").evaluateAll((all) => all.slice(0, 5).map((row) => row.textContent));
    expect(rows).toEqual([
      "AKAmir Khan4 minCan we talk about the college fund on Friday? Any time after 2 works for me2 unread",
      "JDJane Doe11 minYou: I’ll change the address today. You get a letter to confirm it, nothing else to do.",
      "42(310) 555-014251 minHello, I got your number from Dave Whitfield. Are you taking new clients?1 unread",
      "MHMaria Hernández-O’Connell6:42 AMNot sent: Not yet. Here is the short link again: bit.ly/forms",
      "DWDave Whitfield4:42 AMAway reply: Hi Dave, I am out of the office until Monday and will answer then.",
    ]);
  });

  test("moves a conversation up when a text arrives", async () => {
    const window = await windows.open();
    await window.page.getByRole("option", { name: /Front desk/u }).waitFor();
    await window.fake((fake) => fake.receive("desk", "Your 4 o’clock too"));
    await expect.poll(() => window.page.getByRole("option").first().textContent()).toContain("Your 4 o’clock too");
  });

  test("keeps only what is in sight in the document, and pages as one scrolls", async () => {
    const window = await windows.open({ moreConversations: 500 });
    const { page } = window;
    await page.getByRole("option", { name: /Amir/u }).waitFor();
    expect(await page.getByRole("option").count()).toBeLessThan(40);
    await expect
      .poll(
        async () => {
          await page.getByRole("listbox").evaluate((list) => list.scrollTo(0, list.scrollHeight));
          return page.getByRole("option", { name: "Client 500" }).count();
        },
        { timeout: 30_000 },
      )
      .toBe(1);
    // 509 conversations, each page asked for once.
    expect(await window.asked("conversations/list")).toHaveLength(11);
  });

  test("teaches the first act when there is nothing yet", async () => {
    const { page } = await windows.open({ isEmpty: true });
    await page.getByText("No conversations yet").waitFor();
    await page.getByText("Ctrl+N").first().waitFor();
  });

  test("says what happened when it cannot be read, and reads again when asked", async () => {
    const window = await windows.open({ state: { session: { kind: "signing-in" } } });
    await window.fake((fake) => {
      fake.refuse("conversations/list", { code: "storage" });
      fake.change({
        session: {
          kind: "signed-in",
          account: { name: "Nora", company: null, extensionNumber: null, server: "https://example.test" },
        },
      });
    });
    await window.page.getByText(/cannot read or write its database/u).waitFor();
    await window.page.getByRole("button", { name: "Try again" }).click();
    await window.page.getByRole("option", { name: /Amir/u }).waitFor();
  });
});

describe("the line on top", () => {
  const at = now.getTime();
  const lines = [
    [{ kind: "live", since: at }, "Live"],
    [{ kind: "connecting", since: at }, "Connecting"],
    [{ kind: "catching-up", since: at, progress: null, failure: null }, "Catching up"],
    [
      { kind: "catching-up", since: at, progress: { done: 1200, total: 5000 }, failure: null },
      "Catching up: 1,200 of 5,000 texts",
    ],
    [{ kind: "catching-up", since: at, progress: { done: 1, total: null }, failure: null }, "Catching up: 1 text"],
    [{ kind: "offline", since: at - 60_000 * 9 }, "Offline since 10:33 AM"],
    [{ kind: "refused", since: at, failure: { code: "missing-permission" } }, "Not live: asks every minute"],
    [{ kind: "rate-limited", until: at + 60_000 }, "Rate limited until 10:43 AM"],
  ] as const;
  for (const [connection, words] of lines) {
    test(`says “${words}”`, async () => {
      const { page } = await windows.open({ now, state: { connection } });
      await expect.poll(() => page.getByRole("status", { name: "Connection" }).textContent()).toBe(words);
    });
  }

  test("says below it what an unusual state means", async () => {
    const window = await windows.open({
      state: { connection: { kind: "refused", since: 0, failure: { code: "missing-permission", about: "WebSocket" } } },
    });
    const { page } = window;
    await page.getByText(/so Tern asks for them. The app lacks a permission: WebSocket/u).waitFor();
    const failure = { code: "server-error" } as const;
    await window.fake(
      (fake, why) => fake.change({ connection: { kind: "catching-up", since: 0, progress: null, failure: why } }),
      failure,
    );
    await page
      .getByText("Not all texts are here yet. RingCentral has a fault of its own. Tern tries again by itself.")
      .waitFor();
  });

  test("says nothing below it while all is as usual", async () => {
    const { page } = await windows.open({
      state: { connection: { kind: "catching-up", since: 0, progress: null, failure: null } },
    });
    await page.getByRole("option", { name: /Amir/u }).waitFor();
    expect(await page.locator(".connection-hint").count()).toBe(0);
  });

  test("draws how much is read, and does not say each number aloud", async () => {
    const window = await windows.open({ now });
    const { page } = window;
    await page.getByRole("option", { name: /Amir/u }).waitFor();
    await window.fake((fake) => {
      const progress = { done: 2500, total: 5000 };
      fake.change({ connection: { kind: "catching-up", since: 0, progress, failure: null } });
    });
    const count = page.getByText("2,500 of 5,000 texts");
    await count.waitFor();
    expect([
      await count.getAttribute("aria-live"),
      await page.locator("progress").evaluate((bar: HTMLProgressElement) => bar.position),
    ]).toEqual(["off", 0.5]);
  });

  test("tells of the first reading in place of an empty list, which fills meanwhile", async () => {
    const window = await windows.open({
      isEmpty: true,
      state: { connection: { kind: "catching-up", since: 0, progress: { done: 0, total: 5000 }, failure: null } },
    });
    await window.page.getByText("Reading your texts").waitFor();
    await window.fake((fake) => fake.change({ connection: { kind: "live", since: 0 } }));
    await window.page.getByText("No conversations yet").waitFor();
  });

  test("drops a state that is older than what it shows", async () => {
    const window = await windows.open();
    const { page } = window;
    await window.fake((fake) => fake.change({ connection: { kind: "offline", since: 0 } }));
    await page.getByText(/Offline since/u).waitFor();
    await window.fake((fake) => fake.changeLate({ connection: { kind: "live", since: 0 } }));
    await window.fake((fake) => fake.receive("amir", "A later event"));
    await page.getByText("A later event").waitFor();
    expect(await page.getByRole("status", { name: "Connection" }).textContent()).toMatch(/Offline since/u);
  });
});

describe("without a mouse", () => {
  test("a conversation is found with the arrows, opened with Enter and answered", async () => {
    const window = await windows.open();
    const { page } = window;
    await page.getByRole("option", { name: /Amir/u }).waitFor();
    await page.getByRole("button", { name: "New message" }).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Conversation with Jane Doe" }).waitFor();
    await page.keyboard.type("By keyboard");
    await page.keyboard.press("Enter");
    await page.getByRole("log").getByText("By keyboard").waitFor();
    expect(await window.asked("outbox/send")).toHaveLength(1);
  });

  test("Ctrl+N asks whom to write to, and Esc goes back to the conversation", async () => {
    const { page } = await windows.open();
    await openConversation(page, /Jane Doe/u);
    await page.keyboard.press("Control+n");
    await page.getByRole("searchbox", { name: "To" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("region", { name: "Conversation with Jane Doe" }).waitFor();
  });

  test("the Mac's own command key does it there", async () => {
    const { page } = await windows.open({ platform: "darwin" });
    await page.getByRole("option", { name: /Amir/u }).waitFor();
    await page.keyboard.press("Meta+n");
    await page.getByRole("searchbox", { name: "To" }).waitFor();
  });
});

describe("a new message", () => {
  test("goes to a contact found by name", async () => {
    const { page } = await windows.open();
    await page.getByRole("button", { name: "New message" }).click();
    await page.keyboard.type("Hern");
    await page.getByRole("listbox", { name: "Suggestions" }).getByRole("option", { name: /Maria/u }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: /Conversation with Maria/u }).waitFor();
  });

  test("goes to a number that is typed in whole", async () => {
    const window = await windows.open();
    const { page } = window;
    await page.getByRole("button", { name: "New message" }).click();
    await page.keyboard.type("(707) 555-0111");
    await page.getByText("Write to this number").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("No texts with (707) 555-0111 yet").waitFor();
    expect(await window.asked("conversations/start")).toEqual([{ addresses: ["(707) 555-0111"] }]);
  });

  test("says at the field that something is no number", async () => {
    const { page } = await windows.open();
    await page.getByRole("button", { name: "New message" }).click();
    await page.keyboard.type("nobody");
    await page.getByText("Nobody in your contacts fits.").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("“nobody” is not a number that can be texted.").waitFor();
    expect(await page.getByRole("searchbox", { name: "To" }).getAttribute("aria-invalid")).toBe("true");
  });

  test("chooses the number it comes from, and says which ones cannot send", async () => {
    const window = await windows.open();
    const { page } = window;
    await page.getByRole("button", { name: "New message" }).click();
    await page.getByRole("button", { name: /From/u }).click();
    const main = page.getByRole("option", { name: "(650) 555-0190" });
    expect(await main.getAttribute("aria-disabled")).toBe("true");
    expect(await main.textContent()).toContain("RingCentral has not turned texting on for this number.");
    await page.getByRole("option", { name: "(800) 555-0199" }).click();
    await expect.poll(() => window.asked("account/choose-number")).toEqual([{ address: "+18005550199" }]);
  });
});

describe("in a narrow window", () => {
  const narrow = { page: { viewport: { width: 360, height: 640 } } };

  test("list and thread are two screens with Back between them", async () => {
    const { page } = await windows.open(narrow);
    await openConversation(page, /Jane Doe/u);
    expect(await page.getByRole("listbox", { name: "Conversations" }).isVisible()).toBe(false);
    await page.getByRole("button", { name: "Back" }).click();
    expect(await page.getByRole("listbox", { name: "Conversations" }).isVisible()).toBe(true);
    await openConversation(page, /Jane Doe/u);
  });

  for (const [name, act] of [
    ["the list", null],
    ["the thread", "conversation"],
    ["Away", "Away"],
    ["Settings", "Settings"],
    ["New message", "New message"],
  ] as const) {
    test(`${name} does not scroll sideways`, async () => {
      const { page } = await windows.open(narrow);
      await page.getByRole("option", { name: /Jane/u }).waitFor();
      if (act === "conversation") await openConversation(page, /Jane Doe/u);
      else if (act !== null) {
        await page.getByRole("button", { name: act }).click();
        await page.getByRole("heading", { name: act, level: 1 }).waitFor();
      }
      const widest = await page.evaluate(() =>
        Math.max(...[...document.querySelectorAll("*")].map((element) => element.getBoundingClientRect().right)),
      );
      expect(widest).toBeLessThanOrEqual(360);
    });
  }
});

describe("in a narrow window, what is unusual", () => {
  const narrow = { page: { viewport: { width: 360, height: 640 } } };
  const cases: readonly (readonly [name: string, options: OpenOptions, act: string | null])[] = [
    ["a full disk", { state: { storage: { kind: "trouble", about: "full" } } }, null],
    ["a database built anew", { state: { storage: rebuilt } }, null],
    [
      "a long reading",
      {
        state: { connection: { kind: "catching-up", since: 0, progress: { done: 1200, total: 5000 }, failure: null } },
      },
      null,
    ],
    ["an account that cannot be opened", { state: { session: closed } }, "Try again"],
    ["the form with what is kept", { state: { session: { ...closed, because: "ended" } } }, "Delete"],
  ];
  for (const [name, options, act] of cases) {
    test(`does not scroll sideways: ${name}`, async () => {
      const { page } = await windows.open({ ...narrow, ...options });
      await (act === null ? page.getByRole("option").first() : page.getByRole("button", { name: act })).waitFor();
      const widest = await page.evaluate(() =>
        Math.max(...[...document.querySelectorAll("*")].map((element) => element.getBoundingClientRect().right)),
      );
      expect(widest).toBeLessThanOrEqual(360);
    });
  }
});

describe("what main asks for", () => {
  test("is shown: a conversation, with the cursor in its field, and a page", async () => {
    const window = await windows.open();
    const { page } = window;
    await page.getByRole("option", { name: /Amir/u }).waitFor();
    await window.fake((fake) => fake.askForConversation("jane"));
    await page.getByRole("region", { name: "Conversation with Jane Doe" }).waitFor();
    await page.keyboard.type("Hi");
    expect(await page.getByRole("textbox", { name: "Message" }).inputValue()).toBe("Hi");
    await window.fake((fake) => fake.askForPage("away"));
    await page.getByRole("switch", { name: "Away" }).waitFor({ state: "attached" });
  });
});
