import type { EpochMs } from "../../../preload/contract/model.ts";
import type { Settings } from "../../../preload/contract/state.ts";
import type { Inbox } from "../inbox/inbox.ts";
import type { Changes, Gateway, SyncCursor } from "../ports/gateway.ts";
import type { Clock, Log } from "../ports/system.ts";
import { everythingFrom, isTooShort, wantedFrom } from "./how-far-back.ts";
import type { SyncMarks } from "./sync-marks.ts";

/** So many texts of a long reading are done, first of reading them, then of storing them. */
export type OnProgress = (done: number, total: number | null) => void;

/** Reads texts from the provider and has them stored. Both reject with what the gateway or the store rejects with. */
export type Readings = {
  /** What is new since the last time; everything, the first time and when the provider refuses the cursor. */
  readonly changes: (onProgress: OnProgress) => Promise<void>;
  /** What is older than all that was ever read, if the person wishes to have it. Nobody is notified of it. */
  readonly history: (onProgress: OnProgress) => Promise<void>;
};

export const createReadings = ({
  gateway,
  inbox,
  marks,
  settings,
  clock,
  providerNow,
  log,
  isStopped,
}: {
  readonly gateway: Pick<Gateway, "changesSince" | "profile">;
  readonly inbox: Pick<Inbox, "merge">;
  readonly marks: SyncMarks;
  readonly settings: () => Settings;
  readonly clock: Clock;
  /** What time it is by the provider's clock, which dates texts; null: not known yet. */
  readonly providerNow: () => EpochMs | null;
  readonly log: Log;
  readonly isStopped: () => boolean;
}): Readings => {
  const given = () => {
    const syncedAt = marks.syncedAt();
    // As long as the provider's time is not known, that of the last reading goes before a clock that may be a year fast:
    // too little read anew is not only missing, the cursor of it never tells what changes in older texts.
    return { settings: settings(), now: providerNow() ?? syncedAt ?? clock.now(), syncedAt };
  };

  const store = async (changes: Changes, since: EpochMs, kind: "history" | "news", onProgress: OnProgress) => {
    if (isStopped()) return;
    await inbox.merge(changes, kind, (done) => onProgress(done, changes.texts.length));
    if (isStopped()) return;
    const before = marks.historyFrom();
    // Only after everything is stored: a crash in between reads it again, which changes nothing.
    marks.keep({
      cursor: changes.cursor,
      syncedAt: changes.at ?? providerNow() ?? clock.now(),
      historyFrom: changes.isFull ? Math.min(before ?? since, since) : before,
    });
    log.info("synced", { texts: changes.texts.length, removed: changes.removed.length, full: changes.isFull });
  };

  const read = async (cursor: SyncCursor | null, since: EpochMs, kind: "history" | "news", onProgress: OnProgress) => {
    const changes = await gateway.changesSince(cursor, since, onProgress);
    return store(changes, since, kind, onProgress);
  };

  return {
    changes: async (onProgress) => {
      // A computer's clock a year fast would have the provider look for texts of next year: any answer tells the time.
      if (marks.syncedAt() === null && providerNow() === null) await gateway.profile();
      const cursor = marks.cursor();
      const everything = everythingFrom(given());
      if (cursor !== null) return read(cursor, everything, "news", onProgress);
      // The cursor alone is missing where the database had to be made anew: then all that was there is wanted back.
      const since = Math.min(everything, marks.historyFrom() ?? everything);
      return read(null, since, marks.syncedAt() === null ? "history" : "news", onProgress);
    },
    history: async (onProgress) => {
      const wanted = wantedFrom(given());
      if (!isTooShort(marks.historyFrom(), wanted)) return;
      log.info("reading older texts", {});
      await read(null, wanted, "history", onProgress);
    },
  };
};
