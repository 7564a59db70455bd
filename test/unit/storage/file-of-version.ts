import { migrate } from "../../../main/storage/migrate.ts";
import { connectWith } from "./fixture.ts";

/**
 * What a Tern of each schema had written, in the words of its time: the columns are those of that version, and are never
 * edited later. A conversation with Jane with one text of each kind, and one that was only begun.
 */
const common = `
INSERT INTO conversations (seq, id, kind, own, others, parties, started_at, last_at, last_text) VALUES
  (1, 'c-jane', 'text', '+16505550100', '["+16505550101"]', '["text","+16505550100","+16505550101"]', NULL, 8000, 8),
  (2, 'c-amir', 'text', '+16505550100', '["+16505550102"]', '["text","+16505550100","+16505550102"]', 500, 500, NULL);
INSERT INTO texts (seq, id, provider_id, conversation, direction, author, author_name, body, at, changed_at, is_read,
  status, failure, is_away_reply, is_local, is_removed) VALUES
  (1, 't-read', 'p1', 1, 'inbound', '+16505550101', 'Jane', 'Blue door', 1000, 1000, 1, 'received', NULL, 0, 0, 0),
  (2, 't-unread', 'p2', 1, 'inbound', '+16505550101', 'Jane', 'Café?', 2000, 2000, 0, 'received', NULL, 0, 0, 0),
  (3, 't-sent', 'p3', 1, 'outbound', '+16505550100', NULL, 'Yes', 3000, 3000, 1, 'delivered', NULL, 0, 1, 0),
  (4, 't-gone', 'p4', 1, 'inbound', '+16505550101', NULL, '', 4000, 4000, 0, 'received', NULL, 0, 0, 1),
  (5, 't-queued', NULL, 1, 'outbound', '+16505550100', NULL, 'Queued', 5000, 0, 1, 'queued', NULL, 0, 1, 0),
  (6, 't-sending', NULL, 1, 'outbound', '+16505550100', NULL, 'Sending', 6000, 0, 1, 'sending', NULL, 1, 1, 0),
  (7, 't-unknown', NULL, 1, 'outbound', '+16505550100', NULL, 'Unknown', 7000, 0, 1, 'unknown',
    '{"code":"answer-lost"}', 0, 1, 0),
  (8, 't-failed', NULL, 1, 'outbound', '+16505550100', NULL, 'Failed', 8000, 0, 1, 'failed',
    '{"code":"no-network"}', 0, 1, 0);
INSERT INTO attachments (seq, id, text, file_name, content_type, size, source, content) VALUES
  (1, 'a-theirs', 1, 'door.jpg', 'image/jpeg', 9,
    '{"ref":"r1","fileName":"door.jpg","contentType":"image/jpeg","size":9}', NULL),
  (2, 'a-ours', 5, 'plan.png', 'image/png', 3, NULL, x'010203');
INSERT INTO drafts (conversation, body) VALUES (2, 'half a thought');
INSERT INTO facts (name, value) VALUES ('chosen-number', '"+16505550100"'), ('sync-cursor', '"cursor"');
`;

/** Away as it was up to version 5. */
const firstAway = `
INSERT INTO away_answers (seq, since, address, conversation, at, body) VALUES (1, 7, '+16505550101', 1, 8, 'Away');
INSERT INTO facts (name, value) VALUES
  ('away', '{"message":"Back {returnDate}.","returnDate":"2026-03-09","since":7,"sinceThere":9,"lastSince":7}');
`;

const first = `${common}${firstAway}`;

const newsAndReads = `
UPDATE texts SET handed_over_at = 6001 WHERE seq IN (6, 7);
INSERT INTO news (text, is_begun) VALUES (2, 1);
INSERT INTO untold_reads (text) VALUES (1);
`;

const draftFiles = `
INSERT INTO draft_files (seq, conversation, file_name, content_type, content) VALUES
  (1, 2, 'map.png', 'image/png', x'0405');
`;

const awayLog = `
INSERT INTO absences (since, until, because, has_ended) VALUES (7, NULL, 'person', 1);
INSERT INTO away_log (seq, since, heard, conversation, address, written_at, decided_at, outcome, rule, intent, body,
  words_from, is_late, answer) VALUES
  (1, 7, NULL, 1, '+16505550101', 8, 8, 'answered', NULL, NULL, 'Away', 'message', 0, NULL),
  (2, 900, 1, 1, '+16505550101', 1000, 1001, 'answered', NULL, 'question', 'Later', 'template', 1, 3),
  (3, 900, 2, 1, '+16505550101', 2000, 2001, 'skipped', 'already-answered', NULL, NULL, NULL, NULL, NULL);
INSERT INTO absences (since, until, because, has_ended) VALUES (900, 2500, 'hours', 1);
INSERT INTO away_gaps (seq, kind, from_at, to_at) VALUES (1, 'asleep', 1100, 1200), (2, 'offline', 1300, NULL);
INSERT INTO people (address, answer, labels) VALUES ('+16505550102', 'never', '["VIP"]');
INSERT INTO facts (name, value) VALUES ('away-rules', '{"message":"Back {returnDate}."}'),
  ('away-plan', '{"byHand":{"since":7,"until":1773014400000},"hoursFrom":0,"hereUntil":null}');
`;

const withNewsAndReads = `${first}${newsAndReads}`;

/** By version, from 1. A version that only changed how things are found has what the one before it had. */
export const contentsOfVersions: readonly string[] = [
  first,
  withNewsAndReads,
  withNewsAndReads,
  withNewsAndReads,
  `${withNewsAndReads}${draftFiles}`,
  `${common}${newsAndReads}${draftFiles}${awayLog}`,
];

/** Makes the file as a Tern of that version left it. */
export const makeFileOfVersion = (file: string, version: number): void => {
  const database = connectWith(file);
  database.pragma("journal_mode = WAL");
  migrate(database, version);
  database.exec(contentsOfVersions[version - 1] ?? "");
  database.close();
};
