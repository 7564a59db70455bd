import type { StoredAwayEntry } from "../../../main/core/ports/away-log.ts";
import type { Invariant } from "../evidence.ts";

const answerIn = ({ outcome }: StoredAwayEntry): string | null => (outcome.kind === "answered" ? outcome.body : null);

/**
 * Whom Away says it answered, it answered, and the other way round: each answer in the log has its reply, with the same
 * words in the same conversation, and each reply its entry; and nothing waits for an answer in the end. What the person
 * deleted on their phone may be gone.
 */
export const awayLogAgrees: Invariant = ({ awayLog, store, ledger }) => {
  const replies = store.texts.filter(({ isAwayReply }) => isAwayReply);
  const complaints: string[] = [];
  for (const entry of awayLog) {
    const body = answerIn(entry);
    const { address, conversationId, outcome, text } = entry;
    const isHere = replies.some((reply) => reply.body === body && reply.conversationId === conversationId);
    if (body !== null && !isHere && !ledger.deletedWords.has(body))
      complaints.push(`${address} is said to be answered "${body}", and was not`);
    if (outcome.kind === "waiting") complaints.push(`${address}, who wrote "${text?.body ?? ""}", still waits`);
  }
  for (const { body, conversationId, others } of replies)
    if (!awayLog.some((entry) => answerIn(entry) === body && entry.conversationId === conversationId))
      complaints.push(`${others.join()} was answered "${body}", and it is not said`);
  return complaints;
};
