import { describe, expect, test } from "vitest";
import { usualHours, USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import { AWAY_SKIPS } from "../../../preload/contract/away.ts";
import { skipWords } from "../../../preload/contract/away-words.ts";
import { awayReplyWords, awayWords, gapWords } from "../../../renderer/features/words/away.ts";
import { countKinds, countRules, summaryWords } from "../../../renderer/features/words/away-entries.ts";
import {
  exceptionWords,
  limitWords,
  oftenWords,
  staleWords,
  whoWords,
} from "../../../renderer/features/words/away-rules.ts";
import { weekWords } from "../../../renderer/features/words/hours.ts";
import { sampleReports } from "../../harness/window-reports.ts";

const at = (text: string): number => new Date(text).getTime();
const now = at("2026-11-20T10:42:00");

describe("Away in the window’s frame", () => {
  test("says until when, or that nobody said", () => {
    const absence = { since: now, because: "person" } as const;
    const hours = usualHours(new Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect([
      awayWords({ absence: null, hours }, now),
      awayWords({ absence: { ...absence, until: null }, hours }, now),
      awayWords({ absence: { ...absence, until: at("2026-11-21T00:00:00") }, hours }, now),
    ]).toEqual([null, "Away", "Away until the end of today"]);
  });
});

describe("an away reply in its thread", () => {
  test("says if a language model wrote it", () => {
    expect(
      [null, "message", "template", "model"].map((from) => awayReplyWords({ awayWordsFrom: from as null })),
    ).toEqual(["Away reply", "Away reply", "Away reply", "Away reply, written by a language model"]);
  });
});

describe("why a text was left", () => {
  test.each(AWAY_SKIPS)("is told for %s in a title and in one whole sentence, both its own", (rule) => {
    const { title, words } = skipWords[rule];
    expect(words).toMatch(/^[A-Z][^.]*\.$/u);
    expect(title).toMatch(/^[A-Z][^.]{2,24}$/u);
    const others = AWAY_SKIPS.filter((other) => other !== rule).flatMap((other) => Object.values(skipWords[other]));
    expect(others).not.toContain(words);
    expect(others).not.toContain(title);
  });
});

describe("who is answered, in a sentence", () => {
  test("names the people", () => {
    const labelled = { who: "labelled", labels: [] } as const;
    expect([
      whoWords(USUAL_RULES),
      whoWords(labelled),
      whoWords({ ...labelled, labels: ["client", "VIP"] }),
      whoWords({ who: "everyone", labels: [] }),
    ]).toEqual([
      "people in your contacts",
      "contacts with a label",
      "contacts labelled client or VIP",
      "everyone who texts you",
    ]);
  });

  test("says how often, how many and how late", () => {
    expect([
      oftenWords({ againAfterHours: null }),
      oftenWords({ againAfterHours: 1 }),
      oftenWords({ againAfterHours: 24 }),
      limitWords({ perMinute: 10, perDay: 200 }),
      staleWords({ staleHours: 1 }),
      staleWords({ staleHours: 12 }),
    ]).toEqual([
      "once per absence",
      "once an hour",
      "once every 24 hours",
      "10 a minute and 200 a day",
      "texts up to 1 hour old",
      "texts up to 12 hours old",
    ]);
  });

  test("counts the exceptions, and no one who only has labels", () => {
    const [always, never, usual] = [{ answer: "always" }, { answer: "never" }, { answer: null }] as const;
    expect([[], [usual], [never, never], [always], [always, never, usual]].map(exceptionWords)).toEqual([
      "without exceptions",
      "without exceptions",
      "except 2 people",
      "and always 1 person",
      "always 1 person and never 1 person",
    ]);
  });
});

describe("a week", () => {
  const usual = usualHours("Europe/Berlin").week;
  test("has days with the same hours in one, and leaves out days off", () => {
    const mixed = usual.map((day, place) => (place === 4 ? [{ from: "09:00", to: "24:00" }] : day));
    const lines = [usual, mixed, usual.map(() => [])].map((week) => weekWords({ week }));
    expect(lines.map((line) => line.replaceAll(/0(?=9:00)|(?<=\d) [AP]M/gu, "").replaceAll("17:", "5:"))).toEqual([
      "Mon–Fri 9:00–5:00",
      "Mon–Thu 9:00–5:00; Fri 9:00–midnight",
      "No working day",
    ]);
  });
});

describe("the report", () => {
  const [latest] = sampleReports(now);
  if (latest === undefined) throw new Error("no sample");

  test("counts what did not arrive as not answered", () => {
    expect(countKinds(latest.entries)).toEqual({ answered: 3, failed: 1, left: 3, waiting: 0 });
    expect(summaryWords(latest.entries)).toBe("3 texts answered, 3 left to you, 1 not delivered.");
  });

  test("names the rules that left texts to the person, the most frequent first", () => {
    const twice = [...latest.entries, ...latest.entries.filter(({ from }) => from.address === "72345")];
    expect(countRules(twice)[0]).toEqual({ rule: "short-code", count: 2 });
  });

  test("says when nobody could be answered, and why", () => {
    expect(gapWords({ kind: "closed", from: at("2026-11-19T23:00:00"), to: null }, now)).toMatch(
      /^Tern was not running from Thu (11:00 PM|23:00) on\.$/u,
    );
  });
});
