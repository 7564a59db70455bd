import { randomBytes } from "node:crypto";

export type SyncTokens<T> = {
  readonly issue: (content: T) => string;
  /** Null for another server's token, and for one issued before `kill`. */
  readonly read: (token: string) => T | null;
  /** Every token handed out so far is dead from now on. */
  readonly kill: () => void;
};

/** Opaque tokens that stand for what was asked and when. */
export const createSyncTokens = <T>(): SyncTokens<T> => {
  const contents = new Map<string, T>();
  return {
    issue: (content) => {
      const token = randomBytes(24).toString("base64url");
      contents.set(token, content);
      return token;
    },
    read: (token) => contents.get(token) ?? null,
    kill: () => contents.clear(),
  };
};
