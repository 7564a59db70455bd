import type { TextId } from "../../../preload/contract/model.ts";
import type { Evidence, Invariant } from "../evidence.ts";
import type { Inbound } from "../ledger.ts";

/** How often the notices told of a text for the first time, and how often as a repeat. */
type Told = { readonly fresh: number; readonly repeats: number };

const toldOf = ({ notices }: Evidence, ids: ReadonlySet<TextId>): Told => {
  const telling = notices.flatMap((line) =>
    line.kind === "shown" && line.notice.tellsOf.some((id) => ids.has(id)) ? [line.notice] : [],
  );
  const repeats = telling.filter(({ isRepeat }) => isRepeat).length;
  return { fresh: telling.length - repeats, repeats };
};

/** A run began to tell of it and did not come to the end of that. */
const wasCutOff = ({ observed }: Evidence, ids: ReadonlySet<TextId>): boolean => {
  const runsOf = (kind: "news-begun" | "news-ended"): ReadonlySet<number> =>
    new Set(
      observed.flatMap((sight) => (sight.kind === kind && sight.ids.some((id) => ids.has(id)) ? [sight.run] : [])),
    );
  const ended = runsOf("news-ended");
  return [...runsOf("news-begun")].some((run) => !ended.has(run));
};

/** When the first reading of what RingCentral has was over: what came before that may count as history. */
const firstSync = ({ observed }: Evidence): number =>
  observed.find(({ kind }) => kind === "synced")?.at ?? Number.POSITIVE_INFINITY;

/** Tern counts back from the end of its first reading to the sign-in: it may be out by as long as that reading took. */
const surelyBeforeSignIn = (evidence: Evidence): number => {
  const signedIn = evidence.observed.find((seen) => seen.kind === "session" && seen.state === "signed-in")?.at;
  return signedIn === undefined ? Number.POSITIVE_INFINITY : signedIn - (firstSync(evidence) - signedIn);
};

/** When somebody set the clock while Tern could notice: one that is wrong from the beginning goes on as it was. */
const setWhileThere = ({ ledger, observed }: Evidence): readonly number[] =>
  ledger.clockSets.filter((at) => observed[0] !== undefined && at > observed[0].at);

/** Read, deleted or answered by the person somewhere: whether it was told before that is a matter of chance. */
export const mayBeUntold = (evidence: Evidence, { id, from, at }: Inbound): boolean => {
  const { readElsewhere, deletedElsewhere, readHere, open } = evidence.ledger;
  if (readElsewhere.has(id) || deletedElsewhere.has(id) || at <= firstSync(evidence)) return true;
  // What comes into an open conversation is read at once; that nobody closed it is known by the end only.
  return open === from || readHere.some((reading) => reading.address === from && reading.at >= at);
};

/**
 * What Tern calls a text of RingCentral's. Deaths within a transaction may have given it several names: those of the ones
 * taken back never mean anything else.
 */
export const idsOf = ({ observed }: Evidence, text: Inbound): ReadonlySet<TextId> =>
  new Set(
    observed.flatMap((sight) => (sight.kind === "saved" && sight.providerId === String(text.id) ? [sight.id] : [])),
  );

const complaintAbout = (evidence: Evidence, text: Inbound): string | null => {
  const ids = idsOf(evidence, text);
  const { fresh, repeats } = toldOf(evidence, ids);
  const times = `told ${fresh} times, and ${repeats} times as a repeat`;
  // Asleep during the first reading, or with a clock set since the sign-in, Tern cannot tell what came after the sign-in.
  const isSurelyHistory =
    text.isHistory &&
    text.at < surelyBeforeSignIn(evidence) &&
    [...evidence.ledger.sleeps, ...setWhileThere(evidence)].every((at) => at > firstSync(evidence));
  if (isSurelyHistory) return fresh + repeats === 0 ? null : `history is ${times}`;
  if (fresh > 1) return times;
  if (repeats > 0 && !wasCutOff(evidence, ids)) return `${times} though nothing cut it off`;
  if (fresh + repeats === 0 && !mayBeUntold(evidence, text)) return times;
  return null;
};

/**
 * Each text that came in is told of by exactly one notice that is no repeat; if a death cut the telling off, by one at
 * least, of which one at most is no repeat. History is not told. What the person read or deleted may be untold.
 */
export const toldOnce: Invariant = (evidence) =>
  evidence.ledger.inbound.flatMap((text) => {
    const complaint = complaintAbout(evidence, text);
    return complaint === null ? [] : [`"${text.words}" (${text.id}): ${complaint}`];
  });
