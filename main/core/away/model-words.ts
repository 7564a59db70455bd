import type { AwayRules } from "../../../preload/contract/away.ts";
import { codeAndAbout, failureFrom, isAppError, resultFromError } from "../ports/app-error.ts";
import { ok, type Result } from "../../../preload/contract/result.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Log } from "../ports/system.ts";
import type { LanguageModel } from "../ports/understanding.ts";
import type { Vault } from "../ports/vault.ts";
import { checkModelReply, modelRequest } from "./model-reply.ts";

/** Words of a language model, for who opted in. */
export type ModelWords = {
  readonly hasKey: () => boolean;
  /** Null takes it away. Rejects with AppError `storage` if the keychain refuses. */
  readonly setKey: (key: string | null) => Promise<void>;
  /** What the model makes of these words for this text; null if it fails or says what must not be sent: it is logged why. */
  readonly wordsFor: (heard: string, words: string, rules: AwayRules) => Promise<string | null>;
  /** The same for somebody who tries it out: null if what it said must not be sent. */
  readonly tryOut: (heard: string, words: string, rules: AwayRules) => Promise<Result<string | null>>;
};

export const createModelWords = ({
  languageModel,
  vault,
  accountId,
  store,
  log,
}: {
  readonly languageModel: LanguageModel;
  readonly vault: Pick<Vault, "read" | "write" | "remove">;
  readonly accountId: string;
  readonly store: Pick<MessageStore, "fact" | "keepFact">;
  readonly log: Log;
}): ModelWords => {
  /** Read once: a keychain may ask the person each time. */
  let known: string | null | undefined;

  const hasKey = (): boolean => store.fact("away-model-key") === true;

  const key = async (): Promise<string | null> => {
    known ??= hasKey() ? await vault.read(accountId, "model-key") : null;
    return known;
  };

  const ask = async (heard: string, words: string, rules: AwayRules): Promise<string | null> => {
    const said = await languageModel.complete(modelRequest(heard, words, rules, await key()));
    return checkModelReply(said, words, rules.model.longest);
  };

  return {
    hasKey,
    setKey: async (next) => {
      if (next === null) await vault.remove(accountId, "model-key");
      else await vault.write(accountId, "model-key", next);
      store.keepFact("away-model-key", next === null ? null : true);
      known = next;
    },
    wordsFor: async (heard, words, rules) => {
      try {
        const reply = await ask(heard, words, rules);
        if (reply === null) log.warn("a model's words not taken", {});
        return reply;
      } catch (error) {
        // A bug here must not cost the answer either: the person's own words go out.
        log.warn("no words of a model", codeAndAbout(failureFrom(error)), isAppError(error) ? undefined : error);
        return null;
      }
    },
    tryOut: async (heard, words, rules) => {
      try {
        return ok(await ask(heard, words, rules));
      } catch (error) {
        if (!isAppError(error)) throw error;
        return resultFromError(error);
      }
    },
  };
};
