import { describe, expect, it } from "vitest";
import { createSettingsChange } from "../../../main/core/settings/settings.ts";
import { createSettings } from "../../../main/desktop/settings.ts";
import type { Settings } from "../../../preload/contract/state.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";
import { usualSettings } from "../../harness/settings-in-memory.ts";

const fullDisk = (): never => {
  throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
};

describe("changing a setting", () => {
  it("fails, and changes nothing, where it cannot be written down", () => {
    const told: Settings[] = [];
    const change = createSettingsChange({
      store: createSettings({ get: () => undefined, set: fullDisk }, createKeepingLog()),
      onChanged: (settings) => void told.push(settings),
    });
    expect(change({ ...usualSettings, historyDays: 90 })).toMatchObject({
      ok: false,
      failure: { code: "storage", about: "full" },
    });
    expect(told).toEqual([]);
  });

  it("is refused outside its limits", () => {
    const kept: Settings[] = [];
    const change = createSettingsChange({
      store: { keepSettings: (settings) => void kept.push(settings) },
      onChanged: () => undefined,
    });
    const wrong: readonly Partial<Settings>[] = [
      { historyDays: 0 },
      { historyDays: 1.5 },
      { checkMinutes: 1 },
      { checkMinutes: Number.NaN },
      { keepDays: 0 },
    ];
    expect(wrong.map((part) => change({ ...usualSettings, ...part }).ok)).toEqual(wrong.map(() => false));
    expect(kept).toEqual([]);
  });
});
