import { messageType } from "dbus-native";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toldBy } from "../../main/desktop/linux-notifier/signals.ts";
import { createSettings } from "../../main/desktop/settings.ts";
import { SETTINGS_LIMITS } from "../../preload/contract/limits.ts";
import { createKeepingLog } from "../harness/keeping-log.ts";
import { saidIn } from "./said-nothing.ts";
import { anything, spoiled } from "./spoiled.ts";

const goodSettings = {
  account: { id: "7d1f1c0e-5a55-4c0b-9d35-0f5f6f8b8a10", server: "https://platform.ringcentral.com", clientId: "id" },
  otherAccounts: [{ id: "7d1f1c0e-5a55-4c0b-9d35-0f5f6f8b8a11", server: "secret-token-value", clientId: "id" }],
  accountsToClear: ["7d1f1c0e-5a55-4c0b-9d35-0f5f6f8b8a12"],
  settings: { historyDays: 30, checkMinutes: 10, keepDays: null },
  mainBounds: { x: 1, y: 2, width: 300, height: 400 },
};

/** A settings file whose content is this, whatever it is. */
const fileOf = (content: unknown) => {
  const values = new Map<string, unknown>(
    typeof content === "object" && content !== null ? Object.entries(content) : [],
  );
  return {
    get: (key: string) => values.get(key),
    set: (changes: Readonly<Record<string, unknown>>) => {
      for (const [key, value] of Object.entries(changes)) values.set(key, value);
    },
  };
};

const isWithin = (value: number, { least, most }: { readonly least: number; readonly most: number }): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

describe("a settings file that somebody edited", () => {
  it("counts where it makes sense and is left aside where not, logged without its values", () => {
    fc.assert(
      fc.property(fc.oneof(spoiled(goodSettings), anything), (content) => {
        const log = createKeepingLog();
        const settings = createSettings(fileOf(content), log);
        const { historyDays, checkMinutes, keepDays } = settings.settings();
        const { current, others, toClear } = settings.accounts();
        expect([
          isWithin(historyDays, SETTINGS_LIMITS.historyDays),
          isWithin(checkMinutes, SETTINGS_LIMITS.checkMinutes),
          keepDays === null || isWithin(keepDays, SETTINGS_LIMITS.keepDays),
          [current, ...others].every((account) => account === null || /^[0-9a-f-]{36}$/i.test(account.id)),
          toClear.every((id) => /^[0-9a-f-]{36}$/i.test(id)),
          (settings.mainBounds()?.width ?? 1) > 0,
          saidIn(log.lines),
        ]).toEqual([true, true, true, true, true, true, []]);
        settings.keepSettings({ historyDays: 7, checkMinutes: 5, keepDays: 30 });
        expect(settings.settings()).toEqual({ historyDays: 7, checkMinutes: 5, keepDays: 30 });
      }),
      { numRuns: 300 },
    );
  });
});

describe("a signal on the bus that no notification server would send", () => {
  it("is something a person did to a notice, or nothing", () => {
    const good = {
      type: messageType.signal,
      sender: ":1.5",
      interface: "org.freedesktop.Notifications",
      path: "/org/freedesktop/Notifications",
      member: "NotificationReplied",
      body: [7, "the quick brown words"],
    };
    const members = fc.constantFrom(
      "NotificationReplied",
      "ActionInvoked",
      "NotificationClosed",
      "NameOwnerChanged",
      "x",
    );
    fc.assert(
      fc.property(spoiled(good), members, (message, member) => {
        const told = toldBy({ ...(typeof message === "object" ? message : {}), member }, ":1.5");
        if (told === null || told.kind === "owner-changed") return;
        expect(typeof told.id).toBe("number");
      }),
      { numRuns: 500 },
    );
  });
});
