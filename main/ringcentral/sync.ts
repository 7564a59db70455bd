import type { EpochMs } from "../../preload/contract/model.ts";
import { AppError } from "../core/ports/app-error.ts";
import type { Changes, ProviderText, SyncCursor } from "../core/ports/gateway.ts";
import type { Log } from "../core/ports/system.ts";
import type { Calls } from "./calls.ts";
import { answerBehind } from "./errors.ts";
import type { Identity } from "./identity.ts";
import { allRecords } from "./pages.ts";
import { EXTENSION } from "./paths.ts";
import { type MessageRecord, messageRecord, parsedOrNull, removedRecord, syncAnswer } from "./schemas.ts";
import { type OwnAddresses, textFromRecord } from "./text-from-record.ts";

/** The most records message-sync gives at once. */
const RECORD_COUNT = 250;
const PAGE_SIZE = 250;
const MESSAGE_TYPES = ["SMS", "Pager"] as const;

type Parts = { readonly calls: Calls; readonly identity: Identity; readonly log: Log };

const sync = async ({ calls }: Parts, query: Readonly<Record<string, string | number | readonly string[]>>) => {
  const answer = await calls.read({
    method: "GET",
    url: `${EXTENSION}/message-sync`,
    query,
    group: "light",
    permission: "ReadMessages",
  });
  const parsed = syncAnswer.safeParse(answer);
  if (!parsed.success) throw new AppError("server-error", "a sync answer that is none");
  return parsed.data;
};

/** Texts older than what one full sync holds, read from the message store. */
const olderRecords = ({ calls }: Parts, since: EpochMs, before: EpochMs): Promise<readonly unknown[]> =>
  allRecords(
    calls,
    {
      method: "GET",
      url: `${EXTENSION}/message-store`,
      query: {
        messageType: MESSAGE_TYPES,
        dateFrom: new Date(since).toISOString(),
        dateTo: new Date(before).toISOString(),
      },
      group: "light",
      permission: "ReadMessages",
    },
    PAGE_SIZE,
  );

const changesFrom = (records: readonly unknown[], own: OwnAddresses, log: Log) => {
  const texts = new Map<string, ProviderText>();
  const removed = new Set<string>();
  for (const each of records) {
    const gone = removedRecord.safeParse(each);
    if (gone.success) {
      removed.add(gone.data.id);
      continue;
    }
    const record: MessageRecord | null = parsedOrNull(messageRecord, each, "message", log);
    const text = record && textFromRecord(record, own);
    if (text) texts.set(text.providerId, text);
  }
  return { texts: [...texts.values()].toSorted((one, other) => one.at - other.at), removed: [...removed] };
};

const readFull = async (parts: Parts, since: EpochMs): Promise<Changes> => {
  const answer = await sync(parts, {
    syncType: "FSync",
    messageType: MESSAGE_TYPES,
    // Without it the server takes a day, or a week: its documents disagree.
    dateFrom: new Date(since).toISOString(),
    recordCount: RECORD_COUNT,
  });
  const own = await parts.identity.own();
  const newest = changesFrom(answer.records, own, parts.log);
  const oldest = newest.texts[0];
  const isCut = answer.syncInfo.olderRecordsExist === true || answer.records.length >= RECORD_COUNT;
  const older =
    isCut && oldest && oldest.at > since
      ? changesFrom(await olderRecords(parts, since, oldest.at), own, parts.log)
      : { texts: [], removed: [] };
  const known = new Set(newest.texts.map((text) => text.providerId));
  return {
    texts: [...older.texts.filter((text) => !known.has(text.providerId)), ...newest.texts],
    removed: newest.removed,
    cursor: answer.syncInfo.syncToken,
    at: null,
    isFull: true,
  };
};

/** Changes since the cursor; everything since the date if there is none or RingCentral refuses it. */
export const changesSince = async (parts: Parts, cursor: SyncCursor | null, since: EpochMs): Promise<Changes> => {
  if (cursor === null) return readFull(parts, since);
  try {
    const answer = await sync(parts, { syncType: "ISync", syncToken: cursor });
    const changes = changesFrom(answer.records, await parts.identity.own(), parts.log);
    return { ...changes, cursor: answer.syncInfo.syncToken, at: null, isFull: false };
  } catch (error) {
    // MSG-333, or CMN-101 about syncToken: dead or made for another user. Any other 400 is cured the same way.
    if (answerBehind(error)?.status !== 400) throw error;
    parts.log.info("sync token refused", { answer: answerBehind(error)?.message });
    return readFull(parts, since);
  }
};
