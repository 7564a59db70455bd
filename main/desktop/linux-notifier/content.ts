import { Variant } from "dbus-native";

import type { NotificationAbility } from "../../../preload/contract/state.ts";
import type { Notice } from "../../core/ports/desktop.ts";

/** What a notification server says it can do: https://specifications.freedesktop.org/notification-spec/latest/protocol.html */
export type Capabilities = ReadonlySet<string>;

/** Ids of the actions, as the server gives them back. `inline-reply` is a name KDE gave; others took it over. */
export const actionIds = {
  open: "default",
  inlineReply: "inline-reply",
  reply: "reply",
  markRead: "mark-read",
} as const;

/** Without `actions` the server never tells of a click. */
export const abilityFrom = (capabilities: Capabilities): NotificationAbility => {
  if (capabilities.has("inline-reply")) return "inline-reply";
  return capabilities.has("actions") ? "buttons" : "none";
};

/**
 * D-Bus carries no NUL, and one other control character makes a server that reads markup drop the whole body. (Half a
 * surrogate pair becomes U+FFFD as it is written out in UTF-8.)
 */
const printable = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, "\n")
    // oxlint-disable-next-line no-control-regex -- they are what is taken out
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g, "");

/**
 * The body is markup exactly where the server announces `body-markup` (dunst unless set otherwise, GNOME, KDE, Xfce);
 * any other shows it as it comes. Titles are never markup.
 */
const bodyFor = (capabilities: Capabilities, body: string): string =>
  capabilities.has("body-markup")
    ? printable(body).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    : printable(body);

const actionsFor = (ability: NotificationAbility, canAnswer: boolean): readonly string[] => {
  if (ability === "none") return [];
  if (!canAnswer) return [actionIds.open, "Open"];
  const reply = ability === "inline-reply" ? actionIds.inlineReply : actionIds.reply;
  return [actionIds.open, "Open", reply, "Reply", actionIds.markRead, "Mark read"];
};

/** Urgency levels of the specification. A critical one stays until it is closed, and does not wait for a KDE that is set not to disturb. */
const [normal, critical] = [1, 2];

/** Signature of Notify's arguments. */
export const notifySignature = "susssasa{sv}i";

/**
 * The arguments of Notify. `replaces` is the id of the notification this one takes the place of, 0 for none. The hint
 * `desktop-entry` is the name of our .desktop file: whose icon, name and settings apply.
 */
export const notifyArguments = (notice: Notice, capabilities: Capabilities, replaces: number): readonly unknown[] => {
  const ability = abilityFrom(capabilities);
  const hints: Record<string, Variant> = {
    urgency: new Variant("y", notice.isUrgent ? critical : normal),
    category: new Variant("s", "im.received"),
    "desktop-entry": new Variant("s", "tern"),
    resident: new Variant("b", false),
  };
  if (ability === "inline-reply" && notice.canAnswer)
    hints["x-kde-reply-placeholder-text"] = new Variant("s", "Text message");
  if (notice.isRepeat) hints["suppress-sound"] = new Variant("b", true);
  const expiry = -1; // as the server is set
  const icon = ""; // that of the desktop entry
  return [
    "Tern",
    replaces,
    icon,
    printable(notice.title),
    bodyFor(capabilities, notice.body),
    actionsFor(ability, notice.canAnswer),
    hints,
    expiry,
  ];
};
