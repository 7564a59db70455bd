import { INTENTS, type Intent } from "../../../preload/contract/intents.ts";
import type { IntentChances } from "../ports/intents.ts";

/**
 * From this chance on a text is taken for urgent, even where another intent is likelier: an urgent text that is missed
 * costs more than a calm one that rings. docs/intents.md says what that gives.
 */
export const URGENT_FROM = 0.25;

/** Below this confidence nobody should rely on the intent: Away sends its plain message. */
export const SURE_FROM = 0.6;

export type DecidedIntent = {
  readonly intent: Intent;
  /** The chance of `intent`, between 0 and 1. */
  readonly confidence: number;
  /** Whether the confidence is enough for words that fit this intent only. */
  readonly isSure: boolean;
};

/** The one intent a text is treated as. Pure. */
export const decideIntent = (chances: IntentChances): DecidedIntent => {
  const likeliest = INTENTS.reduce((best, intent) => (chances[intent] > chances[best] ? intent : best));
  const intent = chances.urgent >= URGENT_FROM ? "urgent" : likeliest;
  const confidence = chances[intent];
  return { intent, confidence, isSure: confidence >= (intent === "urgent" ? URGENT_FROM : SURE_FROM) };
};
