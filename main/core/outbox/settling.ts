import type { TextId } from "../../../preload/contract/model.ts";
import type { Clock } from "../ports/system.ts";

/**
 * Looks texts up that may be at the provider or not, by having changes read: a record that is there ties itself to its
 * text on the way (see match-record.ts), so what is left here after a reading was not found.
 */
export type Settling = {
  /** Begins to look it up. Nothing happens if that has begun, or is done. */
  readonly lookUp: (id: TextId) => void;
  /** The same, but anew if it was looked up before. */
  readonly lookUpAgain: (id: TextId) => void;
  readonly verdict: (id: TextId) => Verdict;
  readonly forget: (id: TextId) => void;
  /** A reading of changes may have gone through. */
  readonly changesRead: () => void;
  readonly stop: () => void;
};

/** `open`: not known yet. `overdue`: nor for so long that one must say so. `not-found`: it is not there. */
export type Verdict = "open" | "overdue" | "not-found";

/** Readings of changes, which are repeated by themselves until one goes through. */
export type ChangeReadings = {
  /** Asks for one that begins after this call; answers its number. Later ones have greater numbers. */
  readonly ask: () => number;
  /** Number of the latest one that went through; 0: none did. */
  readonly through: () => number;
};

/** RingCentral's list of messages may lag behind what it has taken: a reading that decides begins this much later. */
const LAG_MS = 10_000;
/** After that a person hears that nobody knows, if changes still cannot be read. */
const OVERDUE_MS = 10 * 60_000;

/** `reading`: the one that decides; null while it is too early to ask for it. */
type LookUp = { readonly reading: number | null; readonly isOverdue: boolean; readonly cancel: () => void };

export const createSettling = ({
  clock,
  readings,
  onVerdict,
}: {
  readonly clock: Clock;
  readonly readings: ChangeReadings;
  /** A verdict is another now. */
  readonly onVerdict: () => void;
}): Settling => {
  const open = new Map<TextId, LookUp>();
  const notFound = new Set<TextId>();

  const read = (id: TextId): void => {
    const cancel = clock.after(OVERDUE_MS, () => {
      open.set(id, { reading, isOverdue: true, cancel: () => {} });
      onVerdict();
    });
    const reading = readings.ask();
    open.set(id, { reading, isOverdue: false, cancel });
  };

  const lookUp = (id: TextId): void => {
    if (open.has(id) || notFound.has(id)) return;
    open.set(id, { reading: null, isOverdue: false, cancel: clock.after(LAG_MS, () => read(id)) });
  };

  return {
    lookUp,
    lookUpAgain: (id) => {
      // Whatever lagged behind has had its time by then.
      if (notFound.delete(id)) read(id);
      else lookUp(id);
    },
    verdict: (id) => {
      if (notFound.has(id)) return "not-found";
      return open.get(id)?.isOverdue === true ? "overdue" : "open";
    },
    forget: (id) => {
      open.get(id)?.cancel();
      open.delete(id);
      notFound.delete(id);
    },
    changesRead: () => {
      const through = readings.through();
      const decided = [...open].filter(([, { reading }]) => reading !== null && reading <= through);
      for (const [id, { cancel }] of decided) {
        cancel();
        open.delete(id);
        notFound.add(id);
      }
      if (decided.length > 0) onVerdict();
    },
    stop: () => {
      for (const { cancel } of open.values()) cancel();
    },
  };
};
