import type { EpochMs, TextId } from "../../../preload/contract/model.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { StoredText } from "../ports/stored.ts";
import type { Clock } from "../ports/system.ts";
import { CLOCKS_DIFFER_MS } from "./decide-away.ts";

/** So many absences are looked at for the one in which a text came. */
const LOOKED_AT = 50;

/**
 * Notes what came in an absence and is found after its end in the report of that absence, unless it was decided on in time.
 * Answers the texts that came in none that has ended, in the order they had.
 */
export const createFoundLate =
  ({
    store,
    clock,
  }: {
    readonly store: Pick<MessageStore, "absences" | "awaitAway" | "awaitingAway" | "skipAway">;
    readonly clock: Pick<Clock, "now">;
  }) =>
  (texts: readonly StoredText[], current: EpochMs | null): readonly StoredText[] => {
    const isCurrent = ({ at }: StoredText): boolean => current !== null && at >= current - CLOCKS_DIFFER_MS;
    if (texts.every(isCurrent)) return texts;
    const ended = store.absences(LOOKED_AT).filter(({ hasEnded }) => hasEnded);
    const found = new Map<TextId, EpochMs>();
    for (const text of texts) {
      const { id, at } = text;
      const within = ended.find(({ since, until }) => since - CLOCKS_DIFFER_MS <= at && at < (until ?? 0));
      if (within === undefined || isCurrent(text)) continue;
      found.set(id, within.since);
      // Nothing happens to what was decided on in time.
      store.awaitAway(within.since, id, clock.now());
    }
    if (found.size === 0) return texts;
    for (const { since, text } of store.awaitingAway())
      if (found.get(text.id) === since)
        store.skipAway(since, text.id, { at: clock.now(), rule: "not-away", intent: null });
    return texts.filter(({ id }) => !found.has(id));
  };
