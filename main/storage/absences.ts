import { z } from "zod";

import type { AwayLog } from "../core/ports/away-log.ts";

import type { Database } from "./sqlite.ts";
import { flagColumn, rowReader } from "./rows.ts";

/** Rows of `absences` and `away_gaps` as they are in the file. */
export const absenceColumns = z.object({
  since: z.number(),
  until: z.number().nullable(),
  because: z.enum(["person", "hours"]),
  has_ended: flagColumn,
});
export const awayGapColumns = z.object({
  seq: z.number(),
  kind: z.enum(["asleep", "offline", "closed"]),
  from_at: z.number(),
  to_at: z.number().nullable(),
});

const absenceRow = rowReader(absenceColumns);
const gapRow = rowReader(awayGapColumns);

/** When the person was away, and when Tern could not answer meanwhile. */
export const createAbsences = (
  database: Database,
): Pick<AwayLog, "keepAbsence" | "redateAbsence" | "forgetAbsence" | "absences" | "keepAwayGap" | "awayGaps"> => {
  const upsert = database.prepare(
    `INSERT INTO absences (since, until, because, has_ended) VALUES (@since, @until, @because, @hasEnded)
     ON CONFLICT (since) DO UPDATE SET until = excluded.until, because = excluded.because, has_ended = excluded.has_ended`,
  );
  const redate = database.prepare("UPDATE absences SET since = @to WHERE since = @since");
  const redateLog = database.prepare("UPDATE away_log SET since = @to WHERE since = @since");
  const forget = database.prepare("DELETE FROM absences WHERE since = ?");
  const select = database.prepare("SELECT * FROM absences ORDER BY since DESC LIMIT ?");
  const endGap = database.prepare("UPDATE away_gaps SET to_at = @to WHERE kind = @kind AND from_at = @from");
  const insertGap = database.prepare("INSERT INTO away_gaps (kind, from_at, to_at) VALUES (@kind, @from, @to)");
  const selectGaps = database.prepare(
    "SELECT * FROM away_gaps WHERE from_at < @to AND (to_at IS NULL OR to_at > @from) ORDER BY from_at, seq",
  );
  return {
    keepAbsence: ({ since, until, because, hasEnded }) => {
      upsert.run({ since, until, because, hasEnded: hasEnded ? 1 : 0 });
    },
    redateAbsence: (since, to) => {
      redate.run({ since, to });
      redateLog.run({ since, to });
    },
    forgetAbsence: (since) => {
      forget.run(since);
    },
    absences: (limit) =>
      select
        .all(Math.max(0, limit))
        .map(absenceRow)
        .map(({ has_ended, ...absence }) => ({ ...absence, hasEnded: has_ended })),
    keepAwayGap: (gap) => {
      if (endGap.run(gap).changes === 0) insertGap.run(gap);
    },
    awayGaps: (from, to) =>
      selectGaps
        .all({ from, to })
        .map(gapRow)
        .map(({ kind, from_at, to_at }) => ({ kind, from: from_at, to: to_at })),
  };
};
