/**
 * The words of all texts, for searching. An entry of the index is numbered by the moment of its text, then by its seq
 * (43 and 20 bits), because entries are found fastest in the order of their numbers: newest first, whatever order the
 * texts came in. `secure-delete`: the index forgets a word with its text, not some time later.
 * https://www.sqlite.org/fts5.html#the_secure_delete_configuration_option
 */
export const search = `
ALTER TABLE texts ADD COLUMN search_row INTEGER
  GENERATED ALWAYS AS (max(0, min(at, 8796093022207)) * 1048576 + (seq & 1048575)) VIRTUAL;
CREATE INDEX texts_by_moment ON texts (search_row);

CREATE VIEW searchable AS SELECT search_row, body FROM texts;
CREATE VIRTUAL TABLE search USING fts5 (
  body, content = 'searchable', content_rowid = 'search_row', columnsize = 0,
  tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
INSERT INTO search (search) VALUES ('rebuild');

CREATE TRIGGER search_added AFTER INSERT ON texts BEGIN
  INSERT INTO search (rowid, body) VALUES (new.search_row, new.body);
END;
CREATE TRIGGER search_deleted AFTER DELETE ON texts BEGIN
  INSERT INTO search (search, rowid, body) VALUES ('delete', old.search_row, old.body);
END;
CREATE TRIGGER search_changed AFTER UPDATE OF body, at ON texts
WHEN old.body IS NOT new.body OR old.at <> new.at BEGIN
  INSERT INTO search (search, rowid, body) VALUES ('delete', old.search_row, old.body);
  INSERT INTO search (rowid, body) VALUES (new.search_row, new.body);
END;
`;
