import { describe, expect, test } from "vitest";
import {
  dateAfter,
  daysUntilMonday,
  localDate,
  relativeTime,
  waitWords,
} from "../../../renderer/features/words/time.ts";

const at = (text: string): number => new Date(text).getTime();
/** A Friday morning, where the person is. */
const now = at("2026-11-20T10:42:00");

describe("a moment in a list", () => {
  test.each([
    ["2026-11-20T10:41:30", "now"],
    ["2026-11-20T10:38:00", "4 min"],
    ["2026-11-20T09:43:00", "59 min"],
    ["2026-11-19T23:59:00", "Thu"],
    ["2026-11-14T12:00:00", "Sat"],
  ])("%s is %s", (moment, words) => {
    expect(relativeTime(at(moment), now)).toBe(words);
  });

  test("earlier today is a clock time, not a weekday", () => {
    expect(relativeTime(at("2026-11-20T00:05:00"), now)).toMatch(/\d:05|00:05/u);
  });

  test("a week ago is a date, and last year a date with its year", () => {
    expect(relativeTime(at("2026-11-13T10:00:00"), now)).toMatch(/^(Nov 13|13 Nov)$/u);
    expect(relativeTime(at("2025-11-13T10:00:00"), now)).toContain("2025");
  });
});

describe("a day to return", () => {
  test("next Monday is never today", () => {
    const days = [16, 17, 18, 19, 20, 21, 22].map((day) => daysUntilMonday(at(`2026-11-${day}T10:00:00`)));
    expect(days).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  test("is counted in calendar days, also over the end of a month and of summer time", () => {
    expect([dateAfter(now, 1), dateAfter(now, 11), dateAfter(at("2026-10-24T23:30:00"), 1)]).toEqual([
      "2026-11-21",
      "2026-12-01",
      "2026-10-25",
    ]);
    expect(localDate(at("2026-11-20T23:59:59"))).toBe("2026-11-20");
  });
});

test("a wait is rounded up: nobody comes back too early", () => {
  expect([1, 1000, 41_200, 91_000].map(waitWords)).toEqual(["1 second", "1 second", "42 seconds", "2 minutes"]);
});
