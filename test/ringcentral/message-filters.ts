import type { SignedCall } from "./call.ts";
import { choicesParameter, dateParameter } from "./parameters.ts";
import { normalisedNumber } from "./sms-checks.ts";
import type { Availability, Direction, Message, MessageType, ReadStatus } from "./store.ts";
import { queuesReadBy, type Extension, type World } from "./world.ts";

/** What a list or a sync asks for. Plain JSON, so that a sync token can carry it. */
export type MessageFilters = {
  readonly owners: readonly number[];
  readonly types: readonly string[] | null;
  readonly directions: readonly Direction[] | null;
  readonly conversationId: string | null;
  readonly dateFrom: number | null;
  readonly dateTo: number | null;
  readonly distinctConversations: boolean;
};

const messageTypes = ["Fax", "SMS", "VoiceMail", "Pager", "Text"] as const;
const directions = ["Inbound", "Outbound"] as const;

/** `owner`: Personal (the usual one), Shared (queues whose texts the caller reads), Any, or extension ids. */
const ownersOf = (world: World, target: Extension, query: URLSearchParams): readonly number[] => {
  const asked = query.getAll("owner");
  const shared = queuesReadBy(world, target.id).map((queue) => queue.id);
  const [first = "Personal"] = asked;
  if (first === "Personal") return [target.id];
  if (first === "Shared") return shared;
  const all = [target.id, ...shared];
  return first === "Any" ? all : all.filter((id) => asked.includes(String(id)));
};

export const readFilters = (world: World, call: SignedCall): MessageFilters => ({
  owners: ownersOf(world, call.target, call.query),
  types: choicesParameter(call.query, "messageType", messageTypes),
  directions: choicesParameter(call.query, "direction", directions),
  conversationId: call.query.get("conversationId"),
  dateFrom: dateParameter(call.query, "dateFrom"),
  dateTo: dateParameter(call.query, "dateTo"),
  distinctConversations: call.query.get("distinctConversations") === "true",
});

export const passes = (filters: MessageFilters, message: Message): boolean =>
  filters.owners.includes(message.ownerId) &&
  (filters.types === null || filters.types.includes(message.type satisfies MessageType)) &&
  (filters.directions === null || filters.directions.includes(message.direction)) &&
  (filters.conversationId === null || filters.conversationId === message.conversationId) &&
  (filters.dateFrom === null || message.creationTime >= filters.dateFrom) &&
  (filters.dateTo === null || message.creationTime <= filters.dateTo);

export const newestFirst = (messages: readonly Message[]): readonly Message[] =>
  messages.toSorted((a, b) => b.creationTime - a.creationTime || b.id - a.id);

/** Only the newest of each conversation; the list must be newest first. */
export const onePerConversation = (messages: readonly Message[]): readonly Message[] => {
  const seen = new Set<string>();
  return messages.filter((message) => {
    const isNew = !seen.has(message.conversationId);
    seen.add(message.conversationId);
    return isNew;
  });
};

const availabilities = ["Alive", "Deleted", "Purged"] as const;
const readStatuses = ["Read", "Unread"] as const;
const dayMs = 24 * 60 * 60_000;

/** GET /message-store: without dateFrom only the day before dateTo, without availability only what is not deleted. */
export const listed = (
  messages: readonly Message[],
  filters: MessageFilters,
  query: URLSearchParams,
  now: number,
): readonly Message[] => {
  const dateFrom = filters.dateFrom ?? (filters.dateTo ?? now) - dayMs;
  const wanted: readonly Availability[] = choicesParameter(query, "availability", availabilities) ?? ["Alive"];
  const read: readonly ReadStatus[] | null = choicesParameter(query, "readStatus", readStatuses);
  const phoneNumber = query.get("phoneNumber");
  const number = phoneNumber === null ? null : normalisedNumber(phoneNumber);
  const found = newestFirst(
    messages.filter(
      (message) =>
        passes({ ...filters, dateFrom }, message) &&
        wanted.includes(message.availability) &&
        (read === null || read.includes(message.readStatus)) &&
        (number === null || [message.from, ...message.to].some((party) => party.phoneNumber === number)),
    ),
  );
  return filters.distinctConversations ? onePerConversation(found) : found;
};
