import type { Cancel, ServerClock } from "./clock.ts";
import type { Happening } from "./events.ts";
import type { Faults } from "./faults.ts";

/** How often a happening is told, and whether the copies carry the same uuid. A lost one is counted, but not sent. */
export type Telling = { readonly copies: number; readonly sameUuid: boolean; readonly isLost: boolean };

export type EventHub = ReturnType<typeof createEventHub>;

/** Events kept back by reorderEvents are not kept longer than this, in ms. */
const maxHoldMs = 2_000;

/** Passes happenings to the gateway, losing, doubling and turning them round as the knobs say. */
export const createEventHub = ({ clock, faults }: { readonly clock: ServerClock; readonly faults: Faults }) => {
  const listeners = new Set<(happening: Happening, telling: Telling) => void>();
  let held: Happening[] = [];
  let cancelFlush: Cancel | null = null;

  const lose = (happening: Happening): void => {
    for (const listener of listeners) listener(happening, { copies: 1, sameUuid: true, isLost: true });
  };

  const tell = (happening: Happening): void => {
    const sameUuid = faults.takeEvent("duplicateEvents");
    const isDoubled = sameUuid || faults.takeEvent("duplicateEventsAnew");
    for (const listener of listeners) listener(happening, { copies: isDoubled ? 2 : 1, sameUuid, isLost: false });
  };

  const release = (): void => {
    cancelFlush?.();
    cancelFlush = null;
    const turned = held.toReversed();
    held = [];
    for (const happening of turned) tell(happening);
  };

  const take = (happening: Happening): void => {
    if (faults.takeEvent("loseEvents")) return lose(happening);
    if (!faults.takeEvent("reorderEvents")) {
      // The last one of those to be turned round has come: it and its like go first, then this one.
      if (held.length > 0) release();
      tell(happening);
      return;
    }
    held.push(happening);
    if (!faults.hasEvent("reorderEvents")) release();
    else cancelFlush ??= clock.after(maxHoldMs, release);
  };

  return {
    publish: (happening: Happening): void => {
      const { latencyMs } = faults.settings();
      if (latencyMs === 0) take(happening);
      else clock.after(latencyMs, () => take(happening));
    },
    onHappening: (listener: (happening: Happening, telling: Telling) => void): void => {
      listeners.add(listener);
    },
  };
};
