import { expect, test } from "vitest";
import { campaignLines } from "../../../renderer/features/words/campaign.ts";

const campaign = (formatted: string, useCases: readonly string[], isConfirmed: boolean | null = true) => ({
  address: formatted,
  formatted,
  isConfirmed,
  useCases,
});

test.each([
  [
    "names what a number is registered for",
    [campaign("one", ["CUSTOMER_CARE", "2FA", "POLLING_VOTING"])],
    [{ numbers: "one", words: "Registered for customer care, sign-in codes, and polls and votes." }],
  ],
  [
    "says once what holds for some numbers, and that a registration does not hold",
    [campaign("one", ["MIXED"], null), campaign("two", [], false), campaign("three", ["MIXED"], null)],
    [
      { numbers: "one and three", words: "Registered for texts of mixed kinds." },
      {
        numbers: "two",
        words:
          "Registered; RingCentral does not say for what. Not confirmed: carriers may refuse every text from here.",
      },
    ],
  ],
  [
    "says the same purpose once",
    [campaign("one", ["UCAAS_LOW", "UCAAS_HIGH"])],
    [{ numbers: "one", words: "Registered for conversations of employees." }],
  ],
  [
    "reads out names that nobody has words for",
    [campaign("one", ["constructor", "NEW  KIND_OF text"])],
    [{ numbers: "one", words: "Registered for constructor and new kind of text." }],
  ],
  ["says nothing of numbers nobody knows of", [], []],
])("the page %s", (_, campaigns, lines) => {
  expect(campaignLines(campaigns)).toEqual(lines);
});
