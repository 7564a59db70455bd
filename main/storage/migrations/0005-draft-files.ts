/** The files that wait in a composer, or came back into it with a text that was taken back. */
export const draftFiles = `
CREATE TABLE draft_files (
  seq INTEGER PRIMARY KEY,       -- in the order they were attached
  conversation INTEGER NOT NULL REFERENCES conversations (seq),
  file_name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;
CREATE INDEX draft_files_of_conversation ON draft_files (conversation);
`;
