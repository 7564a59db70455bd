import type { Intent } from "../../../preload/contract/intents.ts";

/** How likely each intent is, between 0 and 1; together 1. */
export type IntentChances = Readonly<Record<Intent, number>>;

/** Reads what an inbound text wants, on this computer. Never fails: a text that says nothing gets chances all the same. */
export type IntentClassifier = {
  readonly chances: (text: string) => IntentChances;
};
