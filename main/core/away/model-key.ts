import type { FactName, MessageStore } from "../ports/message-store.ts";
import { AppError } from "../ports/app-error.ts";
import type { LanguageModel } from "../ports/understanding.ts";
import type { Vault } from "../ports/vault.ts";

/** The key of a language model, in the keychain together with the origin it was given for: no other server gets it. */
export type ModelKey = {
  /** The origin that the kept key is for, such as `https://api.example.com`; null: none is kept. */
  readonly origin: () => string | null;
  /** The key for the server of this address; null: none was given for it. Rejects with AppError `storage`. */
  readonly keyFor: (url: string) => Promise<string | null>;
  /**
   * Keeps it for the server of this address; null takes it away. Rejects with AppError `storage` if the keychain refuses, or
   * invalid-request (about `url`, or `key`: signs that no header can carry).
   */
  readonly set: (key: string | null, url: string) => Promise<void>;
};

type Kept = { readonly origin: string; readonly key: string };

const FACT: FactName = "away-model-key";

const keptFrom = (entry: string): Kept | null => {
  // A header has no line end: what stands before the first one is the origin.
  const end = entry.indexOf("\n");
  return end < 0 ? null : { origin: entry.slice(0, end), key: entry.slice(end + 1) };
};

export const createModelKey = ({
  originOf,
  vault,
  accountId,
  store,
}: {
  readonly originOf: LanguageModel["originOf"];
  readonly vault: Pick<Vault, "read" | "write" | "remove">;
  readonly accountId: string;
  readonly store: Pick<MessageStore, "fact" | "keepFact">;
}): ModelKey => {
  /** Read once: a keychain may ask the person each time. */
  let known: Kept | null = null;

  const origin = (): string | null => {
    const fact = store.fact(FACT);
    return typeof fact === "string" ? fact : null;
  };

  const read = async (): Promise<Kept | null> => {
    const entry = await vault.read(accountId, "model-key");
    return entry === null ? null : keptFrom(entry);
  };

  return {
    origin,
    keyFor: async (url) => {
      const wanted = originOf(url);
      if (wanted === null || origin() !== wanted) return null;
      known ??= await read();
      return known?.origin === wanted ? known.key : null;
    },
    set: async (key, url) => {
      if (key === null) {
        await vault.remove(accountId, "model-key");
        store.keepFact(FACT, null);
        known = null;
        return;
      }
      const forOrigin = originOf(url);
      if (forOrigin === null) throw new AppError("invalid-request", "a key for no address", { about: "url" });
      if (!/^[\x21-\x7E]+$/u.test(key))
        throw new AppError("invalid-request", "no key has such signs", { about: "key" });
      await vault.write(accountId, "model-key", `${forOrigin}\n${key}`);
      store.keepFact(FACT, forOrigin);
      known = { origin: forOrigin, key };
    },
  };
};
