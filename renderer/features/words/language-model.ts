import type { Failure } from "../../../preload/contract/result.ts";
import { failureWords } from "./failure.ts";

/** Why a language model gave no answer, and what to do. See `away/try-model`. */
const troubles: Readonly<Record<string, string>> = {
  timeout: "The model took longer than the time limit. Raise it, or take a smaller model.",
  unreachable: "Nothing answers at this address. Start the server, or check the address.",
  refused: "The server refused. Check the key and the name of the model.",
  malformed: "What answers there does not speak as an OpenAI-compatible server does. Check the address.",
  key: "No key has such signs as stand in this one. Copy it again, without quotation marks.",
  off: "Switch the language model on first.",
  url: "This address cannot be used. Begin it with https://, or with http:// for this computer.",
};

export const modelTroubleWords = (failure: Failure): string =>
  troubles[failure.about ?? ""] ?? failureWords(failure, "read");
