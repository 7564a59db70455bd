import { storedAttachments, partyFrom } from "../arrivals.ts";
import { ok, type Answer, type SignedCall } from "../call.ts";
import type { ServerClock } from "../clock.ts";
import { conversationIdOf } from "../conversations.ts";
import type { Delivery } from "../delivery.ts";
import { failure } from "../errors.ts";
import type { Faults } from "../faults.ts";
import { messageRecord, type Hosts } from "../records.ts";
import { inExtension, type Route } from "../routing.ts";
import { checkSms } from "../sms-checks.ts";
import { readSmsRequest, type SmsRequest } from "../sms-request.ts";
import type { Message, MessageStore } from "../store.ts";
import type { Extension, World } from "../world.ts";

export type SendingDeps = {
  readonly world: World;
  readonly hosts: Hosts;
  readonly clock: ServerClock;
  readonly store: MessageStore;
  readonly delivery: Delivery;
  readonly faults: Faults;
};

/** How long an answer waits so that the event of its text is surely there first (knob eventBeforeReply). */
const eventHeadStartMs = 50;

/** Takes a text on as if the caller had sent it, and begins its life; throws the documented failure if it may not be sent. */
export const acceptText = (deps: SendingDeps, caller: Extension, request: SmsRequest): Message => {
  const { world, clock, store, delivery } = deps;
  const { number, recipients } = checkSms(deps, caller, request);
  const id = store.nextId();
  const now = clock.now();
  const message: Message = {
    id,
    // A queue's texts stay with the queue; a company number's with the user it is assigned to.
    ownerId: number.ownerId ?? caller.id,
    type: "SMS",
    direction: "Outbound",
    from: partyFrom(world, number.phoneNumber),
    to: recipients.map((phoneNumber) => ({ ...partyFrom(world, phoneNumber), messageStatus: "Queued" as const })),
    conversationId: conversationIdOf(number.ownerId ?? caller.id, [number.phoneNumber, ...recipients]),
    creationTime: now,
    lastModifiedTime: now,
    readStatus: "Read",
    availability: "Alive",
    subject: request.text,
    attachments: storedAttachments(store, id, request.text, request.attachments),
    messageStatus: "Queued",
    deliveryErrorCode: null,
    smsDeliveryTime: null,
    smsSendingAttemptsCount: 1,
    pgToDepartment: null,
  };
  store.add(message);
  delivery.start(message);
  return message;
};

const send = async (deps: SendingDeps, call: SignedCall): Promise<Answer> => {
  const { world, hosts, clock, faults } = deps;
  const request = await readSmsRequest(call, faults.settings().wideMimeTable);
  // Not even an administrator sends for somebody else.
  if (call.target.id !== call.caller.id) throw failure("CMN-404");
  const message = acceptText(deps, call.caller, request);
  if (faults.settings().eventBeforeReply) await clock.pause(eventHeadStartMs);
  const {
    extensionId: _,
    owner: __,
    segmentCount: ___,
    ...reply
  } = messageRecord(hosts, world, message) as Readonly<Record<string, unknown>>;
  return ok(reply);
};

/** POST /sms and its alias /mms: both take both. */
export const sendingRoutes = (deps: SendingDeps): readonly Route[] =>
  ["/sms", "/mms"].map((path) => ({
    kind: "signed" as const,
    method: "POST" as const,
    template: inExtension(path),
    group: "medium" as const,
    permission: "SMS",
    run: (call: SignedCall) => send(deps, call),
  }));
