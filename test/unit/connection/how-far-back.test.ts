import { describe, expect, it } from "vitest";
import { everythingFrom, isTooShort, keptFrom, wantedFrom } from "../../../main/core/connection/how-far-back.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 2, 9);
/** In days before now. */
const ago = (at: number | null) => (at === null ? null : (NOW - at) / DAY);
const given = (more: { historyDays?: number; keepDays?: number | null; now?: number; syncedAt?: number | null }) => ({
  settings: { historyDays: more.historyDays ?? 30, keepDays: more.keepDays ?? null },
  now: more.now ?? NOW,
  syncedAt: more.syncedAt === undefined ? NOW : more.syncedAt,
});

describe("reading everything", () => {
  it.each([
    ["as many days as the person chose", {}, 30],
    ["since the last reading, if that was longer ago, and a day more", { syncedAt: NOW - 60 * DAY }, 61],
    ["not what would have to go again at once", { keepDays: 7 }, 7],
    ["of what is kept, what came since the last reading", { keepDays: 40, syncedAt: NOW - 60 * DAY }, 61],
    ["at first, as this computer's clock says", { syncedAt: null }, 30],
    ["since the last reading though the clock is a year ahead", { now: NOW + 365 * DAY }, 1],
    ["no whole life's texts though the clock is in 1970", { now: 0 }, 30],
  ])("goes back %s", (_, more, days) => {
    expect(ago(everythingFrom(given(more)))).toBe(days);
  });
});

describe("what is kept", () => {
  it.each([
    ["everything, if the person did not choose", {}, null],
    ["so many days", { keepDays: 30 }, 30],
    ["by the last reading's time, if the clock is ahead", { keepDays: 30, now: NOW + 365 * DAY }, 30],
    ["by the clock, if it is behind", { keepDays: 30, now: NOW - 5 * DAY }, 35],
  ])("is %s", (_, more, days) => {
    expect(ago(keptFrom(given(more)))).toBe(days);
  });
});

describe("older texts", () => {
  it.each([
    ["are read if they never were", null, true],
    ["are read if the person wants to go back further", NOW - 29 * DAY, true],
    ["are not read for a clock that was set by a few hours", NOW - 29.75 * DAY, false],
    ["are not read again", NOW - 90 * DAY, false],
  ])("%s", (_, historyFrom, isRead) => {
    expect(isTooShort(historyFrom, wantedFrom(given({ historyDays: 30 })))).toBe(isRead);
  });
});
