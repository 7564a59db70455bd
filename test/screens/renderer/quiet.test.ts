import { describe, expect, test } from "vitest";
import type { AppState } from "../../../preload/contract/state.ts";
import { usualQuiet } from "../../harness/window-quiet.ts";
import { useWindows } from "../../harness/window-tests.ts";

const windows = useWindows();

/** A Friday, at 10:42 in the morning. */
const now = new Date("2026-11-20T10:42:00-08:00");
const at = (time: string): number => new Date(`2026-11-${time}:00-08:00`).getTime();

const open = async (change: Partial<AppState["quiet"]> = {}) => {
  const window = await windows.open({ now, state: { quiet: { ...usualQuiet, ...change } } });
  await window.page.getByRole("option", { name: /Amir/u }).waitFor();
  await window.page.keyboard.press("Control+,");
  const part = window.page.getByRole("region", { name: "Notifications" });
  await part.waitFor();
  return {
    ...window,
    part,
    says: (words: string) => part.getByRole("status").getByText(words, { exact: true }).waitFor(),
  };
};
const nights = { ...usualQuiet.rules, hours: { ...usualQuiet.rules.hours, isOn: true } };

describe("notifications in the settings", () => {
  test("are switched off for a while and on again, and say until when", async () => {
    const { part, says, asked } = await open();
    await says("Notifications are on.");
    expect(await part.getByRole("button", { name: "Turn on again" }).count()).toBe(0);
    await part.getByRole("button", { name: "Off for 1 hour" }).click();
    await says("Notifications are off until 11:42 AM.");
    await part.getByRole("button", { name: "Off until tomorrow" }).click();
    await says("Notifications are off until Sat 8:00 AM.");
    await part.getByRole("button", { name: "Turn on again" }).click();
    await says("Notifications are on.");
    expect(await asked("quiet/snooze")).toEqual([
      { until: at("20T11:42") },
      { until: at("21T08:00") },
      { until: null },
    ]);
  });

  test("say why they are off where that was not the person's word of a moment ago", async () => {
    const { part, says, fake } = await open({ state: { because: "hours", until: at("21T07:00") } });
    await says("Quiet hours: notifications are off until Sat 7:00 AM.");
    await part.getByRole("button", { name: "Turn on again" }).waitFor();
    await fake((main) =>
      main.change({
        quiet: {
          state: { because: "system", until: null },
          rules: {
            hours: { isOn: false, from: "22:00", to: "07:00", days: [true, true, true, true, true, true, true] },
            letsUrgentThrough: true,
          },
        },
      }),
    );
    await says(
      "Notifications are off: this computer’s do not disturb is on. Switch that off in the system’s settings.",
    );
    expect(await part.getByRole("button", { name: "Turn on again" }).count()).toBe(0);
  });

  test("say why a choice could not be kept, and stay as they are", async () => {
    const { part, says, fake } = await open();
    await fake((main) => main.refuse("quiet/snooze", { code: "storage", about: "read-only" }));
    await part.getByRole("button", { name: "Off for 30 minutes" }).click();
    await part.getByText(/^Not changed\. Tern may not write in its folder\./u).waitFor();
    await says("Notifications are on.");
  });
});

describe("quiet hours in the settings", () => {
  test("are set by keyboard, with their days, and kept", async () => {
    const { page, part, asked } = await open();
    expect(await part.getByLabel("From").count()).toBe(0);
    await part.getByRole("switch", { name: "Quiet hours" }).focus();
    await page.keyboard.press("Space");
    await part.getByText("on the next day").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.type("0915PM");
    await part.getByRole("checkbox", { name: "Saturday" }).focus();
    await page.keyboard.press("Space");
    await expect
      .poll(async () => (await asked("quiet/set-rules")).at(-1))
      .toEqual({
        hours: { isOn: true, from: "21:15", to: "07:00", days: [true, true, true, true, true, false, true] },
        letsUrgentThrough: true,
      });
  });

  test("may last until midnight, which is the end of the day", async () => {
    const { part, asked } = await open({ rules: nights });
    await part.getByLabel("To").fill("00:00");
    await expect
      .poll(async () => (await asked("quiet/set-rules")).at(-1))
      .toMatchObject({ hours: { from: "22:00", to: "24:00" } });
    expect(await part.getByText("on the next day").count()).toBe(0);
  });

  test("that begin and end at the same time are refused at the fields, and not kept", async () => {
    const { part, asked } = await open({ rules: nights });
    await part.getByLabel("To").fill("22:00");
    await part.getByText("Quiet hours have to end at another time than they begin.").waitFor();
    expect(await part.getByLabel("From").getAttribute("aria-invalid")).toBe("true");
    await part.getByLabel("To").fill("23:00");
    await expect.poll(() => asked("quiet/set-rules")).toMatchObject([{ hours: { from: "22:00", to: "23:00" } }]);
  });

  test("let no urgent text through if the person says so", async () => {
    const { part, asked } = await open();
    await part.getByText("Let urgent texts through", { exact: true }).click();
    await expect.poll(() => asked("quiet/set-rules")).toMatchObject([{ letsUrgentThrough: false }]);
  });
});
