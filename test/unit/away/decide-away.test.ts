import { describe, expect, it } from "vitest";
import type { AwayRules } from "../../../preload/contract/away.ts";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import { type AwayFacts, decideAway } from "../../../main/core/away/decide-away.ts";
import { MONDAY_MORNING } from "../../harness/hand-clock.ts";

const since = MONDAY_MORNING;
const facts: AwayFacts = {
  since,
  rules: USUAL_RULES,
  text: { from: "+16505550111", body: "Can we talk about my portfolio?", at: since + 60_000 },
  kind: "text",
  isContact: true,
  person: { answer: null, labels: [] },
  isOwnNumber: false,
  isColleague: false,
  isTollFree: false,
  isOptedOut: false,
  ownTextBefore: null,
  isAnsweredSince: false,
  isEcho: false,
  isRepeated: false,
  answeredAt: null,
  answeredInMinute: 0,
  answeredInDay: 0,
  now: since + 61_000,
};
const HOUR = 3_600_000;
const rules = (changes: Partial<AwayRules>): Partial<AwayFacts> => ({ rules: { ...USUAL_RULES, ...changes } });
const text = (changes: Partial<AwayFacts["text"]>): Partial<AwayFacts> => ({ text: { ...facts.text, ...changes } });
const decide = (changes: Partial<AwayFacts>) => decideAway({ ...facts, ...changes }) ?? "answer";

describe("Away answers", () => {
  it.each<[string, Partial<AwayFacts>]>([
    ["a known client", {}],
    ["a stranger, if everyone is answered", { isContact: false, ...rules({ who: "everyone" }) }],
    [
      "a client with the label",
      { person: { answer: null, labels: ["VIP"] }, ...rules({ who: "labelled", labels: ["VIP"] }) },
    ],
    ["whom the person chose, a stranger even", { isContact: false, person: { answer: "always", labels: [] } }],
    ["a text as old as the limit", { now: facts.text.at + 12 * HOUR }],
    ["somebody who was answered so many hours ago", { answeredAt: since - HOUR, ...rules({ againAfterHours: 1 }) }],
    ["a text that came a while after an own one", { ownTextBefore: facts.text.at - 3_000 }],
    ["the last one of a minute", { answeredInMinute: 9 }],
  ])("%s", (_whom, changes) => {
    expect(decide(changes)).toBe("answer");
  });

  it.each([
    "Hi",
    "Are you still on vacation?",
    "Stop by my office on Tuesday",
    "Please help me with the transfer",
    "What is the end date of the contract?",
    "I got your reply, thanks",
    "Can you send me the access to the portal?",
    "I'm away next week, can we move it?",
    "Thanks for your message, I'll call tomorrow",
    "Please start with the blue house",
    "We're closed on Friday, does Monday work?",
    "The meeting is at 1030, room 4",
    "My office is at 2400 Main Street",
    "Did you get the email from bob@example.com about it?",
  ])("what a person writes: %s", (body) => {
    expect(decide(text({ body }))).toBe("answer");
  });
});

it("a text made to be hard to read does not hold Tern up", () => {
  for (const body of ["@.".repeat(20_000), `a@${".b".repeat(20_000)}`]) expect(decide(text({ body }))).toBe("answer");
});

describe("Away stays silent", () => {
  it.each<[string, Partial<AwayFacts>]>([
    ["not-away", { since: null }],
    ["before-away", text({ at: since - 60_000 })],
    ["too-old", { now: facts.text.at + 12 * HOUR + 1 }],
    ["group", { kind: "group" }],
    ["company-message", { kind: "company" }],
    ["short-code", text({ from: "72345" })],
    ["short-code", text({ from: "102" })],
    ["e-mail", text({ from: "bob@example.com" })],
    ["toll-free", { isTollFree: true }],
    ["own-number", { isOwnNumber: true }],
    ["colleague", { isColleague: true, ...rules({ who: "everyone" }) }],
    ["colleague", { isColleague: true, person: { answer: "always", labels: [] } }],
    ["opted-out", { isOptedOut: true }],
    ["automatic", { isEcho: true }],
    ["repeated", { isRepeated: true }],
    ["too-quick", { ownTextBefore: facts.text.at - 2_999 }],
    ["never-person", { person: { answer: "never", labels: [] } }],
    ["never-person", { person: { answer: "never", labels: [] }, ...rules({ who: "everyone" }) }],
    ["unknown-sender", { isContact: false }],
    ["unknown-sender", { isContact: false, ...rules({ who: "labelled" }) }],
    ["not-labelled", { person: { answer: null, labels: ["VIP"] }, ...rules({ who: "labelled", labels: ["family"] }) }],
    ["answered-elsewhere", { isAnsweredSince: true }],
    ["already-answered", { answeredAt: since + 1 }],
    ["already-answered", { answeredAt: facts.now - HOUR + 1, ...rules({ againAfterHours: 1 }) }],
    ["minute-full", { answeredInMinute: 10 }],
    ["day-full", { answeredInDay: 200 }],
    ["opted-out", { isOptedOut: true, person: { answer: "always", labels: [] } }],
    ["toll-free", { isTollFree: true, ...rules({ who: "everyone" }) }],
  ])("%s (%#)", (reason, changes) => {
    expect(decide(changes)).toBe(reason);
  });

  it.each([
    "STOP",
    "stop",
    " Stop. ",
    "UNSUBSCRIBE",
    "Quit",
    "CANCEL",
    "End",
    "START",
    "Resume",
    "unstop",
    "HELP",
    "Info",
  ])("to the keyword %s", (body) => {
    expect(decide(text({ body }))).toBe("keyword");
  });

  it.each([
    "This is an automated message. Please do not reply.",
    "Auto-reply: I got your text.",
    "AUTOMATIC REPLY: back on Monday",
    "I\u2019m currently out of the office and will respond when I return.",
    "I am out of office until June 3.",
    "I'm driving with Focus turned on. I'll see your message when I get where I'm going.",
    "Thank you for contacting Bay Dental. Our office is currently closed.",
    "We have received your message and will get back to you shortly.",
    "Your verification code is 482913",
    "482913 is your Acme code. Don't share it.",
    "G-482913 is your Google verification code.",
    "Use OTP: 4821 to log in",
    "Acme: 20% off today. Reply STOP to opt out.",
    "Msg & data rates may apply. Text HELP for help",
    "Your appointment is tomorrow at 9. Reply Y to confirm, reply STOP to unsubscribe",
    "Message could not be delivered.",
    "This number does not accept text messages.",
    "Replies to this number are not monitored",
  ])("to what a machine writes: %s", (body) => {
    expect(decide(text({ body }))).toBe("automatic");
  });

  it.each(["FRM:bob@example.com SUBJ:Hello MSG:Call me", "bob@example.com (Invoice) Here it is"])(
    "to an e-mail that a carrier made a text of: %s",
    (body) => {
      expect(decide(text({ body }))).toBe("e-mail");
    },
  );
});
