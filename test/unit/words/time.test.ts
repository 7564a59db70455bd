import { describe, expect, test } from "vitest";
import {
  dateAfter,
  localDate,
  momentFrom,
  relativeTime,
  spanWords,
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

describe("a moment to come", () => {
  test("comes from a day and a time as they are typed, or is none", () => {
    expect([momentFrom("2026-11-23", "09:00"), momentFrom("", "09:00"), momentFrom("2026-11-23", "")]).toEqual([
      at("2026-11-23T09:00:00"),
      null,
      null,
    ]);
  });
});

test("a time that went by names its day once, and today as today", () => {
  expect([
    spanWords(at("2026-11-19T14:42:00"), at("2026-11-19T14:54:00"), now),
    spanWords(at("2026-11-17T16:42:00"), at("2026-11-20T08:42:00"), now),
  ]).toEqual([
    expect.stringMatching(/^Thu (2:42 PM to 2:54 PM|14:42 to 14:54)$/u),
    expect.stringMatching(/^Tue (4:42 PM to today 8:42 AM|16:42 to today 08:42)$/u),
  ]);
});

describe("a day to return", () => {
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
