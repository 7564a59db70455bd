import { readFileSync, writeFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { USUAL_RULES } from "../../main/core/away/away-rules.ts";
import { isAppError } from "../../main/core/ports/app-error.ts";
import type { MessageStore } from "../../main/core/ports/message-store.ts";
import { connect, type Database } from "../../main/storage/sqlite.ts";
import type { ConversationId } from "../../preload/contract/model.ts";
import { textId } from "../harness/ids.ts";
import { claim, enqueue, jane, key, providerText, temporaryStores, withJane } from "../unit/storage/fixture.ts";

/** Values another program, or a failing disk, may leave in a column, whatever its kind. */
const alien = fc.oneof(
  fc.constantFrom(null, "", "{", "[]", '{"code":1}', "\u0000", -1, 2 ** 53, 1.5, "NaN"),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.integer(),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
);

/** Each thing a window or a sync does with the store. */
const uses = (store: MessageStore, id: ConversationId): readonly (() => unknown)[] => [
  () => store.conversations(null, 50),
  () => store.conversation(id),
  () => store.thread(id, null, 50),
  () => store.thread(id, textId("text-a"), 50),
  () => store.text(textId("text-a")),
  () => store.search("ten", null, 50),
  () => store.outbox(),
  () => store.news(),
  () => store.untoldReads(),
  () => store.unreadCount(),
  () => store.awayEntries(5),
  () => store.awaitingAway(),
  () => store.awayEntryOf(textId("text-a")),
  () => store.lastAwayAnswer(5, jane),
  () => store.countAwayAnswers(5),
  () => store.awayAnswersAfter(1),
  () => store.absences(5),
  () => store.awayGaps(0, 100),
  () => store.people(),
  () => store.person(jane),
  () => store.fact("away-rules"),
  () => store.fact("away-plan"),
  () => store.draft(id),
  () => store.save(providerText({ changedAt: 9_000, body: "changed" })),
  () => store.save(providerText({ providerId: "new", at: 8_000 })),
  () => store.markRead(id),
  () => store.forgetBefore(10, 10),
  () => store.keepDraft(id, "again"),
];

describe("rows that Tern did not write", () => {
  it("are read as they are or refused as damage, by every use of the store, and never end it", () => {
    const { open, file } = temporaryStores();
    const made = open();
    const id = withJane(made);
    const { text } = made.save(
      providerText({ attachments: [{ ref: "r", fileName: "a.png", contentType: "image/png", size: 1 }] }),
    );
    enqueue(made, { conversationId: id });
    made.keepNews([text.id]);
    made.keepDraft(id, "half a thought");
    made.keepFact("away-rules", USUAL_RULES);
    made.keepFact("away-plan", { byHand: { since: 5, until: null }, hoursFrom: 0, hereUntil: null });
    claim(made, 5, text.id);
    made.awayAnswered(5, text.id, textId("text-a"));
    made.skipAway(5, made.save(providerText({ providerId: "skipped" })).text.id, {
      at: 6,
      rule: "group",
      intent: null,
    });
    made.awaitAway(5, made.save(providerText({ providerId: "waits" })).text.id, 7);
    made.keepAbsence({ since: 5, until: null, because: "person", hasEnded: false });
    made.keepAwayGap({ kind: "offline", from: 6, to: 7 });
    made.keepPerson({ address: jane, answer: "never", labels: ["VIP"] });
    made.close();

    const whole = readFileSync(file);
    const columns = columnsOf(unlocked(file));

    fc.assert(
      fc.property(
        fc.array(fc.record({ place: fc.constantFrom(...columns), value: alien }), { minLength: 1, maxLength: 4 }),
        (wounds) => {
          writeFileSync(file, whole);
          const raw = unlocked(file);
          for (const { place, value } of wounds)
            tryTo(() => raw.prepare(`UPDATE ${place.table} SET ${place.column} = ?`).run(value));
          raw.close();
          const store = open();
          for (const use of uses(store, id)) expectNoBug(use);
          store.close();
        },
      ),
      { numRuns: 100 },
    );
  });
});

/** The database without the checks that keep Tern itself from writing nonsense. */
const unlocked = (file: string): Database => {
  const raw = connect(file);
  raw.pragma("cipher = 'sqlcipher'");
  raw.pragma(`key = "x'${key}'"`);
  raw.pragma("ignore_check_constraints = ON");
  raw.pragma("foreign_keys = OFF");
  return raw;
};

const TABLES = [
  "conversations",
  "texts",
  "attachments",
  "drafts",
  "away_log",
  "absences",
  "away_gaps",
  "people",
  "facts",
  "news",
  "untold_reads",
];

const columnsOf = (raw: Database): readonly { readonly table: string; readonly column: string }[] => {
  const columns = TABLES.flatMap((table) =>
    raw
      .prepare("SELECT name FROM pragma_table_info(?)")
      .pluck()
      .all(table)
      .map((column) => ({ table, column: String(column) })),
  );
  raw.close();
  return columns;
};

/** A strict table refuses what is not of its kind: then there is one wound less. */
const tryTo = (work: () => unknown): void => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
  }
};

const expectNoBug = (use: () => unknown): void => {
  try {
    use();
  } catch (error) {
    if (!isAppError(error)) throw error;
    expect(["storage", "not-found", "invalid-request"]).toContain(error.code);
  }
};
