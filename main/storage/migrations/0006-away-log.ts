/**
 * The one fact that Away was before: its message, and the absence that was on. Its answers were counted by `since`, so
 * that stays. An absence ended with the day before `returnDate`: by UTC, since nobody knows the time zone here.
 */
export const awayFact = `
INSERT OR IGNORE INTO facts (name, value)
  SELECT 'away-rules', json_object('message', json_extract(value, '$.message')) FROM facts
  WHERE name = 'away' AND CASE WHEN json_valid(value) THEN json_type(value, '$.message') END = 'text';
INSERT OR IGNORE INTO facts (name, value)
  SELECT 'away-plan', json_object('byHand', json_object('since', json_extract(value, '$.since'),
    'until', CAST(strftime('%s', json_extract(value, '$.returnDate')) AS INTEGER) * 1000), 'hoursFrom', 0, 'hereUntil', NULL)
  FROM facts
  WHERE name = 'away' AND CASE WHEN json_valid(value) THEN json_type(value, '$.since') END IN ('integer', 'real');
DELETE FROM facts WHERE name = 'away';
`;

/** Absences that are known by their log only. */
export const absencesOfLog = `
INSERT OR IGNORE INTO absences (since, until, because, has_ended) SELECT DISTINCT since, NULL, 'person', 1 FROM away_log;
`;

/**
 * What Away did, text by text, and why; the absences that belongs to, and when Tern could not answer in them. What the
 * person says of people. `away_answers` becomes part of the log, the fact `away` two facts.
 */
export const awayLog = `
CREATE TABLE absences (
  since INTEGER PRIMARY KEY,
  until INTEGER, -- null: until it is switched off
  because TEXT NOT NULL CHECK (because IN ('person', 'hours')),
  has_ended INTEGER NOT NULL CHECK (has_ended IN (0, 1))
) STRICT;

CREATE TABLE away_log (
  seq INTEGER PRIMARY KEY,
  since INTEGER NOT NULL,
  heard INTEGER REFERENCES texts (seq) ON DELETE SET NULL, -- null: no longer kept, or from before this log
  conversation INTEGER NOT NULL REFERENCES conversations (seq) ON DELETE CASCADE,
  address TEXT NOT NULL,
  written_at INTEGER NOT NULL,
  decided_at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('waiting', 'skipped', 'answered')),
  rule TEXT, -- if skipped
  intent TEXT,
  body TEXT, -- if answered, as the next ones
  words_from TEXT,
  is_late INTEGER CHECK (is_late IN (0, 1)),
  answer INTEGER REFERENCES texts (seq) ON DELETE SET NULL
) STRICT;
CREATE UNIQUE INDEX away_log_heard ON away_log (since, heard);
CREATE INDEX away_log_answered ON away_log (address, decided_at) WHERE outcome = 'answered';
CREATE INDEX away_log_decided ON away_log (decided_at);
CREATE INDEX away_log_texts ON away_log (heard);
CREATE INDEX away_log_answers ON away_log (answer);

INSERT INTO away_log (since, conversation, address, written_at, decided_at, outcome, body, words_from, is_late)
  SELECT since, conversation, address, at, at, 'answered', body, 'message', 0 FROM away_answers ORDER BY seq;
DROP TABLE away_answers;
${absencesOfLog}
${awayFact}
CREATE TABLE away_gaps (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('asleep', 'offline', 'closed')),
  from_at INTEGER NOT NULL,
  to_at INTEGER
) STRICT;

CREATE TABLE people (
  address TEXT PRIMARY KEY,
  answer TEXT CHECK (answer IN ('always', 'never')),
  labels TEXT NOT NULL -- JSON, an array of strings
) STRICT;
`;
