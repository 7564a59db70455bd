import type { AwayRules } from "../../../preload/contract/away.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";
import { AppError, codeAndAbout, failureFrom, isAppError, resultFromError } from "../ports/app-error.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Clock, Log } from "../ports/system.ts";
import type { LanguageLoader, LanguageModel } from "../ports/understanding.ts";
import type { Vault } from "../ports/vault.ts";
import { createModelKey, type ModelKey } from "./model-key.ts";
import { checkModelReply } from "./model-reply.ts";
import { modelRequest } from "./model-request.ts";

/** Words of a language model, for who opted in. */
export type ModelWords = {
  /** The origin that the kept key is for; null: none is kept. */
  readonly keyOrigin: () => string | null;
  /** Keeps a key for the server of this address; null takes it away. Rejects as ModelKey does. */
  readonly setKey: ModelKey["set"];
  /** What the model makes of these words for this text; null if it fails or says what must not be sent: it is logged why. */
  readonly wordsFor: (heard: string, words: string, rules: AwayRules) => Promise<string | null>;
  /**
   * The same for somebody who tries it out: null if what it said must not be sent. Fails as LanguageModel does, or with
   * invalid-request (about `off`).
   */
  readonly tryOut: (heard: string, words: string, rules: AwayRules) => Promise<Result<string | null>>;
};

export const createModelWords = ({
  languageModel,
  languages,
  vault,
  accountId,
  store,
  clock,
  log,
}: {
  readonly languageModel: LanguageModel;
  readonly languages: LanguageLoader;
  readonly vault: Pick<Vault, "read" | "write" | "remove">;
  readonly accountId: string;
  readonly store: Pick<MessageStore, "fact" | "keepFact">;
  readonly clock: Clock;
  readonly log: Log;
}): ModelWords => {
  const modelKey = createModelKey({ originOf: languageModel.originOf, vault, accountId, store });

  /** A keychain that asks the person takes its time as well: the client waits no longer for that. */
  const inTime = async <Answer>(work: Promise<Answer>, ms: number): Promise<Answer> => {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const cancel = clock.after(ms, () =>
      reject(new AppError("no-network", "the model did not answer in time", { about: "timeout" })),
    );
    try {
      return await Promise.race([work, late]);
    } finally {
      cancel();
    }
  };

  const ask = async (heard: string, words: string, rules: AwayRules): Promise<string | null> => {
    const { model } = rules;
    const said = async (): Promise<string> =>
      languageModel.complete(modelRequest(heard, words, rules, await modelKey.keyFor(model.url)));
    const reply = await inTime(said(), model.timeLimitSeconds * 1_000);
    return checkModelReply(reply, { own: words, heard, longest: model.longest, languageOf: await languages() });
  };

  return {
    keyOrigin: modelKey.origin,
    setKey: modelKey.set,
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
      if (!rules.model.isOn) return failed("invalid-request", "the language model is off", { about: "off" });
      try {
        return ok(await ask(heard, words, rules));
      } catch (error) {
        if (!isAppError(error)) throw error;
        return resultFromError(error);
      }
    },
  };
};
