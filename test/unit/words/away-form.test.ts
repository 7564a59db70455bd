import { describe, expect, test } from "vitest";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import type { AwayRules } from "../../../preload/contract/away.ts";
import {
  complaintAboutDay,
  complaintAboutWeek,
  dayTimeFromTyped,
  typedFromDayTime,
} from "../../../renderer/features/away/check-hours.ts";
import { complaintsAbout, firstComplaint } from "../../../renderer/features/away/check-rules.ts";

describe("rules that cannot be kept", () => {
  const { smart, model } = USUAL_RULES;
  const label = { kind: "label", label: "VIP" } as const;
  const variables = "There are {firstName}, {returnDate}, {returnTime}, {company}, and {urgentNumber}.";
  const tooLong = (many: string): string =>
    `${many} too long: it has to fit into one text, also with the longest name and date.`;
  const empty = "Write something: an empty message is not sent.";
  const address = "Enter an address that begins with https://, or one of this computer.";
  const cases: readonly (readonly [name: string, change: Partial<AwayRules>, complaint: string | null])[] = [
    ["usual ones", {}, null],
    ["an empty message", { message: " \n" }, empty],
    ["all that fits into a text", { message: "a".repeat(982) }, null],
    ["a letter more", { message: "a".repeat(983) }, tooLong("1 character")],
    ["all that fits, and late words", { message: "a".repeat(982), lateWords: "Sorry." }, tooLong("7 characters")],
    ["all that fits, but not with every name", { message: `{firstName}${"a".repeat(944)}` }, tooLong("2 characters")],
    ["all that fits, but not with the company", { message: `{company}${"a".repeat(980)}` }, tooLong("4 characters")],
    ["a variable that there is not", { message: "Hi {firstnam}" }, `There is no {firstnam}. ${variables}`],
    ["a variable in other letters", { message: "Hi {FIRST NAME}, {{returndate}}" }, null],
    ["one in an other message", { others: [{ words: "{a}", whom: label }] }, `There is no {a}. ${variables}`],
    ["empty late words", { lateWords: "" }, "Write the words, or switch them off."],
    ["late words without end", { lateWords: "a".repeat(203) }, "3 characters too long: at most 200."],
    [
      "late words with a variable",
      { lateWords: "Late, {firstName}" },
      "Nothing is filled in here: write it without {firstName}.",
    ],
    [
      "a label without a letter",
      { others: [{ words: "Hi", whom: { kind: "label", label: " " } }] },
      "Write the label that these people have.",
    ],
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
    expect(firstComplaint(complaintsAbout({ ...USUAL_RULES, ...change }, "Harbor"))).toBe(complaint);
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

  test("is named where a week cannot be kept", () => {
    const nine = [{ from: "09:00", to: "17:00" }];
    const wrong = [{ from: "09:00", to: "08:00" }];
    expect(
      [
        [nine, nine],
        [nine, wrong, wrong],
      ].map((week) => complaintAboutWeek({ week })),
    ).toEqual([null, "Tuesday: Work has to end later on the same day than it begins."]);
  });

  test("may end at midnight, which the system’s field shows as 00:00", () => {
    expect([dayTimeFromTyped("00:00", true), dayTimeFromTyped("00:00", false), typedFromDayTime("24:00")]).toEqual([
      "24:00",
      "00:00",
      "00:00",
    ]);
  });
});
