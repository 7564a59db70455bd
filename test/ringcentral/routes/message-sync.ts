import { ok, type SignedCall } from "../call.ts";
import { isoTime } from "../clock.ts";
import { failure, invalidParameter } from "../errors.ts";
import { newestFirst, onePerConversation, passes, readFilters, type MessageFilters } from "../message-filters.ts";
import { numberParameter } from "../parameters.ts";
import { extensionUri, messageRecord } from "../records.ts";
import { inExtension, type Route } from "../routing.ts";
import type { SyncTokens } from "../sync-tokens.ts";
import type { MessageStoreDeps } from "./message-store.ts";

export type MessageSyncDeps = MessageStoreDeps & { readonly messageTokens: SyncTokens<MessageSyncPoint> };

const dayMs = 24 * 60 * 60_000;
const usualCount = 250;
/** Each sync reaches this far behind the one before: clients must expect what they have. */
const overlapMs = 5_000;

/** What a token stands for. */
export type MessageSyncPoint = { readonly filters: MessageFilters; readonly time: number };

const fullSync = (deps: MessageSyncDeps, call: SignedCall) => {
  const { world, hosts, store, clock, messageTokens } = deps;
  const asked = readFilters(world, call);
  const now = clock.now();
  const filters: MessageFilters = { ...asked, dateFrom: asked.dateFrom ?? (asked.dateTo ?? now) - dayMs };
  const count = numberParameter(call.query, "recordCount", usualCount, Number.MAX_SAFE_INTEGER);
  const alive = store.all().filter((message) => message.availability === "Alive");
  const found = newestFirst(alive.filter((message) => passes(filters, message)));
  const kept = filters.distinctConversations ? onePerConversation(found) : found;
  return {
    uri: `${extensionUri(hosts, world, call.target.id)}/message-sync?syncType=FSync`,
    records: kept.slice(0, count).map((message) => messageRecord(hosts, world, message)),
    syncInfo: {
      syncType: "FSync",
      syncToken: messageTokens.issue({ filters, time: now }),
      syncTime: isoTime(now),
      olderRecordsExist: kept.length > count,
    },
  };
};

const changesSync = (deps: MessageSyncDeps, call: SignedCall) => {
  const { world, hosts, store, clock, messageTokens } = deps;
  const text = call.query.get("syncToken");
  if (text === null || text === "") throw invalidParameter("syncToken");
  const content = messageTokens.read(text);
  if (content === null || !content.filters.owners.includes(call.target.id))
    throw failure("MSG-333", { parameterName: "syncToken" });
  const now = clock.now();
  const changed = store
    .all()
    .filter((message) => message.lastModifiedTime >= content.time - overlapMs && passes(content.filters, message));
  return {
    uri: `${extensionUri(hosts, world, call.target.id)}/message-sync?syncType=ISync`,
    records: newestFirst(changed).map((message) =>
      message.availability === "Alive"
        ? messageRecord(hosts, world, message)
        : { id: message.id, availability: message.availability },
    ),
    syncInfo: {
      syncType: "ISync",
      syncToken: messageTokens.issue({ filters: content.filters, time: now }),
      syncTime: isoTime(now),
    },
  };
};

/**
 * GET /message-sync. FSync: the newest `recordCount` since dateFrom; ISync: everything changed since the token, the
 * deleted as `{ id, availability }`. A token that is not understood is answered 400 MSG-333.
 */
export const messageSyncRoutes = (deps: MessageSyncDeps): readonly Route[] => [
  {
    kind: "signed",
    method: "GET",
    template: inExtension("/message-sync"),
    group: "light",
    permission: "ReadMessages",
    run: (call) => {
      const type = call.query.get("syncType") ?? "FSync";
      if (type === "FSync") return ok(fullSync(deps, call));
      if (type === "ISync") return ok(changesSync(deps, call));
      throw invalidParameter("syncType", type);
    },
  },
];
