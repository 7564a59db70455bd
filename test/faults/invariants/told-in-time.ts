import type { TextId } from "../../../preload/contract/model.ts";
import type { Act } from "../act.ts";
import type { NoticeLine } from "../child/notice-file.ts";
import type { Evidence, Invariant, Span } from "../evidence.ts";
import { isFaultLasting } from "../lasting-faults.ts";
import type { Inbound } from "../ledger.ts";
import { idsOf, mayBeUntold } from "./told-once.ts";

/** The bound: so long after a text came, or the network works again, the person is told; on the server's clock. */
const IN_TIME_MS = 3_000;
const MINUTE_MS = 60_000;
/** RingCentral takes five requests for tokens a minute and Tern makes four: one who has made so many may have to wait. */
const MANY_SIGN_INS = 3;
/** Of fifty (`light`) and forty (`medium`) that it takes. */
const MANY_REQUESTS = 30;

/** How long it was, without the time that ran ahead. */
const lengthMs = ({ ledger }: Evidence, { from, to }: Span): number =>
  to - from - ledger.leaps.reduce((sum, { at, ms }) => (at >= from && at < to ? sum + ms : sum), 0);

/** How long it took, without the time in which a process was too busy to do anything. */
const tookMs = (evidence: Evidence, span: Span): number => {
  let took = lengthMs(evidence, span);
  let counted = span.from;
  for (const { from, to } of evidence.stalls.toSorted((one, other) => one.from - other.from)) {
    const lost = { from: Math.max(from, counted), to: Math.min(to, span.to) };
    if (lost.from >= lost.to) continue;
    took -= lengthMs(evidence, lost);
    counted = lost.to;
  }
  return took;
};

/** What may be in the way of a text, whatever it was. Dying at a step is told by the end of the run. */
const isUpheaval = ({ kind }: Act): boolean =>
  ["fault", "network-off", "network-on", "sleep", "wake", "kill", "quit", "end-session"].includes(kind);

/** When each run ended: a run that killed itself some time before the harness heard of it. */
const endsOf = ({ past, observed }: Evidence): readonly number[] =>
  past.map(
    ({ run, endedAt }) => observed.find((sight) => sight.kind === "killed-itself" && sight.run === run)?.at ?? endedAt,
  );

/** When the next thing happened that may have been in the way: of these acts, or another. */
const nextUpheaval = (evidence: Evidence, moment: number, isInTheWay: (act: Act) => boolean): number =>
  Math.min(
    ...evidence.ledger.done.flatMap(({ at, act }) => (isInTheWay(act) ? [at] : [])).filter((at) => at > moment),
    ...evidence.ledger.wakes.filter((at) => at > moment),
    ...endsOf(evidence).filter((at) => at > moment),
  );

/** What RingCentral does to requests, and to events that come all the same. */
const HARMLESS = [
  "answer",
  "swallowAnswers",
  "resetAfterWork",
  "rateLimits",
  "deadSyncTokens",
  "deliveryScript",
  "duplicateEvents",
  "duplicateEventsAnew",
  "eventBeforeReply",
  "oldEventShape",
];
const isAboutEvents = (act: Act): boolean =>
  act.kind === "fault" ? Object.keys(act.change).some((name) => !HARMLESS.includes(name)) : isUpheaval(act);

/** These strike later than they are made, or again and again. */
const KEEPS_STRIKING = ["loseEvents", "reorderEvents", "absoluteTimeoutS", "tokenLifetimeS", "silentHeartbeats"];
const keepsStriking = (act: Act): boolean =>
  act.kind === "fault" && Object.keys(act.change).some((name) => KEEPS_STRIKING.includes(name));

/** Tern is live, and whatever may have cut its connection it has noticed: events come through. */
const isListening = (evidence: Evidence, moment: number): boolean => {
  const { ledger, observed } = evidence;
  const before = ledger.done.filter(({ at, act }) => at <= moment && isAboutEvents(act));
  if (before.some(({ act }) => keepsStriking(act)) || isFaultLasting(ledger, moment)) return false;
  const cutAt = [...before.map(({ at }) => at), ...endsOf(evidence), ...ledger.wakes]
    .filter((at) => at <= moment)
    .reduce((latest, at) => Math.max(latest, at), Number.NEGATIVE_INFINITY);
  const states = observed.flatMap((sight) =>
    sight.kind === "connection" && sight.at > cutAt && sight.at < moment ? [sight.state] : [],
  );
  // Catching up is over when all is read: that says nothing of the socket.
  return states.at(-1) === "live" && states.some((state) => !["live", "catching-up"].includes(state));
};

/**
 * RingCentral did not see what was asked while the network was gone, and Tern counts it: it cannot know. Such a token was
 * asked for within the span, or Tern said that it must wait before it asks for one.
 */
const mayHaveAskedForTokens = ({ ledger, requests, observed }: Evidence, { from, to }: Span): boolean =>
  ledger.done.some(({ at, act }) => act.kind === "network-on" && at >= from - MINUTE_MS && at <= to) &&
  (requests.some(({ at, path }) => path.includes("/oauth/") && at >= from && at <= to) ||
    observed.some(
      (sight) =>
        sight.kind === "log" &&
        sight.event === "not connected" &&
        sight.fields["code"] === "rate-limited" &&
        sight.at >= from - MINUTE_MS &&
        sight.at <= to,
    ));

/** RingCentral has asked Tern to wait, or Tern must, so as not to ask too often. */
const mustWait = (evidence: Evidence, span: Span): boolean => {
  const { requests, observed } = evidence;
  const { from, to } = span;
  const states = observed.filter((sight) => sight.kind === "connection");
  const lately = requests.filter(({ at }) => at >= from - MINUTE_MS && at <= to);
  return (
    lately.some(({ status }) => status === 429) ||
    lately.filter(({ path }) => path.includes("/oauth/")).length >= MANY_SIGN_INS ||
    lately.length >= MANY_REQUESTS ||
    mayHaveAskedForTokens(evidence, span) ||
    states.some(({ state, at }) => state === "rate-limited" && at >= from && at <= to) ||
    states.findLast(({ at }) => at < from)?.state === "rate-limited"
  );
};

/** When the person was last signed in by this run before the moment; null if they were not then. */
const signedInSince = ({ observed }: Evidence, run: number, moment: number): number | null => {
  let since: number | null = null;
  for (const sight of observed) {
    if (sight.kind !== "session" || sight.run !== run || sight.at > moment) continue;
    since = sight.state === "signed-in" ? (since ?? sight.at) : null;
  }
  return since;
};

/** The run that was there then. */
const runAt = (evidence: Evidence, moment: number): number =>
  endsOf(evidence).filter((end) => end <= moment).length + 1;

/** Kept and not told in time: nothing but Tern itself is in the way of that. */
const isToldLate = (evidence: Evidence, ids: ReadonlySet<TextId>, { run, at: to }: NoticeLine): boolean => {
  const keptAt = evidence.observed.find(
    (sight) => sight.kind === "saved" && sight.run === run && ids.has(sight.id),
  )?.at;
  const from = Math.max(keptAt ?? 0, signedInSince(evidence, run, to) ?? to);
  return !evidence.ledger.sleeps.some((at) => at >= from && at <= to) && tookMs(evidence, { from, to }) > IN_TIME_MS;
};

/** Came while Tern was listening, and was not told in time. */
const isHeardLate = (evidence: Evidence, { at: from }: Inbound, toldAt: number): boolean => {
  const to = Math.min(toldAt, nextUpheaval(evidence, from, isAboutEvents));
  return isListening(evidence, from) && tookMs(evidence, { from, to }) > IN_TIME_MS;
};

/** Nothing was wrong any more, and the system said so: was not told in time after that. */
const isCaughtUpLate = (evidence: Evidence, { at }: Inbound, toldAt: number): boolean =>
  evidence.ledger.clearWakes.some((from) => {
    if (at > from || toldAt < from || signedInSince(evidence, runAt(evidence, from), from) === null) return false;
    const to = Math.min(toldAt, nextUpheaval(evidence, from, isUpheaval));
    return tookMs(evidence, { from, to }) > IN_TIME_MS && !mustWait(evidence, { from, to });
  });

const complaintAbout = (evidence: Evidence, text: Inbound): string | null => {
  const ids = idsOf(evidence, text);
  const told = evidence.notices.find((line) => line.kind === "shown" && line.notice.tellsOf.some((id) => ids.has(id)));
  if (told === undefined || mayBeUntold(evidence, text)) return null;
  const after = Math.round(told.at - text.at);
  if (isToldLate(evidence, ids, told)) return `was kept, and told too late: ${after} ms after it came`;
  if (isHeardLate(evidence, text, told.at)) return `came while Tern was live, and was told too late: after ${after} ms`;
  if (isCaughtUpLate(evidence, text, told.at)) return `was caught up with too late: told ${after} ms after it came`;
  return null;
};

/**
 * Nothing is late: a text that came while Tern was live, and one that was missed before the system said that all is well
 * again, is told within three seconds, unless RingCentral's limits make Tern wait; one that is kept is told in any case.
 * The time in which the computer that plays the schedule was busy does not count.
 */
export const toldInTime: Invariant = (evidence) =>
  evidence.ledger.inbound.flatMap((text) => {
    const complaint = complaintAbout(evidence, text);
    return complaint === null ? [] : [`"${text.words}" (${text.id}) ${complaint}`];
  });
