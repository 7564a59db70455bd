import { noContent, ok, type Answer, type SignedCall } from "../call.ts";
import type { ServerClock } from "../clock.ts";
import { ApiFailure, failure, invalidParameter, notFound } from "../errors.ts";
import type { Faults } from "../faults.ts";
import { isObject, parsedJson, type JsonObject } from "../json.ts";
import { listed, readFilters } from "../message-filters.ts";
import { multiStatus } from "../multi-status.ts";
import { pageOf } from "../paging.ts";
import { dateParameter } from "../parameters.ts";
import { extensionUri, messageRecord, type Hosts } from "../records.ts";
import { inExtension, type Route, type SignedRoute } from "../routing.ts";
import type { Message, MessageStore } from "../store.ts";
import { queuesReadBy, type World } from "../world.ts";

export type MessageStoreDeps = {
  readonly world: World;
  readonly hosts: Hosts;
  readonly clock: ServerClock;
  readonly store: MessageStore;
  readonly faults: Faults;
};

const maxBulkInPath = 50;
const maxBulkInBody = 1000;

/** A message the call may see: its target's own, or one of a queue it reads for. Throws CMN-102 otherwise. */
export const messageFor = ({ world, store }: MessageStoreDeps, call: SignedCall, id: string): Message => {
  const message = /^\d+$/u.test(id) ? store.get(Number(id)) : undefined;
  const owners = [call.target.id, ...queuesReadBy(world, call.target.id).map((queue) => queue.id)];
  if (message === undefined || !owners.includes(message.ownerId)) throw notFound("messageId", id);
  return message;
};

const idsInPath = (text: string): readonly string[] => {
  const ids = text.split(",").filter((id) => id !== "");
  if (ids.length > maxBulkInPath) throw failure("CMN-106");
  return ids;
};

/** Asks the same of several messages; one that fails does not stop the others. */
const each = <T>(items: readonly T[], idOf: (item: T) => string, run: (item: T) => unknown) =>
  items.map((item) => {
    try {
      return { resourceId: idOf(item), status: 200, body: run(item) };
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      return { resourceId: idOf(item), status: error.status, body: error.body };
    }
  });

const wantedChanges = (json: unknown, mayRestore: boolean): Partial<Message> => {
  if (!isObject(json)) throw failure("CMN-103");
  const { readStatus, availability } = json;
  const read = (["Read", "Unread"] as const).find((choice) => choice === readStatus);
  const wanted = (["Alive", "Deleted", "Purged"] as const).find((choice) => choice === availability);
  if (read === undefined && (readStatus !== undefined || !mayRestore)) throw invalidParameter("readStatus");
  if (availability !== undefined && (wanted === undefined || !mayRestore)) throw invalidParameter("availability");
  return {
    ...(read === undefined ? {} : { readStatus: read }),
    ...(wanted === undefined ? {} : { availability: wanted }),
  };
};

const entriesOf = (json: unknown): readonly JsonObject[] => {
  if (!Array.isArray(json) || json.length === 0) throw failure("CMN-103");
  if (json.length > maxBulkInBody) throw failure("CMN-106");
  return json.map((entry: unknown) => {
    if (!isObject(entry)) throw failure("CMN-103");
    return entry;
  });
};

/** The first deletion hides, the second purges; `purge` does it at once. */
const remove = (store: MessageStore, message: Message, isPurge: boolean): void => {
  if (message.availability === "Purged") throw notFound("messageId", String(message.id));
  const availability = isPurge || message.availability === "Deleted" ? "Purged" : "Deleted";
  store.change(message.id, { availability });
};

const update = (deps: MessageStoreDeps, call: SignedCall, id: string, mayRestore: boolean): Answer => {
  const { store, hosts, world } = deps;
  const json = parsedJson(call.body.toString("utf8"));
  const one = (messageId: string, body: unknown) => {
    const message = messageFor(deps, call, messageId);
    const changes = wantedChanges(body, mayRestore);
    if (message.availability === "Purged") throw notFound("messageId", messageId);
    return messageRecord(hosts, world, store.change(message.id, changes) ?? message);
  };
  const isBulk = (call.headers["content-type"] ?? "").includes("multipart+json");
  if (!isBulk) {
    const ids = idsInPath(id);
    if (ids.length === 1) return ok(one(id, json));
    return multiStatus(
      call,
      each(ids, String, (messageId) => one(messageId, json)),
    );
  }
  const entries = entriesOf(json);
  const ids = id === "*" ? null : idsInPath(id);
  const idOf = (entry: JsonObject): string => {
    const { resourceId } = entry;
    if (typeof resourceId === "string" || typeof resourceId === "number") return String(resourceId);
    return ids?.[entries.indexOf(entry)] ?? "";
  };
  return multiStatus(
    call,
    each(entries, idOf, (entry) => one(idOf(entry), entry["body"])),
  );
};

const removeByFilter = (deps: MessageStoreDeps, call: SignedCall): Answer => {
  const { store } = deps;
  const conversations = call.query.getAll("conversationId");
  const dateTo = dateParameter(call.query, "dateTo");
  const type = call.query.get("type") ?? "All";
  // With no conversation this empties the whole store, as the real one does.
  for (const message of store.all())
    if (
      message.ownerId === call.target.id &&
      message.availability !== "Purged" &&
      (conversations.length === 0 || conversations.includes(message.conversationId)) &&
      (dateTo === null || message.creationTime <= dateTo) &&
      (type === "All" || type === message.type)
    )
      remove(store, message, call.query.get("purge") === "true");
  return noContent;
};

const removeByIds = (deps: MessageStoreDeps, call: SignedCall, id: string): Answer => {
  const isPurge = call.query.get("purge") === "true";
  const inBody = call.body.length === 0 ? null : parsedJson(call.body.toString("utf8"));
  const ids = Array.isArray(inBody) ? inBody.map(String) : idsInPath(id);
  const [only = ""] = ids;
  if (ids.length === 1) {
    remove(deps.store, messageFor(deps, call, only), isPurge);
    return noContent;
  }
  const results = each(ids, String, (one) => {
    remove(deps.store, messageFor(deps, call, one), isPurge);
    return {};
  });
  return results.every((result) => result.status === 200) ? noContent : multiStatus(call, results);
};

const route = (
  method: SignedRoute["method"],
  path: string,
  run: SignedRoute["run"],
  permission = "EditMessages",
): SignedRoute => ({
  kind: "signed",
  method,
  template: inExtension(`/message-store${path}`),
  group: method === "GET" ? "light" : "medium",
  permission,
  run,
});

/** The message store: list, read, mark, restore, delete. */
export const messageStoreRoutes = (deps: MessageStoreDeps): readonly Route[] => {
  const { world, hosts, store, clock, faults } = deps;
  return [
    route(
      "GET",
      "",
      (call) => {
        const found = listed(store.all(), readFilters(world, call), call.query, clock.now());
        const uri = `${extensionUri(hosts, world, call.target.id)}/message-store`;
        const page = pageOf(call, found, { uri, withoutTotals: faults.settings().missingTotals });
        return ok({ ...page, records: page.records.map((message) => messageRecord(hosts, world, message)) });
      },
      "ReadMessages",
    ),
    route(
      "GET",
      "/:message",
      (call, { message: id = "" }) => {
        const ids = idsInPath(id);
        const one = (messageId: string) => messageRecord(hosts, world, messageFor(deps, call, messageId));
        return ids.length === 1 ? ok(one(id)) : multiStatus(call, each(ids, String, one));
      },
      "ReadMessages",
    ),
    route("PUT", "/:message", (call, { message: id = "" }) => update(deps, call, id, false)),
    route("PATCH", "/:message", (call, { message: id = "" }) => update(deps, call, id, true)),
    route("DELETE", "/:message", (call, { message: id = "" }) => removeByIds(deps, call, id)),
    route("DELETE", "", (call) =>
      call.body.length > 0 && Array.isArray(parsedJson(call.body.toString("utf8")))
        ? removeByIds(deps, call, "")
        : removeByFilter(deps, call),
    ),
  ];
};
