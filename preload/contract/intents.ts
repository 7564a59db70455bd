/** What an inbound text wants, in the order in which they win where a text is several (assets/intents/guide.md). */
export const INTENTS = ["urgent", "scheduling", "document", "question", "social", "other"] as const;

/**
 * `urgent`: needs a person now. `scheduling`: an appointment, its time, being late. `document`: papers, forms, files.
 * `question`: wants to know something or have something done. `social`: a greeting, thanks, wishes. `other`: the rest.
 */
export type Intent = (typeof INTENTS)[number];
