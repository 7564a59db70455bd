import type { EpochMs } from "../../preload/contract/model.ts";
import { AppError } from "../core/ports/app-error.ts";
import type { Log } from "../core/ports/system.ts";
import type { Calls } from "./calls.ts";
import { EXTENSION } from "./paths.ts";
import { page, recordHead } from "./schemas.ts";

const PAGE_SIZE = 250;
/** 100,000 texts; RingCentral keeps 5,000 in each of four folders. */
const MOST_PAGES = 400;
/** So many pages in a row with nothing new on them, and the server will never say "last". */
const MOST_BARREN = 20;
/** Each page begins this far into the one before, since texts may share a time: what comes twice is told once. */
const OVERLAP_MS = 1_000;

/** When the last of them was made, if they come newest first, as all clients assume and no document says; else null. */
const lastOfNewestFirst = (records: readonly unknown[]): EpochMs | null => {
  const times = records.flatMap((each) => recordHead.safeParse(each).data?.creationTime ?? []);
  const [first, last] = [times[0], times.at(-1)];
  const isNewestFirst = times.every((time, index) => time <= (times[index - 1] ?? time));
  return isNewestFirst && first !== undefined && last !== undefined && last < first ? last : null;
};

/**
 * All texts of the message store since a date, some of them twice; or, by `availability`, those that were deleted, of
 * which RingCentral remembers ten days. Pages are asked for by time, not by number: a text that
 * arrives or is deleted meanwhile would shift them, and one be left out. By number only where they are not in order, or
 * more have the same time than fit on a page.
 */
export const storedRecords = async (
  { calls, log }: { readonly calls: Calls; readonly log: Log },
  messageTypes: readonly string[],
  since: EpochMs,
  onProgress?: (read: number, total: number | null) => void,
  availability: readonly ("Deleted" | "Purged")[] = [],
): Promise<readonly unknown[]> => {
  const records: unknown[] = [];
  const seen = new Set<string>();
  let total: number | null = null;
  let until: EpochMs = Number.POSITIVE_INFINITY;
  let number = 1;
  let barren = 0;
  for (let read = 0; read < MOST_PAGES && barren < MOST_BARREN; read += 1) {
    const answer = page.safeParse(
      await calls.read({
        method: "GET",
        url: `${EXTENSION}/message-store`,
        query: {
          messageType: messageTypes,
          // Without it, all that is not deleted.
          ...(availability.length > 0 ? { availability } : {}),
          dateFrom: new Date(since).toISOString(),
          ...(Number.isFinite(until) ? { dateTo: new Date(until).toISOString() } : {}),
          page: number,
          perPage: PAGE_SIZE,
        },
        group: "light",
        permission: "ReadMessages",
      }),
    );
    if (!answer.success) throw new AppError("server-error", "a list that is none");
    const { records: some, paging, navigation } = answer.data;
    const before = seen.size;
    records.push(...some);
    for (const each of some) {
      const { id } = recordHead.safeParse(each).data ?? {};
      if (id !== undefined) seen.add(id);
    }
    barren = seen.size > before ? 0 : barren + 1;
    if (read === 0) total = paging?.totalElements ?? null;
    onProgress?.(seen.size, total === null ? null : Math.max(total, seen.size));
    if (!navigation?.nextPage) return records;
    const last = lastOfNewestFirst(some);
    if (last !== null && last + OVERLAP_MS < until) {
      until = last + OVERLAP_MS;
      number = 1;
    } else number += 1;
  }
  log.warn("the message store has no end", { texts: seen.size });
  return records;
};
