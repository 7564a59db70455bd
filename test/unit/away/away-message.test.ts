import { describe, expect, it } from "vitest";
import { dateInWords } from "../../../main/core/date-in-words.ts";
import { DEFAULT_AWAY_MESSAGE, fillAwayMessage, isLocalDate } from "../../../main/core/away/away-message.ts";

const today = "2026-03-02";
const fill = (message: string, firstName: string | null, returnDate: string | null): string =>
  fillAwayMessage(message, {
    firstName,
    returnDate: returnDate === null ? null : dateInWords(returnDate, today),
    returnTime: null,
    company: null,
    urgentNumber: null,
  });

describe("an away message", () => {
  it("holds the first name and the day of return in words", () => {
    expect(fill("Hi {firstName}, back {returnDate}. {firstName}, be well.", "Jane", "2026-03-09")).toBe(
      "Hi Jane, back Monday, March 9. Jane, be well.",
    );
  });

  it("names the year when it is another one", () => {
    expect(dateInWords("2027-01-04", today)).toBe("Monday, January 4, 2027");
  });

  it.each([
    ["Hi {firstName}, I am away.", "Hi, I am away."],
    ["{firstName}, I am away.", "I am away."],
    ["{firstName} - thanks for writing.", "Thanks for writing."],
    ["Hello {firstName}! I am away.", "Hello! I am away."],
    ["Thanks {firstName}.\nI am away.", "Thanks.\nI am away."],
  ])("reads well without a first name: %s", (message, expected) => {
    expect(fill(message, null, null)).toBe(expected);
    expect(fill(message, "x".repeat(41), null)).toBe(expected);
  });

  it.each([
    ["I am away until {returnDate} and will answer then.", "I am away and will answer then."],
    ["I am away, until {returnDate}.", "I am away."],
    ["I am out. I am back {returnDate}. Call Kim if it is urgent.", "I am out. Call Kim if it is urgent."],
    ["Hi {firstName}, back {returnDate}. Bye.", "Hi Jane. Bye."],
    ["I will be back by {returnDate}", "I will be back"],
    ["Away.\nBack: {returnDate}\nKim helps.", "Away.\nKim helps."],
  ])("reads well without a return date: %s", (message, expected) => {
    expect(fill(message, "Jane", null)).toBe(expected);
  });

  it.each([
    ["Back {returnDate}.", "Back."],
    ["Hi {firstName}, back {returnDate}", "Hi"],
    ["🏖️ {returnDate}", "🏖️"],
    ["Call {urgentNumber}", "Call"],
    ["{returnDate}", "Hi, I am away and will answer when I am back. This is an automatic reply."],
    ["{firstName}!", "Hi, I am away and will answer when I am back. This is an automatic reply."],
  ])("is never empty, however little is known: %s", (message, expected) => {
    expect(fill(message, null, null)).toBe(expected);
  });

  it("starts with a message that reads well with and without both", () => {
    expect(fill(DEFAULT_AWAY_MESSAGE, "Jane", "2026-03-09")).toBe(
      "Hi Jane, I am away until Monday, March 9 and will answer when I am back. This is an automatic reply.",
    );
    expect(fill(DEFAULT_AWAY_MESSAGE, null, null)).toBe(
      "Hi, I am away and will answer when I am back. This is an automatic reply.",
    );
  });

  it.each([
    ["Hi {FirstName}, back {returndate}.", "Hi Jane, back Monday, March 9."],
    ["Hi {first name}, back {Return_Date}.", "Hi Jane, back Monday, March 9."],
    ["Hi {{firstName}}!", "Hi Jane!"],
  ])("knows a variable however it is written: %s", (message, expected) => {
    expect(fill(message, "Jane", "2026-03-09")).toBe(expected);
  });

  it.each([
    ["Hi {firstnam}, bye", "Hi, bye"],
    ["{prénom}, I am away.", "I am away."],
    ["Back soon.\n{{signature}}", "Back soon."],
    ["Hi {toString}{__proto__}{constructor}, bye", "Hi, bye"],
    ["{nobody}", "Hi Jane, I am away and will answer when I am back. This is an automatic reply."],
    ["A { brace, {} and } are text", "A { brace, {} and } are text"],
  ])("leaves out what is in braces but no variable: %s", (message, expected) => {
    expect(fill(message, "Jane", null)).toBe(expected);
  });

  it.each([
    ["white space", `${" ".repeat(100_000)}{returnDate} at {returnTime}`],
    ["commas and white space", `Away${", ".repeat(50_000)}until {returnDate}`],
    ["lines", `Away${"\n".repeat(100_000)}{firstName} {company}`],
    ["braces", `Away ${"{".repeat(100_000)}`],
    ["ends of sentences", `Away ${"!".repeat(100_000)}x {returnDate}`],
  ])("is filled at once, whatever it is made of: %s", (_name, message) => {
    const before = performance.now();
    fill(message, null, null);
    expect(performance.now() - before).toBeLessThan(500);
  });

  it("takes a name for what it is, not for a pattern", () => {
    expect(fill("Hi {firstName}", "$&", null)).toBe("Hi $&");
  });
});

it.each([
  ["2026-02-28", true],
  ["2028-02-29", true],
  ["2026-02-29", false],
  ["2026-13-01", false],
  ["26-01-01", false],
  ["2026-1-1", false],
  ["tomorrow", false],
])("%s is a day of the calendar: %s", (text, expected) => {
  expect(isLocalDate(text)).toBe(expected);
});
