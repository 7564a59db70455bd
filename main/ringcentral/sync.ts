import { setImmediate as turn } from "node:timers/promises";
import type { EpochMs } from "../../preload/contract/model.ts";
import { AppError } from "../core/ports/app-error.ts";
import type { Changes, ProviderText, SyncCursor } from "../core/ports/gateway.ts";
import type { Log } from "../core/ports/system.ts";
import type { Calls } from "./calls.ts";
import { answerBehind, isAnswerTooLong } from "./errors.ts";
import type { Identity } from "./identity.ts";
import { EXTENSION } from "./paths.ts";
import { type MessageRecord, messageRecord, parsedOrNull, removedRecord, syncAnswer } from "./schemas.ts";
import { storedRecords } from "./stored-records.ts";
import { type OwnAddresses, textFromRecord } from "./text-from-record.ts";

/** The most records message-sync gives at once. */
const RECORD_COUNT = 250;
/** Of ten days' absence a sync may have much to tell, and a network be slow. */
const DEADLINE_MS = 120_000;
/** Whoever reads changes knows better what to tell and do while it must wait than a request that hangs. */
const PATIENCE_MS = 2_000;
const MESSAGE_TYPES = ["SMS", "Pager"] as const;

type OnProgress = (read: number, total: number | null) => void;
type Parts = { readonly calls: Calls; readonly identity: Identity; readonly log: Log };

const sync = async ({ calls }: Parts, query: Readonly<Record<string, string | number | readonly string[]>>) => {
  const answer = await calls.read({
    method: "GET",
    url: `${EXTENSION}/message-sync`,
    query,
    group: "light",
    permission: "ReadMessages",
    deadlineMs: DEADLINE_MS,
    patienceMs: PATIENCE_MS,
  });
  const parsed = syncAnswer.safeParse(answer);
  if (!parsed.success) throw new AppError("server-error", "a sync answer that is none");
  return parsed.data;
};

/** So many records are looked at before others have a turn: of ten days' absence there may be thousands. */
const AT_A_STRETCH = 250;

/** Asked first, since a schema is slow to refuse, and nearly all are alive. */
const isAlive = (record: unknown): boolean =>
  typeof record === "object" && record !== null && "availability" in record && record.availability === "Alive";

const changesFrom = async (records: readonly unknown[], own: OwnAddresses, log: Log) => {
  const texts = new Map<string, ProviderText>();
  const removed = new Set<string>();
  for (const [index, each] of records.entries()) {
    if (index > 0 && index % AT_A_STRETCH === 0) await turn();
    const gone = isAlive(each) ? null : removedRecord.safeParse(each);
    if (gone?.success) {
      removed.add(gone.data.id);
      continue;
    }
    const record: MessageRecord | null = parsedOrNull(messageRecord, each, "message", log);
    const text = record && textFromRecord(record, own);
    if (text) texts.set(text.providerId, text);
  }
  return { texts: [...texts.values()].toSorted((one, other) => one.at - other.at), removed: [...removed] };
};

const readFull = async (parts: Parts, since: EpochMs, onProgress?: OnProgress): Promise<Changes> => {
  // First: what arrives or changes while the store is read is told by the next sync, from this one's token on.
  const { records, syncInfo } = await sync(parts, {
    syncType: "FSync",
    messageType: MESSAGE_TYPES,
    // Without it the server takes a day, or a week: its documents disagree.
    dateFrom: new Date(since).toISOString(),
    recordCount: RECORD_COUNT,
  });
  const own = await parts.identity.own();
  const isCut = syncInfo.olderRecordsExist === true || records.length >= RECORD_COUNT;
  onProgress?.(records.length, isCut ? null : records.length);
  // All of it, not only what is older: no document says by which time the newest were chosen.
  const stored = isCut ? await storedRecords(parts, MESSAGE_TYPES, since, onProgress) : [];
  const changes = await changesFrom([...records, ...stored], own, parts.log);
  return { ...changes, cursor: syncInfo.syncToken, at: syncInfo.syncTime ?? null, isFull: true };
};

/**
 * What was deleted since a date, as far as RingCentral remembers it. Without a cursor nothing else tells it: what is
 * missing in a full reading may be missing for other reasons, such as RingCentral's own limits.
 */
const deletedSince = async (parts: Parts, since: EpochMs): Promise<readonly string[]> => {
  try {
    const records = await storedRecords(parts, MESSAGE_TYPES, since, undefined, ["Deleted", "Purged"]);
    return records.flatMap((each) => removedRecord.safeParse(each).data?.id ?? []);
  } catch (error) {
    if (answerBehind(error)?.status !== 400) throw error;
    // Not to be had is no reason to read nothing at all.
    parts.log.warn("deleted texts not told", { answer: answerBehind(error)?.message });
    return [];
  }
};

/** All there is, and what is not any more: a text may have been told live before the first reading went through. */
const readEverything = async (parts: Parts, since: EpochMs, onProgress?: OnProgress): Promise<Changes> => {
  const everything = await readFull(parts, since, onProgress);
  const gone = new Set([...everything.removed, ...(await deletedSince(parts, since))]);
  const texts = everything.texts.filter(({ providerId }) => !gone.has(providerId));
  return { ...everything, texts, removed: [...gone] };
};

/** There is more since the cursor than this answer holds. */
class CutShortError extends Error {}

/** Changes since the cursor; everything since the date if there is none or RingCentral refuses it. */
export const changesSince = async (
  parts: Parts,
  cursor: SyncCursor | null,
  since: EpochMs,
  onProgress?: OnProgress,
): Promise<Changes> => {
  if (cursor === null) return readEverything(parts, since, onProgress);
  try {
    const { records, syncInfo } = await sync(parts, { syncType: "ISync", syncToken: cursor });
    if (syncInfo.olderRecordsExist === true) throw new CutShortError();
    const changes = await changesFrom(records, await parts.identity.own(), parts.log);
    return { ...changes, cursor: syncInfo.syncToken, at: syncInfo.syncTime ?? null, isFull: false };
  } catch (error) {
    // MSG-333, or CMN-101 about syncToken: dead or made for another user. Any other 400 is cured the same way. What changed
    // since the token has no pages: where it is too much for one answer, everything is read, which has.
    const isTooMuch = error instanceof CutShortError || isAnswerTooLong(error);
    if (answerBehind(error)?.status !== 400 && !isTooMuch) throw error;
    parts.log.info("changes not to be had", { answer: answerBehind(error)?.message, isTooMuch });
    return readEverything(parts, since, onProgress);
  }
};
