import { describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { openConversation, useWindows } from "../../harness/window-tests.ts";

const windows = useWindows();
/** A Friday, at 10:42 in the morning. */
const now = new Date("2026-11-20T10:42:00-08:00");

const log = (page: Page) => page.getByRole("log", { name: "Texts" });
const scrollTo = (page: Page, top: number): Promise<void> =>
  page.locator(".log").evaluate((element, place) => element.scrollTo(0, place), top);

describe("a thread", () => {
  test("separates days and says how the last text of a group fared, once", async () => {
    const { page } = await windows.open({ now });
    await openConversation(page, /Jane Doe/u);
    expect(await log(page).getByRole("heading").allTextContents()).toEqual([
      "Wednesday, November 18",
      "Yesterday",
      "Today",
    ]);
    expect(await log(page).getByRole("region", { name: "Today" }).getByText("Delivered").count()).toBe(1);
  });

  test("marks away replies", async () => {
    const { page } = await windows.open({ now });
    await openConversation(page, /^Dave/u);
    expect(await log(page).getByRole("article").last().textContent()).toContain("Away reply");
  });

  test("says why a text failed in plain words with the code, and sends it again", async () => {
    const window = await windows.open({ now });
    const { page } = window;
    await openConversation(page, /^Maria/u);
    await page.getByText("Not delivered: the carrier blocked it as spam (CAR-430). Shorten links or call.").waitFor();
    await page.getByRole("button", { name: "Send again" }).click();
    await page.getByText("Queued").waitFor();
    expect(await window.asked("outbox/resend")).toEqual([{ textId: "maria-1" }]);
  });

  test("takes a discarded text out of sight at once, and back for ten seconds", async () => {
    const window = await windows.open();
    const { page } = window;
    await openConversation(page, /^Maria/u);
    await page.getByRole("button", { name: "Discard" }).click();
    await log(page).getByText("bit.ly/forms").waitFor({ state: "detached" });
    expect(await window.asked("outbox/discard")).toEqual([]);
    await page.getByRole("button", { name: "Undo" }).click();
    await log(page).getByText("bit.ly/forms").waitFor();

    await page.getByRole("button", { name: "Discard" }).click();
    // Leaving the conversation is a decision too.
    await page.getByRole("option", { name: /Amir Khan/u }).click();
    await page.getByRole("region", { name: "Conversation with Amir Khan" }).waitFor();
    expect(await window.asked("outbox/discard")).toEqual([{ textId: "maria-1" }]);
  });

  test("makes https links of a text lead out of the window", async () => {
    const window = await windows.open();
    await openConversation(window.page, /Amir Khan/u);
    await window.fake((fake) =>
      fake.receive("amir", "See https://example.org/fees?year=2026. Or http://plain.example"),
    );
    const links = window.page.getByRole("log").getByRole("link");
    await links.first().waitFor();
    expect(await links.count()).toBe(1);
    expect([await links.getAttribute("href"), await links.getAttribute("target")]).toEqual([
      "https://example.org/fees?year=2026",
      "_blank",
    ]);
  });

  test("marks the conversation read when it is opened, and each text that arrives at its end", async () => {
    const window = await windows.open();
    const { page } = window;
    await openConversation(page, /Amir Khan/u);
    await page.getByRole("option", { name: /Amir Khan.*unread/u }).waitFor({ state: "detached" });
    await window.fake((fake) => fake.receive("amir", "One more thing"));
    await log(page).getByText("One more thing").waitFor();
    await page.getByRole("option", { name: /Amir Khan.*unread/u }).waitFor({ state: "detached" });
    expect(await window.asked("conversations/mark-read")).toEqual([
      { conversationId: "amir" },
      { conversationId: "amir" },
    ]);
  });

  test("tells main what is on screen, and nothing when the window is not looked at", async () => {
    const window = await windows.open();
    const { page } = window;
    await openConversation(page, /Amir Khan/u);
    await window.turn("blur");
    await window.turn("focus");
    await expect
      .poll(() => window.asked("windows/report-open"))
      .toEqual([
        { conversationId: null },
        { conversationId: "amir" },
        { conversationId: null },
        { conversationId: "amir" },
      ]);
  });
});

describe("a long thread", () => {
  test("loads older texts when one scrolls up, without moving what is read", async () => {
    const window = await windows.open({ moreTexts: 300 });
    const { page } = window;
    await openConversation(page, /Jane Doe/u);
    await log(page).getByText("Older text number 38", { exact: true }).waitFor();
    await log(page)
      .getByText("Older text number 30", { exact: true })
      .evaluate((element) => element.scrollIntoView());
    const place = await log(page).getByText("Older text number 30", { exact: true }).boundingBox();
    await log(page).getByText("Older text number 80", { exact: true }).waitFor({ state: "attached" });
    const after = await log(page).getByText("Older text number 30", { exact: true }).boundingBox();
    expect(Math.abs((after?.y ?? 0) - (place?.y ?? 1000))).toBeLessThan(2);
  });

  test("says how many are new below while one reads further up, and stays where it is", async () => {
    const window = await windows.open({ moreTexts: 300 });
    const { page } = window;
    await openConversation(page, /Jane Doe/u);
    await scrollTo(page, -600);
    const reading = log(page).getByText("Older text number 4", { exact: true });
    await reading.evaluate((element) => element.scrollIntoView({ block: "center" }));
    const place = await reading.boundingBox();
    await window.fake((fake) => fake.receive("jane", "First"));
    await window.fake((fake) => fake.receive("jane", "Second, which takes\nmore than one line"));
    const pill = page.getByRole("button", { name: "2 new" });
    await pill.waitFor();
    expect(Math.abs(((await reading.boundingBox())?.y ?? 0) - (place?.y ?? 1000))).toBeLessThan(2);
    expect(await window.asked("conversations/mark-read")).toEqual([]);

    await pill.click();
    await pill.waitFor({ state: "detached" });
    await page.getByRole("option", { name: /Jane Doe.*unread/u }).waitFor({ state: "detached" });
  });

  test("stays usable with a thousand texts on the page", async () => {
    const window = await windows.open({ moreTexts: 1000 });
    const { page } = window;
    await openConversation(page, /Jane Doe/u);
    await expect
      .poll(
        async () => {
          await page.locator(".log").evaluate((element) => element.scrollTo(0, -element.scrollHeight));
          return log(page).getByText("Older text number 1000", { exact: true }).count();
        },
        { timeout: 60_000 },
      )
      .toBe(1);
    const tookMs = await window.fake(async (fake) => {
      const started = performance.now();
      fake.receive("jane", "Still quick");
      const texts = document.querySelector("[role=log]");
      while (texts?.textContent?.includes("Still quick") !== true) await new Promise(requestAnimationFrame);
      return performance.now() - started;
    });
    expect(tookMs).toBeLessThan(1500);
  });
});
