import { describe, expect, test } from "vitest";
import { smsParts, smsPartsWords } from "../../../renderer/features/words/sms-parts.ts";

describe("how many SMS a text goes out as", () => {
  test.each([
    ["nothing", "", 0],
    ["160 letters", "a".repeat(160), 1],
    ["161 letters", "a".repeat(161), 2],
    ["306 letters", "a".repeat(306), 2],
    ["307 letters", "a".repeat(307), 3],
    ["letters of other languages in the phone’s alphabet", "é".repeat(160), 1],
    ["80 signs of two places", "€".repeat(80), 1],
    ["81 signs of two places", "€".repeat(81), 2],
    ["a sign of two places that would be cut in two", `${"a".repeat(152)}€${"a".repeat(152)}`, 3],
    ["70 letters with one outside the alphabet", `’${"a".repeat(69)}`, 1],
    ["71 letters with one outside the alphabet", `’${"a".repeat(70)}`, 2],
    ["134 of them", `’${"a".repeat(133)}`, 2],
    ["a picture sign that would be cut in two", `${"я".repeat(66)}👍${"я".repeat(66)}`, 3],
  ])("%s: %#", (_name, body, parts) => {
    expect(smsParts(body).parts).toBe(parts);
  });

  test("is said with its length, and with the sign that makes it more", () => {
    expect(["a", "a".repeat(200), `I’m ${"a".repeat(80)}`, "I’m away"].map(smsPartsWords)).toEqual([
      "1 character, sent as 1 SMS",
      "200 characters, sent as 2 SMS",
      "84 characters, sent as 2 SMS: “’” leaves room for 67 in each instead of 153",
      "8 characters, sent as 1 SMS",
    ]);
  });
});
