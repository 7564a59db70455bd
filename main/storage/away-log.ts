import { z } from "zod";

import { AppError } from "../core/ports/app-error.ts";
import type { AwayLog, StoredAwayEntry } from "../core/ports/away-log.ts";
import { AWAY_SKIPS } from "../../preload/contract/away.ts";
import { INTENTS } from "../../preload/contract/intents.ts";
import type { TextId } from "../../preload/contract/model.ts";

import type { Database } from "./sqlite.ts";
import { conversationIdColumn, flagColumn, rowReader } from "./rows.ts";
import type { Texts } from "./texts.ts";

const WORDS_FROM = ["message", "language", "label", "template", "model"] as const;

/** A row of `away_log` as it is in the file. */
export const awayLogColumns = z.object({
  seq: z.number(),
  since: z.number(),
  heard: z.number().nullable(),
  conversation: z.number(),
  address: z.string(),
  written_at: z.number(),
  decided_at: z.number(),
  outcome: z.enum(["waiting", "skipped", "answered"]),
  rule: z.enum(AWAY_SKIPS).nullable(),
  intent: z.enum(INTENTS).nullable(),
  body: z.string().nullable(),
  words_from: z.enum(WORDS_FROM).nullable(),
  is_late: flagColumn.nullable(),
  answer: z.number().nullable(),
});

const logRow = rowReader(awayLogColumns.extend({ conversation_id: conversationIdColumn }));
type LogRow = ReturnType<typeof logRow>;

const waitingRow = rowReader(z.object({ since: z.number(), heard: z.number() }));
const momentRow = rowReader(z.object({ at: z.number().nullable() }));
const countRow = rowReader(z.object({ count: z.number() }));

type Parts = Pick<
  AwayLog,
  | "awaitAway"
  | "awaitingAway"
  | "skipAway"
  | "claimAway"
  | "awayAnswered"
  | "withdrawAway"
  | "rewordAway"
  | "lastAwayAnswer"
  | "countAwayAnswers"
  | "awayAnswersAfter"
  | "awayEntries"
  | "awayEntryOf"
>;

/** What Away did about which text. A text has one row in each absence, so that it is answered once at most. */
export const createAwayLog = (database: Database, texts: Texts): Parts => {
  const select = `SELECT l.*, c.id AS conversation_id FROM away_log l JOIN conversations c ON c.seq = l.conversation`;
  /** A text that waited may have been deleted at RingCentral meanwhile: there is nothing left to say of it. */
  const isThere = "EXISTS (SELECT 1 FROM texts t WHERE t.seq = l.heard AND t.is_removed = 0)";
  const selectAbsence = database.prepare(
    `${select} WHERE l.since = ? AND (l.outcome <> 'waiting' OR ${isThere}) ORDER BY l.written_at DESC, l.seq DESC`,
  );
  const selectAnswer = database.prepare(
    `${select} WHERE l.answer = (SELECT seq FROM texts WHERE id = ?) ORDER BY l.seq DESC LIMIT 1`,
  );
  const selectWaiting = database.prepare(
    `SELECT since, heard FROM away_log l WHERE outcome = 'waiting' AND ${isThere} ORDER BY written_at, seq`,
  );
  const selectLast = database.prepare(
    `SELECT max(decided_at) AS at FROM away_log WHERE outcome = 'answered' AND since = ? AND address = ?`,
  );
  const countAfter = database.prepare(
    "SELECT count(*) AS count FROM away_log WHERE decided_at > ? AND outcome = 'answered'",
  );
  const countIn = database.prepare("SELECT count(*) AS count FROM away_log WHERE since = ? AND outcome = 'answered'");
  /** What is not in the texts makes no row. */
  const insert = database.prepare(
    `INSERT INTO away_log (since, heard, conversation, address, written_at, decided_at, outcome, rule, intent, body,
       words_from, is_late)
     SELECT @since, t.seq, t.conversation, t.author, t.at, @at, @outcome, @rule, @intent, @body, @wordsFrom, @isLate
       FROM texts t WHERE t.id = @heard
     ON CONFLICT (since, heard) DO UPDATE SET decided_at = excluded.decided_at, outcome = excluded.outcome,
       rule = excluded.rule, intent = excluded.intent, body = excluded.body, words_from = excluded.words_from,
       is_late = excluded.is_late
       WHERE away_log.outcome <> 'answered' AND (excluded.outcome <> 'waiting' OR away_log.outcome = 'waiting')`,
  );
  const setAnswer = database.prepare(
    `UPDATE away_log SET answer = (SELECT seq FROM texts WHERE id = ?)
     WHERE since = ? AND heard = (SELECT seq FROM texts WHERE id = ?) AND outcome = 'answered'`,
  );
  const withdraw = database.prepare(
    `UPDATE away_log SET outcome = 'skipped', rule = @rule, decided_at = @at, body = NULL, words_from = NULL,
       is_late = NULL, answer = NULL
     WHERE answer = (SELECT seq FROM texts WHERE id = @answer) AND outcome = 'answered'`,
  );
  const isHere = "provider_id IS NULL AND status = 'queued'";
  const reword = database.prepare(
    `UPDATE away_log SET body = @body, is_late = 1
     WHERE answer = (SELECT seq FROM texts WHERE id = @answer AND ${isHere}) AND outcome = 'answered'`,
  );
  const rewordText = database.prepare(
    `UPDATE texts SET body = @body WHERE id = @answer AND ${isHere} AND body <> @body`,
  );
  const nothing = { rule: null, intent: null, body: null, wordsFrom: null, isLate: null };

  const outcomeOf = (row: LogRow, answers: ReturnType<Texts["several"]>): StoredAwayEntry["outcome"] => {
    if (row.outcome === "waiting") return { kind: "waiting" };
    if (row.outcome === "skipped") {
      if (row.rule === null) throw new AppError("storage", "a skipped text has no rule", { about: "damaged" });
      return { kind: "skipped", rule: row.rule };
    }
    const answer = row.answer === null ? undefined : answers.get(row.answer);
    return {
      kind: "answered",
      at: row.decided_at,
      body: row.body ?? "",
      wordsFrom: row.words_from ?? "message",
      isLate: row.is_late ?? false,
      textId: answer?.id ?? null,
      status: answer?.status ?? null,
      failure: answer?.failure ?? null,
    };
  };

  const entriesFrom = (rows: readonly LogRow[]): readonly StoredAwayEntry[] => {
    const found = texts.several(rows.flatMap(({ heard, answer }) => [heard, answer].filter((seq) => seq !== null)));
    return rows.map((row) => ({
      since: row.since,
      conversationId: row.conversation_id,
      address: row.address,
      at: row.written_at,
      text: row.heard === null ? null : (found.get(row.heard) ?? null),
      intent: row.intent,
      outcome: outcomeOf(row, found),
    }));
  };

  const lastAnswer = (since: number, address: string): number | null => momentRow(selectLast.get(since, address)).at;

  return {
    awaitAway: (since, heard, at) => {
      insert.run({ since, heard, at, outcome: "waiting", ...nothing });
    },
    awaitingAway: () => {
      const rows = selectWaiting.all().map(waitingRow);
      const found = texts.several(rows.map(({ heard }) => heard));
      return rows.flatMap(({ since, heard }) => {
        const text = found.get(heard);
        return text === undefined ? [] : [{ since, text }];
      });
    },
    skipAway: (since, heard, { at, rule, intent }) => {
      insert.run({ since, heard, at, outcome: "skipped", ...nothing, rule, intent });
    },
    claimAway: ({ since, heard, at, body, wordsFrom, intent, isLate, unlessAnsweredAfter }) => {
      const text = texts.one(heard);
      if (text === null) return false;
      const last = lastAnswer(since, text.from);
      if (last !== null && (unlessAnsweredAfter === null || last > unlessAnsweredAfter)) return false;
      const row = {
        since,
        heard,
        at,
        outcome: "answered",
        rule: null,
        intent,
        body,
        wordsFrom,
        isLate: isLate ? 1 : 0,
      };
      return insert.run(row).changes === 1;
    },
    awayAnswered: (since, heard, answer) => {
      setAnswer.run(answer, since, heard);
    },
    withdrawAway: (answer, { at, rule }) => {
      withdraw.run({ answer, at, rule });
    },
    rewordAway: (answer, body) => {
      reword.run({ answer, body });
      rewordText.run({ answer, body });
    },
    lastAwayAnswer: lastAnswer,
    countAwayAnswers: (since) => countRow(countIn.get(since)).count,
    awayAnswersAfter: (at) => countRow(countAfter.get(at)).count,
    awayEntries: (since) => entriesFrom(selectAbsence.all(since).map(logRow)),
    awayEntryOf: (answer: TextId) => {
      const row = selectAnswer.get(answer);
      return row === undefined ? null : (entriesFrom([logRow(row)])[0] ?? null);
    },
  };
};
