import { describe, expect, test } from "vitest";
import type { Settings } from "../../../preload/contract/state.ts";
import { usualSettings } from "../../harness/settings-in-memory.ts";
import { useWindows } from "../../harness/window-tests.ts";

const windows = useWindows();

const open = async (settings: Partial<Settings> = {}) => {
  const window = await windows.open({ state: { settings: { ...usualSettings, ...settings } } });
  await window.page.getByRole("option", { name: /Amir/u }).waitFor();
  await window.page.keyboard.press("Control+,");
  await window.page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
  return window;
};

describe("how much is read and kept", () => {
  test("shows what is chosen, also where that is none of the usual", async () => {
    const { page } = await open({ historyDays: 45, checkMinutes: 30, keepDays: 400 });
    const checked = page.getByRole("radio", { checked: true });
    const names = await checked.evaluateAll((all) => all.map((radio) => radio.getAttribute("aria-label")));
    expect(names).toEqual(["(650) 555-0100", "45 days", "30 minutes", "Other"]);
    expect(await page.getByRole("textbox", { name: "Days" }).inputValue()).toBe("400");
  });

  test("reads further back, and checks more often, with the arrow keys alone", async () => {
    const window = await open();
    const { page } = window;
    await page.getByRole("radio", { name: "30 days" }).focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => page.getByRole("radio", { name: "90 days" }).first().isChecked()).toBe(true);
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowLeft");
    await expect
      .poll(() => window.asked("settings/change"))
      .toEqual([
        { historyDays: 90, checkMinutes: 10, keepDays: null },
        { historyDays: 90, checkMinutes: 5, keepDays: null },
      ]);
  });

  test("says why a choice could not be kept, and shows the one that holds", async () => {
    const window = await open();
    const { page } = window;
    await window.fake((fake) => fake.refuse("settings/change", { code: "storage", about: "read-only" }));
    await page.getByRole("radiogroup", { name: "How far back Tern reads" }).getByText("1 year").click();
    await page.getByText(/^Not changed\. Tern may not write in its folder\./u).waitFor();
    expect(await page.getByRole("radio", { name: "30 days" }).isChecked()).toBe(true);
  });
});

describe("the settings", () => {
  test("scroll inside their page when the focus goes to the last of them, and the window stays where it is", async () => {
    const { page } = await open();
    await page.getByRole("radio", { name: "Forever" }).focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    expect(
      await page.getByRole("radio", { name: "Forever" }).evaluate((radio) => radio === document.activeElement),
    ).toBe(true);
    await expect.poll(() => page.locator(".page-scroll").evaluate((scroller) => scroller.scrollTop)).toBeGreaterThan(0);
    expect(await page.evaluate(() => [document.documentElement.scrollTop, document.body.scrollTop])).toEqual([0, 0]);
  });
});

describe("keeping texts on this computer", () => {
  const keep = async (settings: Partial<Settings>) => {
    const window = await open(settings);
    const group = window.page.getByRole("radiogroup", { name: "Keep texts on this computer" });
    const question = window.page.getByRole("alertdialog", { name: "Remove older texts from this computer?" });
    return { window, page: window.page, group, question, field: window.page.getByRole("textbox", { name: "Days" }) };
  };

  test("says that it is no archive", async () => {
    const { page } = await keep({});
    await page
      .getByText(
        "Older texts are removed here only. At RingCentral they stay for as long as RingCentral keeps them: neither place is an archive.",
      )
      .waitFor();
  });

  test("asks before it takes texts away, and does nothing if that was not meant", async () => {
    const { window, page, group, question } = await keep({});
    await group.getByText("90 days").click();
    await question.getByText(/^Texts older than 90 days are removed from this computer now/u).waitFor();
    await page.keyboard.press("Escape");
    await question.waitFor({ state: "detached" });
    expect([await window.asked("settings/change"), await group.getByLabel("Forever").isChecked()]).toEqual([[], true]);

    await group.getByText("90 days").click();
    await question.getByRole("button", { name: "Remove" }).click();
    await expect.poll(() => group.getByLabel("90 days").isChecked()).toBe(true);
    expect(await window.asked("settings/change")).toEqual([{ ...usualSettings, keepDays: 90 }]);
  });

  test("asks nothing when more is kept", async () => {
    const { window, group, question } = await keep({ keepDays: 90 });
    await group.getByText("1 year").click();
    await expect.poll(() => group.getByLabel("1 year").isChecked()).toBe(true);
    await group.getByText("Forever").click();
    await expect.poll(() => group.getByLabel("Forever").isChecked()).toBe(true);
    expect([await question.count(), await window.asked("settings/change")]).toEqual([
      0,
      [
        { ...usualSettings, keepDays: 365 },
        { ...usualSettings, keepDays: null },
      ],
    ]);
  });

  test("takes any number of days, typed in and applied with Enter", async () => {
    const { window, page, group, question, field } = await keep({});
    await group.getByText("Other").click();
    await field.fill("120");
    await page.keyboard.press("Enter");
    await question.getByRole("button", { name: "Remove" }).click();
    await expect.poll(() => window.asked("settings/change")).toEqual([{ ...usualSettings, keepDays: 120 }]);
    await expect.poll(() => field.inputValue()).toBe("120");
  });

  test("says at the field what is not taken", async () => {
    const { window, page, group, question, field } = await keep({});
    await group.getByText("Other").click();
    const complaint = page.getByText("Enter a number of days from 7 to 3,650.");
    for (const typed of ["", "6", "3651", "1.5", "soon"]) {
      await field.fill(typed);
      await page.getByRole("button", { name: "Apply" }).click();
      await complaint.waitFor();
      expect(await field.getAttribute("aria-invalid")).toBe("true");
      await field.fill("8");
      await complaint.waitFor({ state: "detached" });
    }
    expect([await question.count(), await window.asked("settings/change")]).toEqual([0, []]);
  });
});
