import type { Notice, Notifier } from "../ports/desktop.ts";
import type { Clock } from "../ports/system.ts";
import type { InBackground } from "../in-background.ts";

/** The one notice that the person has to sign in again. */
export type SignInAgain = {
  /** Once for each ending, however often it is found out in this run; tried again every minute until it is shown. */
  readonly show: () => void;
  /** Somebody has signed in, or wants nothing more of it. */
  readonly withdraw: () => void;
  /** Tern quits: it is not tried again. */
  readonly stop: () => void;
};

const AGAIN_AFTER_MS = 60_000;

const NOTICE: Notice = {
  id: "session",
  title: "Sign in to RingCentral again",
  body: "The session has ended. New texts wait at RingCentral, and what was to go out waits here.",
  canAnswer: false,
  isRepeat: false,
  tellsOf: [],
};

export const createSignInAgain = ({
  notifier,
  clock,
  inBackground,
}: {
  readonly notifier: Pick<Notifier, "show" | "withdraw">;
  readonly clock: Clock;
  readonly inBackground: InBackground;
}): SignInAgain => {
  let isShown = false;
  let isStopped = false;
  let cancelAgain = (): void => {};

  const tell = async (notice: Notice): Promise<void> => {
    const outcome = await notifier.show(notice);
    if (outcome === "shown" || !isShown || isStopped) return;
    const next = outcome === "unclear" ? { ...notice, isRepeat: true } : notice;
    cancelAgain();
    cancelAgain = clock.after(AGAIN_AFTER_MS, () => inBackground("show a notice", tell(next)));
  };

  return {
    show: () => {
      if (isShown) return;
      isShown = true;
      inBackground("show a notice", tell(NOTICE));
    },
    withdraw: () => {
      isShown = false;
      cancelAgain();
      // Also one that an earlier run left.
      inBackground("withdraw a notice", notifier.withdraw(NOTICE.id));
    },
    stop: () => {
      isStopped = true;
      cancelAgain();
    },
  };
};
