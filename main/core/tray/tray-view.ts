import type { ConversationSummary } from "../../../preload/contract/model.ts";
import { assertNever } from "../../../preload/contract/result.ts";
import type { AppState } from "../../../preload/contract/state.ts";
import type { TrayIcon, TrayItem, TrayView } from "../ports/tray.ts";

/** How many conversations the menu offers. */
export const RECENT_IN_MENU = 5;

/** Longest name in the menu, in UTF-16 units: a group of ten would make it as wide as the screen. */
const LONGEST_LABEL = 40;

/** The tray as a picture of the state. `recent`: newest first. `awayUntil`: the return date in words, null if none. */
export const trayView = (
  state: AppState,
  recent: readonly ConversationSummary[],
  awayUntil: string | null,
): TrayView => ({
  icon: iconOf(state),
  tooltip: tooltipOf(state, awayUntil),
  menu: menuOf(state, recent),
});

const iconOf = ({ session, connection, away, unread }: AppState): TrayIcon => {
  if (session.kind === "signed-out") return "signed-out";
  if (session.kind === "signing-in" || !isListening(connection.kind)) return "connecting";
  if (away.on) return "away";
  return unread > 0 ? "unread" : "live";
};

const isListening = (connection: AppState["connection"]["kind"]): boolean =>
  connection === "live" || connection === "catching-up";

const tooltipOf = (state: AppState, awayUntil: string | null): string => {
  const { session, unread, away } = state;
  if (session.kind === "signed-out") return "Tern: signed out";
  if (session.kind === "signing-in") return "Tern: signing in";
  const parts = [
    connectionInWords(state.connection.kind),
    unread === 0 ? null : unread === 1 ? "1 unread text" : `${unread} unread texts`,
    away.on ? (awayUntil === null ? "away" : `away until ${awayUntil}`) : null,
  ].filter((part) => part !== null);
  return `Tern: ${parts.length === 0 ? "no unread texts" : parts.join(", ")}`;
};

const connectionInWords = (connection: AppState["connection"]["kind"]): string | null => {
  switch (connection) {
    case "idle":
    case "connecting":
      return "connecting";
    case "offline":
      return "offline";
    case "refused":
      return "not live, asks every minute";
    case "rate-limited":
      return "waiting for RingCentral";
    case "catching-up":
    case "live":
      return null;
    default:
      return assertNever(connection);
  }
};

const menuOf = ({ session, away }: AppState, recent: readonly ConversationSummary[]): readonly TrayItem[] => {
  const enabled = session.kind === "signed-in";
  const separator: TrayItem = { type: "separator" };
  const conversations = recent.slice(0, RECENT_IN_MENU).map((conversation): TrayItem => ({
    type: "command",
    label: labelOf(conversation),
    command: { kind: "open-conversation", id: conversation.id },
    enabled,
  }));
  return [
    ...(enabled && conversations.length > 0 ? [...conversations, separator] : []),
    { type: "command", label: "New message", command: { kind: "new-message" }, enabled },
    { type: "checkbox", label: "Away", checked: away.on, command: { kind: "switch-away", on: !away.on }, enabled },
    separator,
    { type: "command", label: "Open", command: { kind: "open" }, enabled: true },
    { type: "command", label: "Settings", command: { kind: "settings" }, enabled: true },
    separator,
    { type: "command", label: "Quit", command: { kind: "quit" }, enabled: true },
  ];
};

const labelOf = ({ title, unread }: ConversationSummary): string => {
  const name = title.length > LONGEST_LABEL ? `${title.slice(0, LONGEST_LABEL - 1).trimEnd()}…` : title;
  return unread > 0 ? `${name} (${unread})` : name;
};
