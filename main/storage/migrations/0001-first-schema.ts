/**
 * Conversations, texts and all that hangs on them. `seq` is a row's number inside this file only; `id` is what the rest
 * of Tern knows it by. Times are milliseconds since 1970. A released migration is never edited: add the next one.
 */
export const firstSchema = `
CREATE TABLE conversations (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('text', 'group', 'company')),
  own TEXT NOT NULL,
  others TEXT NOT NULL,          -- JSON array of addresses, sorted
  parties TEXT NOT NULL UNIQUE,  -- own and others as one key
  started_at INTEGER,            -- a person began it here; null if a text made it
  last_at INTEGER,               -- of the newest text, else started_at; null: nothing to list
  last_text INTEGER              -- seq of the newest text
) STRICT;
CREATE INDEX conversations_newest_first ON conversations (last_at) WHERE last_at IS NOT NULL;

CREATE TABLE texts (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  provider_id TEXT UNIQUE,
  conversation INTEGER NOT NULL REFERENCES conversations (seq),
  direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  author TEXT NOT NULL,
  author_name TEXT,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,   -- at the provider; 0 until it knows the text
  is_read INTEGER NOT NULL CHECK (is_read IN (0, 1)),
  status TEXT NOT NULL,
  failure TEXT,                  -- JSON
  is_away_reply INTEGER NOT NULL CHECK (is_away_reply IN (0, 1)),
  is_local INTEGER NOT NULL CHECK (is_local IN (0, 1)),     -- written here: its words and files are kept as written
  is_removed INTEGER NOT NULL CHECK (is_removed IN (0, 1))  -- emptied, kept so that a late event does not bring it back
) STRICT;
CREATE INDEX texts_in_thread ON texts (conversation, at, seq) WHERE is_removed = 0;
CREATE INDEX texts_unread ON texts (conversation) WHERE direction = 'inbound' AND is_read = 0 AND is_removed = 0;
CREATE INDEX texts_in_outbox ON texts (status) WHERE provider_id IS NULL;

CREATE TABLE attachments (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  text INTEGER NOT NULL REFERENCES texts (seq) ON DELETE CASCADE,
  file_name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size INTEGER,
  source TEXT,                   -- JSON: how the provider hands it out; null while it is only here
  content BLOB                   -- null until it was fetched
) STRICT;
CREATE INDEX attachments_of_text ON attachments (text);

CREATE TABLE drafts (
  conversation INTEGER PRIMARY KEY REFERENCES conversations (seq),
  body TEXT NOT NULL
) STRICT;

CREATE TABLE away_answers (
  seq INTEGER PRIMARY KEY,
  since INTEGER NOT NULL,        -- when the absence began
  address TEXT NOT NULL,
  conversation INTEGER NOT NULL REFERENCES conversations (seq),
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (since, address)
) STRICT;

CREATE TABLE facts (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL            -- JSON
) STRICT;
`;
