import { describe, expect, test } from "vitest";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import type { AwayRules } from "../../../preload/contract/away.ts";
import { complaintAboutDay, dayTimeFromTyped, typedFromDayTime } from "../../../renderer/features/away/check-hours.ts";
import { complaintsAbout, firstComplaint } from "../../../renderer/features/away/check-rules.ts";

describe("rules that cannot be kept", () => {
  const { smart, model } = USUAL_RULES;
  const empty = "Write something: an empty message is not sent.";
  const address = "Enter an address that begins with https://, or one of this computer.";
  const cases: readonly (readonly [name: string, change: Partial<AwayRules>, complaint: string | null])[] = [
    ["usual ones", {}, null],
    ["an empty message", { message: " \n" }, empty],
    ["900 letters", { message: "a".repeat(900) }, null],
    ["901 letters", { message: "a".repeat(901) }, "1 character too long: at most 900, so that every name fits."],
    [
      "900 letters and late words",
      { message: "a".repeat(900), lateWords: "Sorry." },
      "6 characters too long: at most 894, so that every name fits.",
    ],
    ["empty late words", { lateWords: "" }, "Write the words, or switch them off."],
    ["an empty other message", { others: [{ words: "", whom: { kind: "label", label: "VIP" } }] }, empty],
    ["an empty template", { smart: { ...smart, templates: { ...smart.templates, urgent: "" } } }, empty],
    [
      "a model without a name",
      { model: { ...model, isOn: true } },
      "Enter the name of the model, as its server calls it.",
    ],
    [
      "a model elsewhere, in plain",
      { model: { ...model, isOn: true, model: "m", url: "http://example.test/v1" } },
      address,
    ],
    ["a model elsewhere", { model: { ...model, isOn: true, model: "m", url: "https://example.test/v1" } }, null],
    ["a model nowhere", { model: { ...model, isOn: true, model: "m", url: "soon" } }, address],
    ["a model that is off", { model: { ...model, url: "soon" } }, null],
  ];
  test.each(cases)("%s", (_name, change, complaint) => {
    expect(firstComplaint(complaintsAbout({ ...USUAL_RULES, ...change }))).toBe(complaint);
  });
});

describe("a working day", () => {
  test("has hours in order and apart", () => {
    const day = (...times: string[]) =>
      Array.from({ length: times.length / 2 }, (_, at) => ({ from: times[2 * at] ?? "", to: times[2 * at + 1] ?? "" }));
    expect(
      [
        day(),
        day("09:00", "12:00", "13:00", "24:00"),
        day("09:00", "09:00"),
        day("09:00", "12:00", "12:00", "17:00"),
        day("13:00", "17:00", "09:00", "12:00"),
        day("", "17:00"),
      ].map(complaintAboutDay),
    ).toEqual([
      null,
      null,
      "Work has to end later on the same day than it begins.",
      "These times overlap, or are not in order.",
      "These times overlap, or are not in order.",
      "Enter both times.",
    ]);
  });

  test("may end at midnight, which the system’s field shows as 00:00", () => {
    expect([dayTimeFromTyped("00:00", true), dayTimeFromTyped("00:00", false), typedFromDayTime("24:00")]).toEqual([
      "24:00",
      "00:00",
      "00:00",
    ]);
  });
});
