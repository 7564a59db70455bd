import { pagerParty, storedAttachments } from "../arrivals.ts";
import { ok } from "../call.ts";
import type { ServerClock } from "../clock.ts";
import { conversationIdOf } from "../conversations.ts";
import { failure, invalidParameter } from "../errors.ts";
import { isObject, parsedJson, type JsonObject } from "../json.ts";
import { messageRecord, type Hosts } from "../records.ts";
import { inExtension, type Route } from "../routing.ts";
import type { Message, MessageStore, Party } from "../store.ts";
import { extensionById, extensionByNumber, type Extension, type World } from "../world.ts";

export type PagerDeps = {
  readonly world: World;
  readonly hosts: Hosts;
  readonly clock: ServerClock;
  readonly store: MessageStore;
};

/** In UTF-16 units. */
const maxText = 1024;

const extensionOf = (world: World, party: unknown): Extension => {
  if (!isObject(party)) throw invalidParameter("to");
  const { extensionNumber, extensionId } = party;
  const found =
    typeof extensionNumber === "string"
      ? extensionByNumber(world, extensionNumber)
      : extensionById(world, Number(extensionId));
  if (found === undefined) throw failure("MSG-316");
  return found;
};

const checkSender = (caller: Extension, from: unknown): void => {
  if (caller.type === "Department") throw failure("MSG-330");
  if (from === undefined) return;
  if (!isObject(from)) throw invalidParameter("from");
  const { extensionNumber, extensionId } = from;
  if (extensionNumber !== undefined && extensionNumber !== caller.extensionNumber) throw failure("MSG-331");
  if (extensionId !== undefined && Number(extensionId) !== caller.id) throw failure("MSG-332");
};

/** Who a message to these goes to: a queue's active members; everybody else must be active themselves. */
const receiversOf = (world: World, sender: Extension, addressed: readonly Extension[]): readonly Extension[] => {
  const receivers = addressed.flatMap((extension) => {
    if (extension.type !== "Department") {
      if (extension.status !== "Enabled") throw failure("MSG-324");
      return [extension];
    }
    const members = world.extensions.filter((entry) => extension.members.includes(entry.id));
    if (members.length === 0) throw failure("MSG-316");
    return members.filter((member) => member.status === "Enabled");
  });
  return [...new Set(receivers)].filter((receiver) => receiver !== sender);
};

type Thread = { readonly addressed: readonly Extension[]; readonly conversationKey: readonly string[] };

const threadOfReply = (deps: PagerDeps, caller: Extension, replyOn: number): Thread => {
  const { world, store } = deps;
  const original = store.all().find((message) => message.id === replyOn && message.type === "Pager");
  if (original === undefined) throw failure("CMN-102", { parameterName: "replyOn", parameterValue: String(replyOn) });
  const parties = [original.from, ...original.to].flatMap((party): Extension[] => {
    const extension = extensionByNumber(world, party.extensionNumber ?? "");
    return extension === undefined ? [] : [extension];
  });
  const isParticipant = parties.some((party) => party === caller || party.members.includes(caller.id));
  if (!isParticipant) throw failure("MSG-326");
  return {
    addressed: parties.filter((party) => party !== caller),
    conversationKey: parties.map((party) => party.extensionNumber),
  };
};

/** Sends a company message; one record for the sender and one for each receiver. Throws the documented failures. */
export const sendPager = (deps: PagerDeps, caller: Extension, json: JsonObject): Message => {
  const { world, clock, store } = deps;
  const { from, to, text, replyOn } = json;
  checkSender(caller, from);
  if (typeof text !== "string" || text === "" || text.length > maxText) throw invalidParameter("text");
  if (replyOn !== undefined && typeof replyOn !== "number") throw invalidParameter("replyOn");
  if (replyOn === undefined && (!Array.isArray(to) || to.length === 0)) throw invalidParameter("to");
  const named = Array.isArray(to) ? to.map((party: unknown) => extensionOf(world, party)) : [];
  const thread: Thread =
    replyOn === undefined
      ? { addressed: named, conversationKey: [caller, ...named].map((party) => party.extensionNumber) }
      : threadOfReply(deps, caller, replyOn);
  if (replyOn !== undefined && named.some((party) => !thread.addressed.includes(party))) throw failure("MSG-335");

  const receivers = receiversOf(world, caller, thread.addressed);
  const sender = pagerParty(world, caller.extensionNumber);
  // The documentation's sample lists the sender among the receivers too.
  const parties: readonly Party[] = [
    sender,
    ...thread.addressed.map((party) => pagerParty(world, party.extensionNumber)),
  ];
  const now = clock.now();
  const record = (owner: Extension, direction: Message["direction"]): Message => {
    const id = store.nextId();
    return {
      id,
      ownerId: owner.id,
      type: "Pager",
      direction,
      from: sender,
      to: parties,
      conversationId: conversationIdOf(world.accountId, thread.conversationKey),
      creationTime: now,
      lastModifiedTime: now,
      readStatus: direction === "Outbound" ? "Read" : "Unread",
      availability: "Alive",
      subject: text,
      attachments: storedAttachments(store, id, text, []),
      messageStatus: direction === "Outbound" ? "Sent" : "Received",
      deliveryErrorCode: null,
      smsDeliveryTime: null,
      smsSendingAttemptsCount: 0,
      pgToDepartment: thread.addressed.some((party) => party.type === "Department"),
    };
  };
  const sent = record(caller, "Outbound");
  store.add(sent);
  for (const receiver of receivers) store.add(record(receiver, "Inbound"));
  return sent;
};

/** POST /company-pager: messages between extensions; no numbers, no attachments. */
export const pagerRoutes = (deps: PagerDeps): readonly Route[] => [
  {
    kind: "signed",
    method: "POST",
    template: inExtension("/company-pager"),
    group: "medium",
    permission: "InternalMessages",
    run: ({ caller, target, body }) => {
      if (target.id !== caller.id) throw failure("CMN-404");
      const json = parsedJson(body.toString("utf8"));
      if (!isObject(json)) throw failure("CMN-103");
      const {
        owner: _,
        extensionId: __,
        ...reply
      } = messageRecord(deps.hosts, deps.world, sendPager(deps, caller, json));
      return ok(reply);
    },
  },
];
