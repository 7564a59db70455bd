import type { EpochMs } from "../../../preload/contract/model.ts";
import { assertNever } from "../../../preload/contract/result.ts";
import type { ConnectionState } from "../../../preload/contract/state.ts";
import { codeAndAbout } from "../ports/app-error.ts";
import type { LinkState } from "../ports/gateway.ts";
import type { SyncState } from "./sync.ts";

/** All that the state of the connection follows from. */
export type ConnectionFacts = {
  readonly link: LinkState;
  /** When the link was last live, or the session began. */
  readonly lostAt: EpochMs;
  /** Number of the first run that began after the link became what it is: see Sync.run. */
  readonly needed: number;
  readonly sync: SyncState;
  readonly now: EpochMs;
};

/** One failed run while texts are told live is nothing to speak of: it is tried again within seconds. */
const FAILURES_TO_SPEAK_OF = 2;

/**
 * What a person is told: `live` only if texts are told as they come and everything from before is here. `previous` gives
 * the moment since when, where that is the same state as before.
 */
export const connectionStateOf = (facts: ConnectionFacts, previous: ConnectionState): ConnectionState => {
  const { link, sync, needed, now } = facts;
  const { failing, limitedUntil, progress } = sync;
  const sinceOf = (kind: ConnectionState["kind"]): EpochMs =>
    previous.kind === kind && "since" in previous ? previous.since : now;
  const isRead = sync.through >= needed;
  const isFailing = failing !== null && failing.times >= FAILURES_TO_SPEAK_OF;

  switch (link.kind) {
    case "live":
      if (limitedUntil !== null) return { kind: "rate-limited", until: limitedUntil };
      if (isRead && !isFailing) return { kind: "live", since: sinceOf("live") };
      return { kind: "catching-up", since: sinceOf("catching-up"), progress, failure: failing?.failure ?? null };
    case "connecting":
      return { kind: "connecting", since: sinceOf("connecting") };
    case "rate-limited":
      // Its own tries are limited too, so it may be Tern alone that makes it wait.
      if (!isRead && failing?.failure.code === "no-network") return { kind: "offline", since: facts.lostAt };
      return { kind: "rate-limited", until: Math.max(link.until, limitedUntil ?? link.until) };
    case "down":
      if (limitedUntil !== null) return { kind: "rate-limited", until: limitedUntil };
      // RingCentral answers, only not over a live link: a firewall or a proxy lets none through, say.
      if (isRead && failing === null) return { kind: "refused", since: sinceOf("refused"), failure: null };
      return { kind: "offline", since: facts.lostAt };
    case "refused":
      if (limitedUntil !== null) return { kind: "rate-limited", until: limitedUntil };
      if (isFailing && failing.failure.code === "no-network") return { kind: "offline", since: failing.since };
      return { kind: "refused", since: sinceOf("refused"), failure: codeAndAbout(link.error) };
    default:
      return assertNever(link);
  }
};
