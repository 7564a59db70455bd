import type { Notice, Notifier } from "../ports/desktop.ts";
import type { InBackground } from "../in-background.ts";

/** The one notice that the person has to sign in again. */
export type SignInAgain = {
  /** Once for each ending, however often it is found out in this run. */
  readonly show: () => void;
  /** Somebody has signed in, or wants nothing more of it. */
  readonly withdraw: () => void;
};

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
  inBackground,
}: {
  readonly notifier: Pick<Notifier, "show" | "withdraw">;
  readonly inBackground: InBackground;
}): SignInAgain => {
  let isShown = false;
  return {
    show: () => {
      if (isShown) return;
      isShown = true;
      inBackground("show a notice", notifier.show(NOTICE));
    },
    withdraw: () => {
      isShown = false;
      // Also one that an earlier run left.
      inBackground("withdraw a notice", notifier.withdraw(NOTICE.id));
    },
  };
};
