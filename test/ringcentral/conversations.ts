import { createHash } from "node:crypto";

/**
 * The id of a conversation: the same for the same set of parties seen from one extension; an int64 beyond 2^53 as
 * RingCentral's are, as decimal text. Example: "8234962969801171948".
 */
export const conversationIdOf = (extensionId: number, parties: readonly string[]): string => {
  const key = `${extensionId}|${[...new Set(parties)].toSorted().join(",")}`;
  const bits = createHash("sha256").update(key).digest().readBigUInt64BE();
  // Between 2^60 and 2^63, odd: never a number that a double happens to hold.
  return String(((bits % (2n ** 62n - 1n)) + 2n ** 60n) | 1n);
};
