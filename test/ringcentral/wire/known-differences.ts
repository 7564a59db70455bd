/** Where the description and what RingCentral is documented or seen to do differ, and the local one follows the latter. */
export type KnownDifference = {
  /** operationId, or "*". */
  readonly operation: string;
  /** Part of the exchange. */
  readonly side: "request" | "answer";
  /** A complaint whose text ("where what") this matches is expected. */
  readonly matches: RegExp;
  readonly why: string;
};

export const knownDifferences: readonly KnownDifference[] = [];
