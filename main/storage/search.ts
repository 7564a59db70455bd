import { z } from "zod";

import type { StoredText } from "../core/ports/stored.ts";
import type { EpochMs } from "../../preload/contract/model.ts";

import { LATEST, momentOf } from "./indexed-moment.ts";
import type { Database } from "./sqlite.ts";
import { rowReader } from "./rows.ts";
import type { Texts } from "./texts.ts";

const hitRow = rowReader(z.object({ seq: z.number(), at: z.number() }));

/** More words than this make no difference: nobody types them, and each costs time. */
const MOST_WORDS = 16;

/**
 * What was typed as a query of SQLite's full-text index: each word in quotes, so that none is an operator, and taken as
 * the beginning of a word. Null if nothing in it can be looked for.
 */
const matchFrom = (query: string): string | null => {
  const words = query
    .split(/[\s\p{Cc}]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, MOST_WORDS);
  return words.length === 0 ? null : words.map((word) => `"${word.replaceAll('"', " ")}"*`).join(" ");
};

/** Finding texts by their words. */
export const createSearch = (database: Database, texts: Texts) => {
  // CROSS JOIN: the index is walked in its own order, so that the first hits are there without looking at all of them.
  const select = database.prepare(
    `SELECT t.seq, t.at FROM search CROSS JOIN texts t ON t.search_row = search.rowid
     WHERE search MATCH ? AND search.rowid < (? << 20) ORDER BY search.rowid DESC`,
  );
  const hits = (match: string, before: EpochMs, limit: number): readonly number[] => {
    const seqs: number[] = [];
    let last: EpochMs | null = null;
    for (const row of select.iterate(match, before)) {
      const { seq, at } = hitRow(row);
      if (seqs.length >= limit && at !== last) break;
      seqs.push(seq);
      last = at;
    }
    return seqs;
  };
  return (query: string, before: EpochMs | null, limit: number): readonly StoredText[] => {
    const match = matchFrom(query);
    if (match === null || !(limit > 0)) return [];
    const seqs = hits(match, before === null ? LATEST : momentOf(before), limit);
    const found = texts.several(seqs);
    return seqs.flatMap((seq) => found.get(seq) ?? []);
  };
};
