import { z } from "zod";

import { absenceColumns, awayGapColumns } from "./absences.ts";
import { attachmentColumns } from "./attachments.ts";
import { awayLogColumns } from "./away-log.ts";
import { conversationColumns } from "./conversations.ts";
import { draftFileColumns } from "./drafts.ts";
import { flagColumn, jsonColumn } from "./rows.ts";
import { personColumns } from "./people.ts";
import { textColumns } from "./texts.ts";

/** A row as the file holds it. */
export type RawRow = Readonly<Record<string, unknown>>;

/** A table that is worth taking over into a new database. */
export type Table = {
  readonly name: string;
  /** The columns of this Tern's schema; a row that does not have this shape would be of no use. */
  readonly columns: z.ZodObject;
  /** The table of this Tern's schema that its rows are for, if that is another one. */
  readonly into?: string;
  /** Columns that become null if the row of that table which they name could not be taken over. */
  readonly mayLose?: Readonly<Record<string, string>>;
  /** A row of an earlier schema, as later migrations would have changed it. */
  readonly fromEarlier?: (row: RawRow) => RawRow;
  readonly isKept?: (row: RawRow) => boolean;
};

const isHandedOver = ({ provider_id, status }: RawRow): boolean =>
  provider_id === null && (status === "sending" || status === "unknown");

/** In the order in which rows hang on each other. What follows from others, like the search index, is made anew. */
export const tables: readonly Table[] = [
  {
    name: "facts",
    columns: z.object({ name: z.string(), value: jsonColumn(z.unknown()) }),
    // Reading on from there would not bring back what could not be read here.
    isKept: ({ name }) => name !== "sync-cursor",
  },
  { name: "conversations", columns: conversationColumns },
  { name: "drafts", columns: z.object({ conversation: z.number(), body: z.string() }) },
  { name: "draft_files", columns: draftFileColumns },
  {
    name: "texts",
    columns: textColumns,
    // Migration 0002.
    fromEarlier: (row) => ({ handed_over_at: isHandedOver(row) ? row["at"] : null, ...row }),
  },
  { name: "attachments", columns: attachmentColumns.extend({ content: z.instanceof(Uint8Array).nullable() }) },
  { name: "away_log", columns: awayLogColumns, mayLose: { heard: "texts", answer: "texts" } },
  {
    name: "away_answers",
    into: "away_log",
    columns: awayLogColumns.omit({ seq: true }),
    // Migration 0006.
    fromEarlier: ({ since, address, conversation, at, body }) => ({
      since,
      heard: null,
      conversation,
      address,
      written_at: at,
      decided_at: at,
      outcome: "answered",
      rule: null,
      intent: null,
      body,
      words_from: "message",
      is_late: 0,
      answer: null,
    }),
  },
  { name: "absences", columns: absenceColumns },
  { name: "away_gaps", columns: awayGapColumns },
  { name: "people", columns: personColumns },
  { name: "news", columns: z.object({ text: z.number(), is_begun: flagColumn }) },
  { name: "untold_reads", columns: z.object({ text: z.number() }) },
];
