import type { StoredText } from "../../../main/core/ports/stored.ts";
import type { Act } from "../act.ts";
import type { Evidence, Invariant } from "../evidence.ts";

const DAY_MINUTES = 24 * 60;

/** After so long a sleep, what was never sent is too old to be sent. */
const isLongSleep = (act: Act): boolean => act.kind === "sleep" && act.minutes >= DAY_MINUTES;

/** Rules that name the path of a request: these are for a text on its way out. */
const isOfTexts = ({ path }: { readonly path: string }): boolean => ["/sms", "/mms", "/restapi"].includes(path);

/** So long after a text was handed over Tern waits for no answer to it any more. */
const ANSWERED_WITHIN_MS = 2 * 60_000;

/** Rules that keep the answer to a text from Tern, whenever one goes out next. */
const losesAnswers = (act: Act): boolean => {
  if (act.kind !== "fault") return false;
  const { answer = [], swallowAnswers = [], resetAfterWork = [] } = act.change;
  const vague = answer.filter(({ afterWork, reset, html }) => afterWork === true || reset === true || html === true);
  return [...vague, ...swallowAnswers, ...resetAfterWork].some(isOfTexts);
};

/** Whether the answer to what was handed over then may have been lost on its way. */
const mayBeLost = ({ ledger: { done } }: Evidence, handedOver: number): boolean => {
  const until = handedOver + ANSWERED_WITHIN_MS;
  const isBackAt = (off: number) => done.find(({ at, act }) => act.kind === "network-on" && at > off)?.at ?? until;
  return done.some(
    ({ at, act }) => at <= until && (losesAnswers(act) || (act.kind === "network-off" && isBackAt(at) >= handedOver)),
  );
};

/**
 * Whether nobody but RingCentral can know if this text was sent: its run ended after it was last handed over, the computer
 * slept or let go of its connections since then, or an answer may have been lost.
 */
const isUnclear = (evidence: Evidence, { id }: StoredText): boolean => {
  const { ledger, observed, past } = evidence;
  const last = observed.findLast((sight) => sight.kind === "handed-over" && sight.id === id);
  if (last === undefined) return false;
  const hasEnded = past.some(({ run }) => run > last.run);
  return hasEnded || [...ledger.sleeps, ...ledger.wakes].some((at) => at >= last.at) || mayBeLost(evidence, last.at);
};

/** Why a row's last word is not what it should be; null if it is. */
const complaintAboutRow = (evidence: Evidence, row: StoredText): string | null => {
  const { status, providerId, failure } = row;
  if (status === "queued" || status === "sending") return `still ${status} in the end`;
  if (status === "unknown" && !isUnclear(evidence, row)) return "unknown, though no answer was lost";
  // What the carrier refused had been sent.
  if (status !== "failed" || providerId !== null) return null;
  if (failure?.code === "expired" && evidence.acts.some(isLongSleep)) return null;
  return `failed: ${failure?.code ?? "for no reason"}`;
};

const complaintsAbout = (evidence: Evidence, words: string): readonly string[] => {
  const { ledger, server, store } = evidence;
  const replies = ledger.replies.filter((reply) => reply.words === words);
  const rows = store.texts.filter(({ body, direction }) => direction === "outbound" && body === words);
  const sent = server.filter(({ direction, subject }) => direction === "Outbound" && subject === words).length;
  const complaints = rows.flatMap((row) => complaintAboutRow(evidence, row) ?? []);

  const kept = replies.filter(({ kept }) => kept === "yes").length;
  const perhapsKept = replies.filter(({ kept }) => kept === "unknown").length;
  const mayBeGone = ledger.deletedWords.has(words) || ledger.discarded.includes(words);
  if ((rows.length < kept && !mayBeGone) || rows.length > kept + perhapsKept)
    complaints.push(`kept ${kept} times (perhaps ${perhapsKept} more) and in the store ${rows.length} times`);
  // What the carrier refused goes out again as a new text in its place.
  const keepsName = !mayBeGone && !ledger.sentAgain.includes(words);
  for (const { textId } of keepsName ? replies : [])
    if (textId !== null && !rows.some(({ id }) => id === textId)) complaints.push("kept and gone");

  const accepted = rows.filter(({ providerId }) => providerId !== null).length;
  const asked = ledger.sentAgain.filter((again) => again === words).length;
  const gone = mayBeGone ? replies.length : 0;
  // Unknown in the end is only what RingCentral does not have: its record would have settled it.
  if (sent < accepted || sent > accepted + asked + gone)
    complaints.push(`sent ${sent} times; the store says ${accepted} times`);
  return complaints;
};

/**
 * Each row of the outbox was sent once if it says so, never if it says it failed, and once at most if nobody can know;
 * none is left waiting.
 */
export const sentOnce: Invariant = (evidence) =>
  [...new Set(evidence.ledger.replies.map(({ words }) => words))].flatMap((words) =>
    complaintsAbout(evidence, words).map((complaint) => `"${words}": ${complaint}`),
  );
