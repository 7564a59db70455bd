import type { ConversationId } from "../../../preload/contract/model.ts";
import type { News } from "../ports/message-store.ts";
import type { StoredText } from "../ports/stored.ts";
import type { LeftOver, Notices } from "./notices.ts";

/** While it is quiet, nothing is told but what breaks through. */
export type QuietForTexts = {
  readonly isOn: () => boolean;
  readonly letsThrough: (text: StoredText) => boolean;
  /** Asks a system that does not tell by itself; null: `isOn` is right as it is. */
  readonly look: () => Promise<void> | null;
};

/** Texts that are told together. */
export type Round = {
  readonly unseen: readonly StoredText[];
  /** Before the person's eyes: needs no notice. */
  readonly inView: readonly StoredText[];
  readonly isRepeat: boolean;
  readonly show: () => Promise<readonly LeftOver[]>;
};

/** How news are told now. `held`: not before quiet ends. */
export type Rounds = { readonly rounds: readonly Round[]; readonly held: readonly StoredText[] };

/** Everything that is to be read for it is read first: where that fails, nothing has begun. */
export const createRounds =
  ({
    notices,
    isOpen,
    quiet,
  }: {
    readonly notices: Pick<Notices, "prepare">;
    readonly isOpen: (id: ConversationId) => boolean;
    readonly quiet: QuietForTexts;
  }) =>
  (news: readonly News[]): Rounds => {
    const isUrgent = quiet.isOn();
    const isTold = (text: StoredText): boolean => !isUrgent || quiet.letsThrough(text);
    const {
      inView = [],
      told = [],
      held = [],
    } = Object.groupBy(news, ({ text }) => {
      if (isOpen(text.conversationId)) return "inView";
      return isTold(text) ? "told" : "held";
    });
    const rounds = [true, false].flatMap((isRepeat): readonly Round[] => {
      const [seen, unseen] = [inView, told].map((some) =>
        some.filter(({ isBegun }) => isBegun === isRepeat).map(({ text }) => text),
      );
      if (seen === undefined || unseen === undefined || seen.length + unseen.length === 0) return [];
      return [{ inView: seen, unseen, isRepeat, show: notices.prepare(unseen, { isRepeat, isUrgent }) }];
    });
    return { rounds, held: held.map(({ text }) => text) };
  };
