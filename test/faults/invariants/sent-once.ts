import type { StoredText } from "../../../main/core/ports/message-store.ts";
import type { Act } from "../act.ts";
import type { Evidence, Invariant } from "../evidence.ts";

const DAY_MINUTES = 24 * 60;

/** After so long a sleep, what was never sent is too old to be sent. */
const isLongSleep = (act: Act): boolean => act.kind === "sleep" && act.minutes >= DAY_MINUTES;

/** Acts after which nobody but RingCentral can know whether a text was sent. */
const losesAnswers = (act: Act): boolean => {
  if (act.kind !== "fault") return ["quit", "sleep", "network-off", "wake"].includes(act.kind);
  const { answer, swallowAnswers, resetAfterWork } = act.change;
  const isVague = answer?.some(({ afterWork, reset, html }) => afterWork === true || reset === true || html === true);
  return swallowAnswers !== undefined || resetAfterWork !== undefined || isVague === true;
};

/** Why a row's last word is not what it should be; null if it is. */
const complaintAboutRow = ({ acts, past }: Evidence, row: StoredText): string | null => {
  const { status, providerId, failure } = row;
  if (status === "queued" || status === "sending") return `still ${status} in the end`;
  const isUnclear = acts.some(losesAnswers) || past.some(({ wasKilled }) => wasKilled);
  if (status === "unknown" && !isUnclear) return "unknown, though no answer was lost";
  // What the carrier refused had been sent.
  if (status !== "failed" || providerId !== null) return null;
  if (failure?.code === "expired" && acts.some(isLongSleep)) return null;
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
