import { describe, expect, test } from "vitest";
import { untilTime } from "../../../renderer/features/words/until-time.ts";

const at = (text: string): number => new Date(text).getTime();
/** A Friday morning, where the person is. */
const now = at("2026-11-20T10:42:00");
const HERE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

describe("a moment to come", () => {
  test.each([
    ["2026-11-20T17:00:00", /^(5:00 PM|17:00)$/u],
    ["2026-11-21T00:00:00", /^the end of today$/u],
    ["2026-11-23T00:00:00", /^Mon, (Nov 23|23 Nov)$/u],
    ["2026-11-23T09:00:00", /^Mon (9:00 AM|09:00)$/u],
    ["2026-11-30T09:00:00", /^Mon, (Nov 30|30 Nov), (9:00 AM|09:00)$/u],
  ])("%s is %s", (moment, words) => {
    expect(untilTime(at(moment), now)).toMatch(words);
    expect(untilTime(at(moment), now, HERE)).toMatch(words);
  });

  test.each([
    // Nobody's computer stands in Nepal, whose clocks are a quarter of an hour beside all others.
    ["2026-11-20T10:00:00Z", /^(3:45 PM|15:45) \(Nepal Time\)$/u],
    ["2026-11-20T18:15:00Z", /^the end of today \(Nepal Time\)$/u],
    ["2026-11-22T18:15:00Z", /^Mon, (Nov 23|23 Nov) \(Nepal Time\)$/u],
    ["2026-11-23T03:15:00Z", /^Mon (9:00 AM|09:00) \(Nepal Time\)$/u],
    ["2026-11-30T03:15:00Z", /^Mon, (Nov 30|30 Nov), (9:00 AM|09:00) \(Nepal Time\)$/u],
  ])("%s is %s by the clocks of elsewhere, which are named", (moment, words) => {
    expect(untilTime(at(moment), at("2026-11-20T06:00:00Z"), "Asia/Kathmandu")).toMatch(words);
  });
});
