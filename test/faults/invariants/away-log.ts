import type { Invariant } from "../evidence.ts";

/**
 * Whom Away says it answered, it answered, and the other way round: each claim has its reply, with the same words in the
 * same conversation, and each reply its claim. What the person deleted on their phone may be gone.
 */
export const awayLogAgrees: Invariant = ({ awayLog, store, ledger }) => {
  const replies = store.texts.filter(({ isAwayReply }) => isAwayReply);
  const unanswered = awayLog.filter(
    ({ body, conversationId }) =>
      !ledger.deletedWords.has(body) &&
      !replies.some((reply) => reply.body === body && reply.conversationId === conversationId),
  );
  const unclaimed = replies.filter(
    ({ body, conversationId }) =>
      !awayLog.some((claim) => claim.body === body && claim.conversationId === conversationId),
  );
  return [
    ...unanswered.map(({ address, body }) => `${address} is said to be answered "${body}", and was not`),
    ...unclaimed.map(({ body, others }) => `${others.join()} was answered "${body}", and it is not said`),
  ];
};
