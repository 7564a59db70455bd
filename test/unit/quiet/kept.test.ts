import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSettings } from "../../../main/desktop/settings.ts";
import { USUAL_QUIET } from "../../../main/core/quiet/quiet.ts";
import { schemas } from "../../../main/bridge/schemas.ts";
import type { KeptQuiet } from "../../../main/core/ports/system.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";

/** A settings file as the real one: JSON by name. */
const settingsFile = () => {
  const folder = mkdtempSync(join(tmpdir(), "tern-quiet-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "settings.json");
  writeFileSync(path, "{}");
  const all = (): Record<string, unknown> => JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  const set = (changes: Readonly<Record<string, unknown>>): void =>
    writeFileSync(path, JSON.stringify({ ...all(), ...changes }));
  return { get: (key: string) => all()[key], set };
};
const kept: KeptQuiet = { rules: USUAL_QUIET, snooze: { since: 1, until: 2 }, onUntil: 3 };

describe("what the person said of notifications", () => {
  it("is kept in the plain settings, and read by the next run", () => {
    const file = settingsFile();
    expect(createSettings(file, createKeepingLog()).quiet()).toBe(null);
    createSettings(file, createKeepingLog()).keepQuiet(kept);
    expect(createSettings(file, createKeepingLog()).quiet()).toEqual(kept);
  });

  it.each([
    ["no object", "quiet"],
    ["a day too few", { ...kept, rules: { ...USUAL_QUIET, hours: { ...USUAL_QUIET.hours, days: [true] } } }],
    ["no time of day", { ...kept, rules: { ...USUAL_QUIET, hours: { ...USUAL_QUIET.hours, from: "24:00" } } }],
    ["no moment", { ...kept, snooze: { since: 1, until: "tomorrow" } }],
  ])("counts as never said where the file was edited to hold %s", (_name, value) => {
    const file = settingsFile();
    file.set({ quiet: value });
    const log = createKeepingLog();
    expect([createSettings(file, log).quiet(), log.lines.map(({ event }) => event)]).toEqual([
      null,
      ["settings/ignored"],
    ]);
  });
});

describe("a request about notifications", () => {
  const { hours } = USUAL_QUIET;
  it.each<[string, boolean, unknown]>([
    ["the usual rules", true, USUAL_QUIET],
    ["an end at midnight", true, { ...USUAL_QUIET, hours: { ...hours, to: "24:00" } }],
    ["a beginning at the end of a day", false, { ...USUAL_QUIET, hours: { ...hours, from: "24:00" } }],
    ["half a day", false, { ...USUAL_QUIET, hours: { ...hours, to: "7:00" } }],
    ["a week of six days", false, { ...USUAL_QUIET, hours: { ...hours, days: hours.days.slice(1) } }],
    ["something else", false, { ...USUAL_QUIET, more: true }],
  ])("with %s gets through: %s", (_name, getsThrough, rules) => {
    expect(schemas["quiet/set-rules"].safeParse(rules).success).toBe(getsThrough);
  });

  it("names one moment, or none", () => {
    const all: readonly unknown[] = [{ until: null }, { until: 5 }, { until: -1 }, { until: "5" }, {}];
    expect(all.map((argument) => schemas["quiet/snooze"].safeParse(argument).success)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
