import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MATCH_WITHIN_MS, matchRecord, type Unheard } from "../../../main/core/outbox/match-record.ts";

type Text = Unheard & { readonly name: string };

const START = Date.UTC(2026, 2, 2, 9);
const text = ({ handedOverAt = START + 5_000, ...changes }: Partial<Text> = {}): Text => ({
  name: "a",
  body: "ok",
  attachments: [],
  at: START,
  handedOverAt,
  underWayUntil: handedOverAt,
  ...changes,
});
const record = (changes: Partial<Unheard> = {}) => ({ body: "ok", attachments: [], at: START + 6_000, ...changes });

/** Moments around one another, so that windows overlap often. */
const moment = fc.integer({ min: START - 30 * 60_000, max: START + 30 * 60_000 });
const attachments = fc.constantFrom([], [1], [1, 2]);
const body = fc.constantFrom("ok", "Ok", "on my way", "");
const texts = fc
  .array(fc.record({ body, attachments, at: moment, waited: fc.nat(3 * 60 * 60_000) }), { maxLength: 8 })
  .map((all) =>
    all.map(({ waited, ...rest }, place) => text({ ...rest, name: `${place}`, handedOverAt: rest.at + waited })),
  );
const records = fc.record({ body, attachments, at: moment });

describe("a record is of a text of ours", () => {
  it.each([
    ["with the same words", record(), text(), true],
    ["with other words", record({ body: "okay" }), text(), false],
    ["if only the white space differs", record({ body: "see you\nthen" }), text({ body: " see you\r\nthen " }), true],
    ["if only the accents are composed otherwise", record({ body: "Zoe\u0308" }), text({ body: "Zo\u00eb" }), true],
    ["with as many files", record({ attachments: [1] }), text({ attachments: [2] }), true],
    ["with fewer files", record(), text({ attachments: [2] }), false],
    [
      "made days before it was handed over, whatever a clock in 1970 says of its writing",
      record({ at: START - 3 * 86_400_000 }),
      text({ at: 0 }),
      false,
    ],
    [
      "made when it was first handed over, hours before the last time",
      record({ at: START + 6_000 }),
      text({ handedOverAt: START + 5 * 3_600_000 }),
      true,
    ],
    [
      "that was made ten minutes before it was written, by another clock",
      record({ at: START - 600_000 }),
      text(),
      true,
    ],
    ["that was made earlier still", record({ at: START - 600_001 }), text(), false],
    ["that was made ten minutes after it was handed over", record({ at: START + 605_000 }), text(), true],
    ["that was made later still", record({ at: START + 605_001 }), text(), false],
    [
      "that was made hours after it was handed over, if the computer slept while it was on its way",
      record({ at: START + 7_200_000 }),
      text({ underWayUntil: START + 7_201_000 }),
      true,
    ],
    [
      "that was made hours after it was written, if it waited so long for the network",
      record({ at: START + 7_200_000 }),
      text({ handedOverAt: START + 7_190_000 }),
      true,
    ],
    [
      "that was made before it was asked for again, if that is when it was handed over",
      record({ at: START }),
      text({ at: START + 7_200_000, handedOverAt: START }),
      true,
    ],
  ] as const)("%s", (_name, given, ours, isIt) => {
    expect(matchRecord(given, [ours])).toBe(isIt ? ours : null);
  });
});

describe("whichever texts there are", () => {
  it("a record is taken for one only if words, files and time fit", () => {
    fc.assert(
      fc.property(records, texts, (given, all) => {
        const match = matchRecord(given, all);
        if (match === null) return;
        expect(match.body).toBe(given.body);
        expect(match.attachments.length).toBe(given.attachments.length);
        expect(given.at).toBeGreaterThanOrEqual(Math.min(match.at, match.handedOverAt) - MATCH_WITHIN_MS);
        expect(given.at).toBeLessThanOrEqual(match.underWayUntil + MATCH_WITHIN_MS);
      }),
    );
  });

  it("a record that fits any is taken for the one handed over nearest to it", () => {
    fc.assert(
      fc.property(records, texts, (given, all) => {
        const fitting = all.filter((each) => matchRecord(given, [each]) !== null);
        const nearest = Math.min(...fitting.map((each) => Math.abs(each.handedOverAt - given.at)));
        const match = matchRecord(given, all);
        expect(match === null).toBe(fitting.length === 0);
        if (match !== null) expect(Math.abs(match.handedOverAt - given.at)).toBe(nearest);
      }),
    );
  });
});

describe("the same words several times in a row", () => {
  /** Gaps of ten seconds and more, as between texts of one conversation whose answers are lost; each took its time. */
  const run = fc.array(
    fc.record({ gap: fc.integer({ min: 10_000, max: 300_000 }), took: fc.integer({ min: 0, max: 4_000 }) }),
    { minLength: 1, maxLength: 6 },
  );

  it("are each settled by their own record, whatever order the records come in", () => {
    fc.assert(
      fc.property(
        run.chain((steps) => {
          let at = START;
          const sent = steps.map(({ gap, took }, place) => {
            at += gap;
            return { ours: text({ name: `${place}`, at, handedOverAt: at }), made: record({ at: at + took }) };
          });
          return fc.shuffledSubarray(sent, { minLength: sent.length }).map((arriving) => ({ sent, arriving }));
        }),
        ({ sent, arriving }) => {
          let open = sent.map(({ ours }) => ours);
          for (const { ours, made } of arriving) {
            const match = matchRecord(made, open);
            expect(match).toBe(ours);
            // As in the store: what is tied to a record is not compared again.
            open = open.filter((each) => each !== match);
          }
          expect(open).toEqual([]);
        },
      ),
    );
  });

  it("never settle more than one text for each record", () => {
    fc.assert(
      fc.property(fc.array(records, { maxLength: 8 }), texts, (arriving, all) => {
        let open = all;
        for (const each of arriving) {
          const before = open.length;
          const match = matchRecord(each, open);
          open = open.filter((one) => one !== match);
          expect(before - open.length).toBe(match === null ? 0 : 1);
        }
      }),
    );
  });
});
