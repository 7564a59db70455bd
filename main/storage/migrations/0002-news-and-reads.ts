/**
 * What has to be told and is not yet: to the person (news), to the provider (reads). And when a text on its way out was
 * last handed to the network, since its record may be found at the provider around that time.
 */
export const newsAndReads = `
CREATE TABLE news (
  text INTEGER PRIMARY KEY REFERENCES texts (seq) ON DELETE CASCADE,
  is_begun INTEGER NOT NULL CHECK (is_begun IN (0, 1))
) STRICT;

CREATE TABLE untold_reads (
  text INTEGER PRIMARY KEY REFERENCES texts (seq) ON DELETE CASCADE
) STRICT;

ALTER TABLE texts ADD COLUMN handed_over_at INTEGER; -- null: never, or it certainly did not leave
UPDATE texts SET handed_over_at = at WHERE provider_id IS NULL AND status IN ('sending', 'unknown');
`;
