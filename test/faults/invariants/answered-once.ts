import type { Evidence, Invariant } from "../evidence.ts";
import type { Absence, Inbound } from "../ledger.ts";
import { idsOf, mayBeUntold } from "./told-once.ts";

/** RingCentral may date a text by whole seconds. */
const LEEWAY_MS = 1_000;
/** Away leaves to the person what it finds half a day later. */
const TOO_OLD_FROM_MS = 11 * 60 * 60_000;
/** Away answers nobody who answers so soon. */
const TOO_QUICK_MS = 3_000;

/** Everything that follows from a text was done by then; null if nothing says so. */
const handledAt = ({ observed }: Evidence, text: Inbound, ids: ReturnType<typeof idsOf>): number | null =>
  observed.find((sight) => sight.kind === "news-ended" && sight.at >= text.at && sight.ids.some((id) => ids.has(id)))
    ?.at ?? null;

/**
 * Away was switched on then by a run that never heard what time it is at RingCentral, and somebody set the computer's clock
 * before the run that did: nobody can say when it was.
 */
const isUndatable = ({ ledger, observed }: Evidence, from: number): boolean => {
  const { run } = observed.findLast((sight) => sight.at <= from) ?? { run: 0 };
  if (observed.some((sight) => sight.kind === "synced" && sight.run === run)) return false;
  const begun = observed.find((sight) => sight.run === run)?.at ?? 0;
  const known = observed.find((sight) => sight.kind === "synced" && sight.at > from)?.at ?? Number.POSITIVE_INFINITY;
  return ledger.clockSets.some((at) => at >= begun && at <= known);
};

/** The person, or Away in an earlier absence, sent something to this address between these moments. */
const wasWrittenTo = ({ server }: Evidence, address: string, from: number, to: number, but: string): boolean =>
  server.some(({ direction, subject, to: [first], creationTime }) => {
    const at = Date.parse(String(creationTime));
    return direction === "Outbound" && subject !== but && first?.phoneNumber === address && at >= from && at <= to;
  });

/**
 * The person had written to them by then, and nobody knows whether that went out, or it did after what they wrote, or the
 * person took it away again.
 */
const wasOnItsWay = ({ ledger, store }: Evidence, { from, at }: Inbound, until: number): boolean => {
  const written = ledger.replies.filter((reply) => reply.at <= until);
  const isOpen = store.texts.some(
    ({ direction, isAwayReply, others, body, status, at: sentAt }) =>
      direction === "outbound" &&
      !isAwayReply &&
      others.includes(from) &&
      (status === "unknown" || sentAt >= at - LEEWAY_MS) &&
      written.some(({ words }) => words === body),
  );
  return isOpen || written.some(({ words }) => ledger.discarded.includes(words));
};

/** Away left it to the person, for a reason that holds: the person was back, had answered, or it was too late. */
const wasRightlyLeft = (evidence: Evidence, { words, surelyUntil }: Absence, text: Inbound): boolean => {
  const { from, at } = text;
  const ids = idsOf(evidence, text);
  const last = evidence.observed.findLast((sight) => sight.kind === "left-to-person" && ids.has(sight.id));
  if (last?.kind !== "left-to-person") return false;
  const { rule } = last;
  if (rule === "not-away") return surelyUntil !== null && last.at >= surelyUntil;
  if (rule === "too-old") return last.at - at >= TOO_OLD_FROM_MS;
  if (rule === "too-quick") return wasWrittenTo(evidence, from, at - TOO_QUICK_MS - LEEWAY_MS, at + LEEWAY_MS, words);
  if (rule !== "answered-elsewhere") return false;
  return wasWrittenTo(evidence, from, at - LEEWAY_MS, last.at, words) || wasOnItsWay(evidence, text, last.at);
};

/** It came from a client during this absence, and Tern has dealt with it: it was to be answered, if nothing before it was. */
const wasToBeAnswered = (evidence: Evidence, absence: Absence, text: Inbound): boolean => {
  const { surelyFrom, surelyUntil } = absence;
  if (!text.isFromKnownClient || surelyFrom === null || text.at < surelyFrom + LEEWAY_MS) return false;
  const handled = handledAt(evidence, text, idsOf(evidence, text));
  if (handled === null || (surelyUntil !== null && handled >= surelyUntil)) return false;
  const knowsClients = evidence.observed.find(({ kind }) => kind === "knows-clients")?.at ?? Number.POSITIVE_INFINITY;
  return (
    text.at > knowsClients &&
    !wasRightlyLeft(evidence, absence, text) &&
    !mayBeUntold(evidence, text) &&
    !isUndatable(evidence, surelyFrom)
  );
};

const complaintsAbout = (evidence: Evidence, absence: Absence): readonly string[] => {
  const { ledger, server, store } = evidence;
  const { words } = absence;
  const answers = server.filter(({ direction, subject }) => direction === "Outbound" && subject === words);
  const known = new Set(ledger.inbound.flatMap((text) => (text.isFromKnownClient ? [text.from] : [])));
  const counts = new Map<string, number>();
  const complaints: string[] = [];
  for (const { to } of answers) {
    const [first] = to;
    const address = first?.phoneNumber ?? "nobody";
    counts.set(address, (counts.get(address) ?? 0) + 1);
    if (to.length !== 1 || !known.has(address)) complaints.push(`${address} was answered and should not be`);
  }
  for (const [address, count] of counts)
    if (count > 1) complaints.push(`${address} was answered ${count} times in one absence`);
  // Nobody can say of some whether they were sent; those are in the store all the same.
  const answered = new Set([
    ...counts.keys(),
    ...store.texts.flatMap(({ body, isAwayReply, others }) => (isAwayReply && body === words ? others : [])),
  ]);
  for (const text of ledger.inbound)
    if (!answered.has(text.from) && wasToBeAnswered(evidence, absence, text))
      complaints.push(`${text.from} was not answered, who wrote "${text.words}" (${text.id})`);
  return complaints;
};

/**
 * Each known client is answered by Away once at most in an absence, strangers, short codes and groups never; and whoever
 * wrote in an absence was answered, whatever died or slept meanwhile, unless the person read or answered it first, was back
 * before, or it was half a day old.
 */
export const answeredOnce: Invariant = (evidence) =>
  evidence.ledger.absences.flatMap((absence) =>
    complaintsAbout(evidence, absence).map((complaint) => `"${absence.words}": ${complaint}`),
  );
