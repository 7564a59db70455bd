import { describe, expect, it } from "vitest";
import { createPhoneNumbers } from "../../../main/phone-numbers/phone-numbers.ts";

const { e164, format, isTollFree } = createPhoneNumbers();

describe("what was typed becomes E.164", () => {
  it.each([
    ["(650) 555-0101", "US", "+16505550101"],
    ["650.555.0101", "us", "+16505550101"],
    [" 1 650 555 0101 ", "US", "+16505550101"],
    ["+1 (650) 555-0101", "GB", "+16505550101"],
    ["tel:+16505550101", "US", "+16505550101"],
    ["020 7946 0958", "GB", "+442079460958"],
    ["+44 20 7946 0958", "US", "+442079460958"],
    ["(416) 555-0101", "CA", "+14165550101"],
    ["(650) 555-0101", "somewhere", "+16505550101"],
    ["٦٥٠٥٥٥٠١٠١", "US", "+16505550101"],
  ])("%s in %s", (text, country, expected) => {
    expect(e164(text, country)).toBe(expected);
  });

  it.each(["", "72345", "102", "911", "555-0101", "jane", "call 650 555 0101", "650 555 0101 x5", "bob@example.com"])(
    "unless it cannot be a number that is texted: %s",
    (text) => {
      expect(e164(text, "US")).toBe(null);
    },
  );
});

it.each([
  ["+16505550101", "US", "(650) 555-0101"],
  ["+14165550101", "US", "(416) 555-0101"],
  ["+18005550199", "US", "(800) 555-0199"],
  ["+442079460958", "US", "+44 20 7946 0958"],
  ["+442079460958", "GB", "020 7946 0958"],
  ["+16505550101", "GB", "+1 650 555 0101"],
  ["72345", "US", "72345"],
  ["102", "US", "102"],
  ["+999", "US", "+999"],
])("%s is read in %s as %s", (address, country, expected) => {
  expect(format(address, country)).toBe(expected);
});

it.each([
  ["+18005550199", true],
  ["+18885550199", true],
  ["+16505550101", false],
  ["+448001111111", true],
  ["72345", false],
])("%s is toll-free: %s", (address, expected) => {
  expect(isTollFree(address)).toBe(expected);
});
