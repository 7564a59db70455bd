import type { ConversationId, TextId } from "../../../preload/contract/model.ts";
import { isAppError } from "../ports/app-error.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredText } from "../ports/stored.ts";
import type { Clock, Log } from "../ports/system.ts";
import type { InBackground } from "../in-background.ts";
import { AT_A_STRETCH, createGather } from "./gather-news.ts";
import type { LeftOver, Notices } from "./notices.ts";
import { briefly } from "./briefly.ts";
import { createRounds, type QuietForTexts, type Round } from "./rounds.ts";

/**
 * Tells the person of each new text once, whatever happens. What is to be told is noted in the store (`keepNews`), that
 * its telling begins before the notice is shown, that it is told after everything has followed. A run of Tern that ends
 * in between leaves the note, and the next one tells: as usual, or, if it may have been seen, without sound. So does this
 * run with what the system has not shown, every minute and with the next text.
 *
 * While it is quiet, texts are not told but stay noted, so that a run that ends leaves them as well; what else follows of
 * them is done at once.
 */
export type Telling = {
  /** Tells what an earlier run of Tern left. */
  readonly start: () => void;
  /** These have come in, and are noted. Told at once; what comes in while texts are told is told together after them. */
  readonly tell: (ids: readonly TextId[]) => void;
  /** Quiet may have ended: tells what was held back. */
  readonly quietChanged: () => void;
  /** What is not told then is left to the next run. */
  readonly stop: () => void;
};

/** The wait before what was not shown is tried again. */
const AGAIN_AFTER_MS = 60_000;

/** The wait after the store failed. */
const STORE_PAUSE_MS = 30_000;

export const createTelling = ({
  store,
  notices,
  isOpen,
  quiet,
  markRead,
  consider,
  pause,
  clock,
  log,
  inBackground,
}: {
  readonly store: Pick<MessageStore, "news" | "newsIds" | "beginNews" | "postponeNews" | "endNews">;
  readonly notices: Pick<Notices, "prepare">;
  /** Before the person's eyes: what comes in there is read, and needs no notice; also while it is quiet. */
  readonly isOpen: (id: ConversationId) => boolean;
  readonly quiet: QuietForTexts;
  readonly markRead: (id: ConversationId) => void;
  /** Whatever else follows from a new text; asked about one again, it must do nothing twice. */
  readonly consider: (texts: readonly StoredText[]) => void;
  /** Resolves after everything that waits for its turn has had it. */
  readonly pause: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly inBackground: InBackground;
}): Telling => {
  const waiting = new Set<TextId>();
  /** At the start: everything that is noted. */
  let tellsAll = false;
  let isTelling = false;
  let isStopped = false;
  let cancelTimer = (): void => {};
  const gather = createGather({ store, pause, isStopped: () => isStopped });
  const roundsOf = createRounds({ notices, isOpen, quiet });

  /** Not shown, or not for certain: waits for the next chance. */
  const left = new Set<TextId>();
  /** Until quiet ends. */
  const held = new Set<TextId>();
  /** What follows of these was done when they were told first, or held back. */
  const considered = new Set<TextId>();
  let cancelAgain: (() => void) | null = null;

  // What is left to do about texts that were told.
  let unconsidered: readonly StoredText[] = [];
  const seen = new Set<ConversationId>();
  const told = new Set<TextId>();

  const tryAgainLater = (what: string, error: unknown): void => {
    if (!isAppError(error)) throw error;
    log.error(what, { code: error.code }, error);
    cancelTimer();
    cancelTimer = clock.after(STORE_PAUSE_MS, () => {
      followUp();
      pump();
    });
  };

  /** Away answers before the text is marked read or its note goes: a crash in between only asks it again. */
  const followUp = (): void => {
    if (isStopped) return;
    try {
      consider(unconsidered);
      unconsidered = [];
      for (const id of seen) {
        markRead(id);
        seen.delete(id);
      }
      if (told.size > 0) store.endNews([...told]);
      told.clear();
    } catch (error) {
      tryAgainLater("what follows a text not done", error);
    }
  };

  const ended = (texts: readonly StoredText[]): void => {
    for (const { id } of texts) {
      told.add(id);
      considered.delete(id);
    }
    followUp();
  };

  const takeLeft = (): void => {
    for (const id of left) waiting.add(id);
    left.clear();
    cancelAgain?.();
    cancelAgain = null;
  };

  /** A note that cannot be changed stays begun: then the text is told again without sound. */
  const postpone = (ids: readonly TextId[]): void => {
    try {
      store.postponeNews(ids);
    } catch (error) {
      if (!isAppError(error)) throw error;
      log.error("telling not postponed", { code: error.code }, error);
    }
  };

  /** What may have been seen once is never told with sound again. */
  const shownBut = (texts: readonly StoredText[], isRepeat: boolean, leftOver: readonly LeftOver[]): void => {
    const leftIds = new Set(leftOver.flatMap(({ ids }) => ids));
    const unseen = leftOver.flatMap(({ ids, outcome }) => (outcome === "not-shown" ? ids : []));
    if (unseen.length > 0 && !isRepeat && !isStopped) postpone(unseen);
    for (const id of leftIds) {
      left.add(id);
      considered.add(id);
    }
    ended(texts.filter(({ id }) => !leftIds.has(id)));
    if (left.size === 0 || isStopped) return;
    cancelAgain ??= clock.after(AGAIN_AFTER_MS, () => {
      takeLeft();
      pump();
    });
  };

  /** A disk that is full must not cost the notice. */
  const begin = (texts: readonly StoredText[]): void => {
    try {
      store.beginNews(texts.map(({ id }) => id));
    } catch (error) {
      if (!isAppError(error)) throw error;
      log.error("telling not noted", { code: error.code }, error);
    }
  };

  /** Nobody is told, but Away answers as ever. */
  const hold = (texts: readonly StoredText[]): void => {
    if (texts.length === 0) return;
    unconsidered = [...unconsidered, ...texts.filter(({ id }) => !considered.has(id))];
    for (const { id } of texts) {
      held.add(id);
      considered.add(id);
    }
    followUp();
  };

  const tellRound = async ({ inView, unseen, isRepeat, show }: Round): Promise<void> => {
    if (unseen.length > 0) begin(unseen);
    const shown = unseen.length > 0 ? show() : null;
    unconsidered = [...unconsidered, ...[...inView, ...unseen].filter(({ id }) => !considered.has(id))];
    for (const { conversationId } of inView) seen.add(conversationId);
    ended(inView);
    if (shown === null) return;
    const work = shown.then((leftOver) => shownBut(unseen, isRepeat, leftOver));
    inBackground("tell of texts", work);
    await briefly(work, clock);
  };

  const takeHeld = (): void => {
    if (quiet.isOn()) return;
    for (const id of held) waiting.add(id);
    held.clear();
  };

  const hasNews = (): boolean => !isStopped && (tellsAll || waiting.size > 0);

  const tellWaiting = async (): Promise<void> => {
    try {
      while (hasNews()) {
        const asking = quiet.look();
        if (asking !== null) await asking;
        takeHeld();
        const ids = tellsAll ? store.newsIds() : [...waiting];
        // A few are told in the same moment.
        const next = roundsOf(ids.length > AT_A_STRETCH ? await gather(ids) : store.news(ids));
        if (isStopped) return;
        tellsAll = false;
        for (const id of ids) waiting.delete(id);
        hold(next.held);
        for (const round of next.rounds) if (!isStopped) await tellRound(round);
        // What came in the same moment, a recovered connection's hundred texts say, is told together.
        if (next.rounds.length + next.held.length > 0) await pause();
      }
    } catch (error) {
      tryAgainLater("news not told", error);
    } finally {
      isTelling = false;
    }
  };

  const pump = (): void => {
    if (isTelling || isStopped) return;
    isTelling = true;
    inBackground("tell of texts", tellWaiting());
  };

  return {
    start: () => {
      tellsAll = true;
      pump();
    },
    tell: (ids) => {
      for (const id of ids) waiting.add(id);
      takeLeft();
      pump();
    },
    quietChanged: () => {
      takeHeld();
      pump();
    },
    stop: () => {
      isStopped = true;
      cancelTimer();
      cancelAgain?.();
    },
  };
};
