import { messageType, type Message } from "dbus-native";
import { z } from "zod";

import { actionIds } from "./content.ts";
import { serverName, serverPath } from "./server.ts";

/** What the bus and the notification server tell, as far as Tern cares. */
export type Told =
  | { readonly kind: "owner-changed"; readonly owner: string | null }
  | { readonly kind: "acted"; readonly id: number; readonly act: "open" | "mark-read" }
  | { readonly kind: "acted"; readonly id: number; readonly act: "reply"; readonly text: string | null }
  | { readonly kind: "closed"; readonly id: number; readonly expired: boolean };

const busName = "org.freedesktop.DBus";

/** What to ask the bus for. Signals of other programs' notifications come too: the server sends them to all. */
export const matchRules: readonly string[] = [
  `type='signal',sender='${serverName}',path='${serverPath}',interface='${serverName}'`,
  `type='signal',sender='${busName}',interface='${busName}',member='NameOwnerChanged',arg0='${serverName}'`,
];

const idAndText = z.tuple([z.number(), z.string()]);
const idAndReason = z.tuple([z.number(), z.number()]);
const ownerChange = z.tuple([z.literal(serverName), z.string(), z.string()]);

/** Reason 1 of NotificationClosed: its time was up. Many servers keep such a one in a list where it can be acted on. */
const expired = 1;

const actedFrom = (id: number, action: string): Told | null => {
  switch (action) {
    case actionIds.open:
      return { kind: "acted", id, act: "open" };
    case actionIds.markRead:
      return { kind: "acted", id, act: "mark-read" };
    // A server may draw `inline-reply` as a plain button.
    case actionIds.reply:
    case actionIds.inlineReply:
      return { kind: "acted", id, act: "reply", text: null };
    default:
      return null;
  }
};

/** Reads a message. Null for anything else, and for what claims to come from `owner`, the server, but does not. */
export const toldBy = (message: Message, owner: string | null): Told | null => {
  if (message.type !== messageType.signal) return null;
  if (message.sender === busName && message.member === "NameOwnerChanged") {
    const change = ownerChange.safeParse(message.body);
    return change.success ? { kind: "owner-changed", owner: change.data[2] || null } : null;
  }
  if (owner === null || message.sender !== owner || message.interface !== serverName) return null;
  if (message.member === "NotificationClosed") {
    const closed = idAndReason.safeParse(message.body);
    return closed.success ? { kind: "closed", id: closed.data[0], expired: closed.data[1] === expired } : null;
  }
  const told = idAndText.safeParse(message.body);
  if (!told.success) return null;
  const [id, text] = told.data;
  if (message.member === "NotificationReplied") return { kind: "acted", id, act: "reply", text };
  return message.member === "ActionInvoked" ? actedFrom(id, text) : null;
};
