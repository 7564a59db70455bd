import type { Invariant } from "../evidence.ts";

/** Neither a token, key, secret or number nor the words of a text is in any file of the profile, in plain. */
export const noSecrets: Invariant = ({ leaks }) =>
  [...new Set(leaks.map(({ file, secret }) => `${file} holds ${secret}`))].toSorted();
