import type { NoticeId } from "../../core/ports/desktop.ts";

type Shown = { readonly notice: NoticeId; readonly isOpen: boolean };

/** Which of the server's notifications are whose, oldest first. */
export const createShownNotices = () => {
  const byId = new Map<number, Shown>();
  const idsOf = (notice: NoticeId): readonly number[] =>
    [...byId].filter(([, shown]) => shown.notice === notice).map(([id]) => id);

  return {
    remember: (id: number, notice: NoticeId): void => {
      byId.delete(id);
      byId.set(id, { notice, isOpen: true });
    },
    /** Null for an id that is not ours. */
    noticeOf: (id: number): NoticeId | null => byId.get(id)?.notice ?? null,
    /** The notification to replace; 0, as D-Bus counts, for none. */
    openIdOf: (notice: NoticeId): number => idsOf(notice).findLast((id) => byId.get(id)?.isOpen) ?? 0,
    idsOf,
    /** It left the screen by itself: it may be in the server's list, and be clicked there. */
    expire: (id: number): void => {
      const shown = byId.get(id);
      if (shown) byId.set(id, { ...shown, isOpen: false });
    },
    forget: (id: number): void => {
      byId.delete(id);
    },
    forgetAll: (): void => byId.clear(),
    ids: (): readonly number[] => [...byId.keys()],
    /** The oldest of more than `limit`; null if there are not so many. */
    oldestOver: (limit: number): number | null => (byId.size > limit ? (byId.keys().next().value ?? null) : null),
  };
};
