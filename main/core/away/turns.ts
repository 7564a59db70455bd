import type { EpochMs } from "../../../preload/contract/model.ts";
import { codeAndAbout, failureFrom } from "../ports/app-error.ts";
import type { Gateway, Listeners } from "../ports/gateway.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredText } from "../ports/stored.ts";
import type { Clock, Log, Randomness } from "../ports/system.ts";
import { momentFromFact } from "../moment-from-fact.ts";

/**
 * When this Tern may answer. Every Tern of an account sees the same text at the same moment, and RingCentral has no lock.
 * So they take turns by the provider's clock, in the order in which they began to listen: what one answers in its turn the
 * next one finds when it reads changes in its own. One that knows itself alone has every moment.
 */
export type Turns = {
  /** Asks who else listens, so that `wait` need not wait for that. */
  readonly look: () => void;
  /** How long until this Tern's turn begins, in ms; 0: it has, or this Tern is alone. Rejects with AppError `storage`. */
  readonly wait: () => Promise<number>;
  /**
   * Whether it is early enough in our turn, or no turn of another's, to answer now by what was asked for so many ms ago: it
   * was asked for in the first part of this turn.
   */
  readonly isOurs: (askedAgo: number) => boolean;
  /** An own text came that this Tern did not write. */
  readonly wroteElsewhere: (text: StoredText) => void;
};

/**
 * How long a turn is. What is asked for in its first part is answered a little later at most, and has the rest to be sent
 * and to become readable.
 */
export const TURN_MS = 8_000;
const ASKED_IN_FIRST_MS = 4_000;
const ANSWERED_WITHIN_MS = 6_000;
/** A turn that has just begun will do: there are changes to read in it. */
const BEGUN_MS = 1_000;

/** Where it is not known who else there is, each takes a turn of so many by chance, and keeps it. */
const TURNS_BY_CHANCE = 8;

/** Who listens is believed for so long. */
const KNOWN_FOR_MS = 15_000;
const ASKED_WITHIN_MS = 3_000;

/** A person reads and types; another client that answers within this is a machine. */
const AT_ONCE_MS = 5_000;
/** Two answers so near to each other were given in the same turn. */
const BOTH_WITHIN_MS = TURN_MS;
/** Another one that the provider did not list is remembered for so long. */
const REMEMBERED_MS = 30 * 24 * 60 * 60_000;
const LOOKED_AT = 20;

/** `chance`: of this install, hexadecimal. `anotherAt`: when another client, which is not in the list, was seen answering. */
type Kept = { readonly chance: string; readonly anotherAt: EpochMs | null };

const keptFrom = (fact: unknown): Kept | null => {
  const { chance, anotherAt }: { readonly chance?: unknown; readonly anotherAt?: unknown } =
    typeof fact === "object" && fact !== null ? fact : {};
  return typeof chance === "string" && /^[0-9a-f]{8}$/.test(chance)
    ? { chance, anotherAt: momentFromFact(anotherAt) }
    : null;
};

/** Which of how many turns, one after another, is ours. */
type Turn = { readonly place: number; readonly of: number };

/** How long ago our latest turn began. Pure. */
export const sinceTurn = (now: EpochMs, { place, of }: Turn): number => {
  const round = of * TURN_MS;
  return (((now - place * TURN_MS) % round) + round) % round;
};

export const createTurns = ({
  gateway,
  store,
  clock,
  randomness,
  log,
  awaySince,
}: {
  readonly gateway: Pick<Gateway, "listeners">;
  readonly store: Pick<MessageStore, "fact" | "keepFact" | "thread">;
  /** `now` is the provider's, so that all Terns have the same. */
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: Log;
  /** Null: not away. */
  readonly awaySince: () => EpochMs | null;
}): Turns => {
  /** `at`: when it was asked for, by Clock.steady. */
  let known: { readonly at: number; readonly listeners: Listeners | null } | null = null;
  let asking: Promise<void> | null = null;

  const isKnown = (): boolean => known !== null && clock.steady() - known.at <= KNOWN_FOR_MS;

  const ask = async (): Promise<void> => {
    const at = clock.steady();
    const late = new Promise<null>((resolve) => {
      clock.after(ASKED_WITHIN_MS, () => resolve(null));
    });
    try {
      known = { at, listeners: await Promise.race([gateway.listeners(), late]) };
    } catch (error) {
      known = { at, listeners: null };
      log.info("listeners not known", codeAndAbout(failureFrom(error)));
    }
  };

  const asked = (): Promise<void> => {
    if (isKnown()) return Promise.resolve();
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  };

  const kept = (): Kept => {
    const before = keptFrom(store.fact("away-turn"));
    if (before !== null) return before;
    const made = { chance: randomness.hex(4), anotherAt: null };
    store.keepFact("away-turn", made);
    return made;
  };

  const hasSeenAnother = (): boolean => {
    const at = keptFrom(store.fact("away-turn"))?.anotherAt ?? null;
    return at !== null && clock.now() - at < REMEMBERED_MS;
  };

  /** Null: alone. */
  const turn = (): Turn | null => {
    const listeners = known?.listeners ?? null;
    if (listeners !== null && listeners.count > 1) return { place: listeners.before, of: listeners.count };
    if (listeners !== null && !hasSeenAnother()) return null;
    return { place: Number.parseInt(kept().chance, 16) % TURNS_BY_CHANCE, of: TURNS_BY_CHANCE };
  };

  return {
    look: () => void asked(),
    wait: async () => {
      await asked();
      const ours = turn();
      if (ours === null) return 0;
      const since = sinceTurn(clock.now(), ours);
      return since < BEGUN_MS ? 0 : ours.of * TURN_MS - since;
    },
    isOurs: (askedAgo) => {
      const ours = turn();
      if (ours === null) return isKnown();
      const since = sinceTurn(clock.now(), ours);
      const asked = since - askedAgo;
      return since < ANSWERED_WITHIN_MS && -BEGUN_MS < asked && asked < ASKED_IN_FIRST_MS;
    },
    wroteElsewhere: ({ at, conversationId }) => {
      const since = awaySince();
      // Who is in the list has a turn already.
      if (since === null || at < since || (known?.listeners?.count ?? 1) > 1) return;
      const thread = store.thread(conversationId, null, LOOKED_AT);
      const isAtOnce = thread.some(
        (text) => text.direction === "inbound" && text.at <= at && at - text.at < AT_ONCE_MS,
      );
      const isBoth = thread.some(
        (text) => text.isAwayReply && text.providerId !== null && Math.abs(text.at - at) < BOTH_WITHIN_MS,
      );
      if (!isAtOnce && !isBoth) return;
      log.info("another client answers", { both: isBoth });
      // Two that had the same turn shall not have the same one again.
      store.keepFact("away-turn", { chance: isBoth ? randomness.hex(4) : kept().chance, anotherAt: clock.now() });
    },
  };
};
