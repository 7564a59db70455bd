import type { Invariant } from "../evidence.ts";

/**
 * What the person began to write in a conversation and did not send is still there, word for word; only what they tried to
 * send from elsewhere and Tern would not take may have been put below it.
 */
export const draftsKept: Invariant = ({ ledger, drafts }) =>
  [...ledger.drafts].flatMap(([conversationId, words]) => {
    const kept = drafts.get(conversationId) ?? "";
    return kept === words || kept.startsWith(`${words}\n`)
      ? []
      : [`"${words}" was begun in ${conversationId}, and "${kept}" is there`];
  });
