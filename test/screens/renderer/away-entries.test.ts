import { describe, expect, test } from "vitest";
import type { AwayState } from "../../../preload/contract/state.ts";
import { awayOptions, FRIDAY, toAway } from "../../harness/open-away.ts";
import { sampleReports } from "../../harness/window-reports.ts";
import { sampleRules } from "../../harness/window-sample.ts";
import type { FakeAwayOptions } from "../../harness/window-away.ts";
import { openConversation, useWindows } from "../../harness/window-tests.ts";

const windows = useWindows();
const reports = sampleReports(FRIDAY.getTime());

const open = async (row: string, away: FakeAwayOptions = {}, change: Partial<AwayState> = {}) => {
  const window = await windows.open(awayOptions(change, away));
  await toAway(window);
  return { ...window, row: window.page.getByRole("button", { name: new RegExp(`^${row}`, "u") }) };
};

describe("what would happen", () => {
  test("is tried with the rules as they stand on the page, kept or not", async () => {
    const { page, row, asked, fake } = await open("What would happen");
    await fake((main) => main.refuse("away/set-rules", { code: "storage", about: "full" }, true));
    await page.getByRole("textbox", { name: "Message to those who text you" }).fill("Back soon, {firstName}");
    await row.click();
    await page.getByText(/^5 texts would have been answered, 14 left to you\./u).waitFor();
    expect(await asked("away/simulate")).toEqual([
      { rules: { ...sampleRules, message: "Back soon, {firstName}" }, until: null },
    ]);
    await page.getByRole("list", { name: "Texts of the last 30 days" }).getByText("Back soon, Amir").waitFor();
  });

  test("says for each text that is left the rule in plain words, and groups them", async () => {
    const { page, row } = await open("What would happen");
    await row.click();
    const show = page.getByRole("radiogroup", { name: "Show" });
    await show.getByText("Answered 5").click();
    const rows = page.getByRole("listitem").filter({ has: page.getByRole("article") });
    await expect.poll(() => rows.count()).toBe(5);
    await show.getByText("Left to you 14").click();
    await page.getByRole("button", { name: /Reason$/u }).click();
    await page.getByRole("option", { name: "Short code 1" }).click();
    await expect.poll(() => rows.count()).toBe(1);
    expect(await rows.textContent()).toMatch(/^4572345Nov 11Your one-time code .* so those are never answered\.$/u);
  });

  test("keeps thousands of texts out of the document, and scrolls through them by keyboard", async () => {
    const { page, row } = await open("What would happen", { moreHeard: 3000 });
    await row.click();
    await page.getByText(/^5 texts would have been answered, 3,014 left to you\./u).waitFor();
    const list = page.getByRole("list", { name: "Texts of the last 30 days" });
    expect(await list.getByRole("listitem").count()).toBeLessThan(40);
    await page.getByRole("group", { name: "Texts of the last 30 days" }).focus();
    await page.keyboard.press("End");
    await list.getByText("Your one-time code is 480 112").waitFor();
    expect(await list.getByRole("listitem").last().getAttribute("aria-posinset")).toBe("3019");
  });

  test("is left with Esc to the page, at the place that led there", async () => {
    const { page, row } = await open("What would happen");
    await row.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "What would happen?", level: 1 }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "Away", level: 1 }).waitFor();
    await expect.poll(() => row.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "Away", level: 1 }).waitFor({ state: "detached" });
  });

  test("says what went wrong", async () => {
    const { page, row, fake } = await open("What would happen");
    await fake((main) => main.refuse("away/simulate", { code: "storage", about: "busy" }));
    await row.click();
    await page.getByRole("alert").filter({ hasText: "Another program holds Tern’s database." }).waitFor();
  });
});

describe("the report", () => {
  test("says what was answered with what, what was left and why, and when nobody could be answered", async () => {
    const { page, row } = await open("Report", { reports });
    expect(await row.textContent()).toBe("Report3 texts answered, 3 left to you, 1 not delivered");
    await row.click();
    const texts = page.getByRole("list", { name: "Texts", exact: true });
    await texts.getByText("Hi Dave, I am away until Monday.").waitFor();
    const notes = await texts
      .getByRole("article")
      .evaluateAll((all) => all.map((row) => row.lastElementChild?.textContent));
    const gaps = await page.getByRole("list", { name: "Gaps" }).getByRole("listitem").allTextContents();
    expect({ notes, gaps }).toEqual({
      notes: [
        "They are not in your contacts.",
        "Your message · Question · Delivered",
        "Away had already answered them.",
        "Not delivered: this person has opted out of your texts (CAR-413). They can text START to undo that.",
        "Smart reply · Urgent · Late · Delivered",
        "Written by a language model · Scheduling · Delivered",
        "Machines write from short codes, so those are never answered.",
      ],
      gaps: [
        "This computer was asleep from Wed 6:42 PM to Thu 3:42 AM.",
        "There was no connection from Thu 2:42 PM to 2:54 PM.",
      ],
    });
  });

  test("tells an answer that did not arrive from those that did", async () => {
    const { page, row } = await open("Report", { reports });
    await row.click();
    await page.getByRole("radiogroup", { name: "Show" }).getByText("Not delivered 1").click();
    await expect.poll(() => page.getByRole("article").count()).toBe(1);
    await page.getByRole("article").getByText("Did you get the forms?").waitFor();
  });

  test("is there for each absence, and is saved as CSV", async () => {
    const { page, row, asked } = await open("Report", { reports });
    await row.click();
    const absence = page.getByRole("combobox", { name: "Absence" });
    expect(await absence.locator("option").allTextContents()).toEqual([
      "Tue 4:42 PM to today 8:42 AM",
      "Tue, Nov 3, 6:42 PM to Wed, Nov 4, 4:42 AM",
    ]);
    await absence.selectOption({ index: 1 });
    await page.getByText("Nobody texted you in this absence.").waitFor();
    await page.getByRole("button", { name: "Save as CSV" }).click();
    await page.getByText("Saved.").waitFor();
    expect(await asked("away/export")).toEqual([{ since: reports[1]?.absence.since }]);
  });

  test("leads to the conversation", async () => {
    const { page, row } = await open("Report", { reports });
    await row.click();
    await page.getByRole("article").getByRole("button", { name: "Dave Whitfield" }).click();
    await page.getByRole("region", { name: "Conversation with Dave Whitfield" }).waitFor();
  });

  test("says what it will be for, while nobody was away", async () => {
    const { page, row } = await open("Report");
    expect(await row.textContent()).toBe("ReportNot away yet");
    await row.click();
    await page.getByText(/^You have not been away yet\./u).waitFor();
  });

  test("says why it could not be saved", async () => {
    const { page, row, fake } = await open("Report", { reports });
    await row.click();
    await fake((main) => main.refuse("away/export", { code: "storage", about: "full" }));
    await page.getByRole("button", { name: "Save as CSV" }).click();
    await page
      .getByRole("alert")
      .filter({ hasText: /^Not saved\. The disk with Tern’s folder is full\./u })
      .waitFor();
  });
});

describe("a thread", () => {
  test("marks what Away answered, and what a language model wrote", async () => {
    const { page } = await windows.open(awayOptions());
    await openConversation(page, /^Dave/u);
    const marks = await page.getByText(/^Away reply/u).allTextContents();
    expect(marks.filter((mark) => !mark.includes(":"))).toEqual([
      "Away reply, written by a language model",
      "Away reply",
    ]);
  });
});
