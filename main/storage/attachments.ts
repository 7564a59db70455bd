import { z } from "zod";

import type { ProviderAttachment } from "../core/ports/gateway.ts";
import type { StoredAttachment } from "../core/ports/stored.ts";
import type { Randomness } from "../core/ports/system.ts";
import type { AttachmentId, OutgoingAttachment, TextId } from "../../preload/contract/model.ts";

import type { Database } from "./sqlite.ts";
import { attachmentIdColumn, jsonColumn, rowReader } from "./rows.ts";

const sourceJson = z.object({
  ref: z.string(),
  fileName: z.string(),
  contentType: z.string(),
  size: z.number().nullable(),
});

/** A row of `attachments` as it is in the file, but for the content. */
export const attachmentColumns = z.object({
  seq: z.number(),
  id: attachmentIdColumn,
  text: z.number(),
  file_name: z.string(),
  content_type: z.string(),
  size: z.number().nullable(),
  source: jsonColumn(sourceJson).nullable(),
});

const attachmentRow = rowReader(attachmentColumns);
type AttachmentRow = ReturnType<typeof attachmentRow>;

const outgoingRow = rowReader(
  z.object({ file_name: z.string(), content_type: z.string(), content: z.instanceof(Uint8Array) }),
);
const contentRow = rowReader(z.object({ content: z.instanceof(Uint8Array).nullable() }));

const attachmentFrom = (row: AttachmentRow): StoredAttachment => ({
  id: row.id,
  fileName: row.file_name,
  contentType: row.content_type,
  size: row.size,
  source: row.source,
});

/** SQLite hands out a Buffer; the core deals in plain bytes. The memory is the same. */
const plainBytes = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * Which record tells of which attachment we have: the same ref, else one not yet paired of the same type and name, else
 * of the same type. A file we sent comes back under a ref and perhaps a name of the provider's.
 */
const pairsOf = (
  rows: readonly AttachmentRow[],
  records: readonly ProviderAttachment[],
): ReadonlyMap<ProviderAttachment, AttachmentRow> => {
  const pairs = new Map<ProviderAttachment, AttachmentRow>();
  const free = new Set(rows);
  const tests: readonly ((row: AttachmentRow, record: ProviderAttachment) => boolean)[] = [
    (row, record) => row.source?.ref === record.ref,
    (row, record) => row.content_type === record.contentType && row.file_name === record.fileName,
    (row, record) => row.content_type === record.contentType,
  ];
  for (const test of tests) {
    for (const record of records) {
      if (pairs.has(record)) continue;
      const row = [...free].find((candidate) => test(candidate, record));
      if (!row) continue;
      pairs.set(record, row);
      free.delete(row);
    }
  }
  return pairs;
};

/** What a text carries: names and types in its row, content when it is ours or was fetched. */
export const createAttachments = (database: Database, randomness: Randomness) => {
  const columns = "a.seq, a.id, a.text, a.file_name, a.content_type, a.size, a.source";
  const selectOfTexts = database.prepare(
    `SELECT ${columns} FROM attachments a WHERE a.text IN (SELECT value FROM json_each(?)) ORDER BY a.seq`,
  );
  const selectOfText = database.prepare(`SELECT ${columns} FROM attachments a WHERE a.text = ? ORDER BY a.seq`);
  const selectOne = database.prepare(
    `SELECT ${columns} FROM attachments a JOIN texts t ON t.seq = a.text WHERE t.id = ? AND a.id = ?`,
  );
  const insert = database.prepare(
    "INSERT INTO attachments (id, text, file_name, content_type, size, source, content) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const updateSource = database.prepare("UPDATE attachments SET source = ?, size = coalesce(?, size) WHERE seq = ?");
  const selectContent = database.prepare("SELECT content FROM attachments WHERE id = ?");
  const updateContent = database.prepare("UPDATE attachments SET content = ? WHERE id = ?");
  const selectOutgoing = database.prepare(
    "SELECT file_name, content_type, content FROM attachments WHERE text = ? ORDER BY seq",
  );
  const deleteOfText = database.prepare("DELETE FROM attachments WHERE text = ?");

  const rowsOf = (texts: readonly number[]): readonly AttachmentRow[] =>
    (texts.length === 1 ? selectOfText.all(texts[0]) : selectOfTexts.all(JSON.stringify(texts))).map(attachmentRow);

  /** A size is only shown: one that is no whole number is as good as none. */
  const wholeSize = ({ size }: ProviderAttachment): number | null => (Number.isSafeInteger(size) ? size : null);

  const addOne = (text: number, record: ProviderAttachment): void => {
    const { fileName, contentType } = record;
    insert.run(randomness.uuid(), text, fileName, contentType, wholeSize(record), JSON.stringify(record), null);
  };

  return {
    /** The attachments of these texts (by seq); a text without any is not in the map. */
    ofTexts: (texts: readonly number[]): ReadonlyMap<number, readonly StoredAttachment[]> => {
      const byText = Map.groupBy(rowsOf(texts), (row) => row.text);
      return new Map([...byText].map(([text, rows]) => [text, rows.map(attachmentFrom)]));
    },
    one: (textId: TextId, id: AttachmentId): StoredAttachment | null => {
      const row = selectOne.get(textId, id);
      return row === undefined ? null : attachmentFrom(attachmentRow(row));
    },
    addOutgoing: (text: number, attachments: readonly OutgoingAttachment[]): void => {
      for (const { fileName, contentType, content } of attachments) {
        insert.run(randomness.uuid(), text, fileName, contentType, content.byteLength, null, content);
      }
    },
    outgoingOf: (text: number): readonly OutgoingAttachment[] =>
      selectOutgoing
        .all(text)
        .map(outgoingRow)
        .map((row) => ({
          fileName: row.file_name,
          contentType: row.content_type,
          content: plainBytes(row.content),
        })),
    /** Of a text that has none yet. */
    add: (text: number, records: readonly ProviderAttachment[]): readonly StoredAttachment[] => {
      for (const record of records) addOne(text, record);
      return records.length === 0 ? [] : rowsOf([text]).map(attachmentFrom);
    },
    /** Takes over what the provider tells; never drops one. A text written here (`isLocal`) gets no further ones. */
    merge: (text: number, isLocal: boolean, records: readonly ProviderAttachment[]): void => {
      const pairs = pairsOf(rowsOf([text]), records);
      for (const record of records) {
        const row = pairs.get(record);
        if (row) updateSource.run(JSON.stringify(record), wholeSize(record), row.seq);
        else if (!isLocal) addOne(text, record);
      }
    },
    content: (id: AttachmentId): Uint8Array | null => {
      const row = selectContent.get(id);
      const content = row === undefined ? null : contentRow(row).content;
      return content && plainBytes(content);
    },
    keepContent: (id: AttachmentId, content: Uint8Array): void => {
      updateContent.run(content, id);
    },
    forget: (text: number): void => {
      deleteOfText.run(text);
    },
  };
};

export type Attachments = ReturnType<typeof createAttachments>;
