import type { EpochMs } from "../../../preload/contract/model.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Clock, Log } from "../ports/system.ts";

/** Takes texts off this computer that are older than the person wants to keep. At RingCentral they stay. */
export type Retention = {
  /** From now on once a day, until stopped. */
  readonly start: () => void;
  /** What is kept is chosen anew: looks at once. */
  readonly settingsChanged: () => void;
  readonly stop: () => void;
};

/** Not while Tern starts and reads what it missed. */
const FIRST_AFTER_MS = 60_000;
const EVERY_MS = 24 * 60 * 60_000;
/** So many at a stretch, and this long for others in between: windows do not wait for it. */
const AT_A_STRETCH = 100;
const REST_MS = 50;

export const createRetention = ({
  store,
  keptFrom,
  clock,
  log,
  onForgetting,
  onForgotten,
}: {
  readonly store: Pick<MessageStore, "forgetBefore">;
  /** Texts from before are not kept; null: all are, or it cannot be said now. */
  readonly keptFrom: () => EpochMs | null;
  readonly clock: Clock;
  readonly log: Log;
  /** Told before anything is taken away. */
  readonly onForgetting: (before: EpochMs) => void;
  /** Something was taken away. */
  readonly onForgotten: () => void;
}): Retention => {
  let cancel = (): void => {};

  const look = (): void => {
    // First, so that a disk that fails now does not end it for good.
    again(EVERY_MS, look);
    const before = keptFrom();
    if (before === null) return;
    onForgetting(before);
    forget(before, 0);
  };

  const forget = (before: EpochMs, sum: number): void => {
    const count = store.forgetBefore(before, AT_A_STRETCH);
    if (count === AT_A_STRETCH) return again(REST_MS, () => forget(before, sum + count));
    again(EVERY_MS, look);
    if (sum + count === 0) return;
    log.info("forgot old texts", { texts: sum + count });
    onForgotten();
  };

  const again = (ms: number, work: () => void): void => {
    cancel();
    cancel = clock.after(ms, work);
  };

  return {
    start: () => again(FIRST_AFTER_MS, look),
    settingsChanged: look,
    stop: () => cancel(),
  };
};
