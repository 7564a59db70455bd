import type { InBackground } from "./in-background.ts";
import type { Notice, NoticeId, Notifier } from "./ports/desktop.ts";
import type { Clock } from "./ports/system.ts";

/** What a standing notice says. */
export type StandingWords = Pick<Notice, "title" | "body">;

/** A notice about a state of things: shown once for as long as it lasts, withdrawn when it is over. */
export type StandingNotice = {
  /** Nothing happens if it says this already; tried again every minute until the system has shown it. */
  readonly show: (words: StandingWords) => void;
  /** It is over: also a notice that an earlier run left is taken away. */
  readonly withdraw: () => void;
  /** Tern quits: it is not tried again. */
  readonly stop: () => void;
};

const AGAIN_AFTER_MS = 60_000;

export const createStandingNotice = ({
  id,
  notifier,
  clock,
  inBackground,
}: {
  readonly id: Exclude<NoticeId, "backlog">;
  readonly notifier: Pick<Notifier, "show" | "withdraw">;
  readonly clock: Clock;
  readonly inBackground: InBackground;
}): StandingNotice => {
  let said: StandingWords | null = null;
  let isStopped = false;
  let cancelAgain = (): void => {};

  const tell = async (words: StandingWords, isRepeat: boolean): Promise<void> => {
    const outcome = await notifier.show({ id, ...words, canAnswer: false, isRepeat, isUrgent: false, tellsOf: [] });
    if (outcome === "shown" || said !== words || isStopped) return;
    cancelAgain();
    // It may have been seen if the system did not say.
    const next = isRepeat || outcome === "unclear";
    cancelAgain = clock.after(AGAIN_AFTER_MS, () => inBackground("show a notice", tell(words, next)));
  };

  return {
    show: (words) => {
      if (said?.title === words.title && said.body === words.body) return;
      said = words;
      cancelAgain();
      inBackground("show a notice", tell(words, false));
    },
    withdraw: () => {
      said = null;
      cancelAgain();
      inBackground("withdraw a notice", notifier.withdraw(id));
    },
    stop: () => {
      isStopped = true;
      cancelAgain();
    },
  };
};
