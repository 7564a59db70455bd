import type { ConversationSummary, EpochMs } from "../../../preload/contract/model.ts";
import { assertNever } from "../../../preload/contract/result.ts";
import type { AppState, ConnectionState } from "../../../preload/contract/state.ts";
import { countInWords } from "../count-in-words.ts";
import type { AwayChoice, QuietChoice, TrayIcon, TrayItem, TrayView } from "../ports/tray.ts";

/** How many conversations the menu offers. */
export const RECENT_IN_MENU = 5;

/** Longest name in the menu, in UTF-16 units: a group of ten would make it as wide as the screen. */
const LONGEST_LABEL = 40;

/** Days and times of the state in words. */
export type TrayWords = {
  /** When Away ends; null: when it is switched off. */
  readonly awayUntil: string | null;
  /** When quiet ends; null: nobody knows. */
  readonly quietUntil: string | null;
  readonly momentInWords: (at: EpochMs) => string;
};

/** The tray as a picture of the state. `recent`: newest first. */
export const trayView = (state: AppState, recent: readonly ConversationSummary[], words: TrayWords): TrayView => ({
  icon: iconOf(state),
  tooltip: tooltipOf(state, words),
  menu: menuOf(state, recent, words),
});

const iconOf = ({ session, connection, away, unread }: AppState): TrayIcon => {
  if (session.kind === "signed-out") return "signed-out";
  if (session.kind === "signing-in" || connection.kind !== "live") return "connecting";
  if (away.absence !== null) return "away";
  return unread > 0 ? "unread" : "live";
};

const tooltipOf = (state: AppState, { awayUntil, quietUntil, momentInWords }: TrayWords): string => {
  const { session, unread, away, quiet } = state;
  if (session.kind === "signed-out") return "Tern: signed out";
  if (session.kind === "signing-in") return "Tern: signing in";
  const parts = [
    connectionInWords(state.connection, momentInWords),
    unread === 0 ? null : unread === 1 ? "1 unread text" : `${unread} unread texts`,
    awayInWords(away, awayUntil),
    quietInWords(quiet, quietUntil),
  ].filter((part) => part !== null);
  return `Tern: ${parts.length === 0 ? "no unread texts" : parts.join(", ")}`;
};

const awayInWords = ({ absence }: AppState["away"], until: string | null): string | null => {
  if (absence === null) return null;
  return until === null ? "away" : `away until ${until}`;
};

const quietInWords = ({ state }: AppState["quiet"], until: string | null): string | null => {
  if (state.because === null) return null;
  return until === null ? "notifications off" : `notifications off until ${until}`;
};

const connectionInWords = (connection: ConnectionState, momentInWords: (at: EpochMs) => string): string | null => {
  switch (connection.kind) {
    case "idle":
    case "connecting":
      return "connecting";
    case "offline":
      return `offline since ${momentInWords(connection.since)}`;
    case "refused":
      return "not live, asks every minute";
    case "rate-limited":
      return `rate limited until ${momentInWords(connection.until)}`;
    case "catching-up":
      return catchingUpInWords(connection);
    case "live":
      return null;
    default:
      return assertNever(connection);
  }
};

const catchingUpInWords = ({ progress, failure }: Extract<ConnectionState, { kind: "catching-up" }>): string => {
  if (failure !== null)
    return failure.code === "storage" ? "texts cannot be stored" : "texts cannot be read, trying again";
  if (progress === null) return "catching up";
  const [done, total] = [progress.done, progress.total ?? progress.done].map(countInWords);
  return progress.total === null ? `catching up, ${done} texts` : `catching up, ${done} of ${total} texts`;
};

const AWAY_CHOICES: readonly (readonly [AwayChoice, string])[] = [
  ["off", "Off"],
  ["until-off", "Until I turn it off"],
  ["lunch", "For an hour"],
  ["today", "Until the end of today"],
  ["monday", "Until Monday morning"],
];

/** Two clicks: the menu of Away, and until when. */
const awayMenu = ({ away }: AppState, until: string | null, enabled: boolean): TrayItem => {
  const { absence } = away;
  const isChosen = (to: AwayChoice): boolean =>
    to === "off" ? absence === null : to === "until-off" && absence !== null && absence.until === null;
  const items = AWAY_CHOICES.map(([to, label]): TrayItem => ({
    type: "checkbox",
    label,
    checked: isChosen(to),
    command: { kind: "switch-away", to },
    enabled,
  }));
  const more: TrayItem = { type: "command", label: "Message and rules", command: { kind: "away" }, enabled };
  const label = awayInWords(away, until) ?? "away";
  return {
    type: "submenu",
    label: label.charAt(0).toUpperCase() + label.slice(1),
    items: [...items, { type: "separator" }, more],
    enabled,
  };
};

const QUIET_CHOICES: readonly (readonly [QuietChoice, string])[] = [
  ["on", "On"],
  ["half-hour", "Off for 30 minutes"],
  ["hour", "Off for 1 hour"],
  ["tomorrow", "Off until tomorrow"],
];

const quietLabel = ({ state: { because, until } }: AppState["quiet"], words: string | null): string => {
  if (because === null) return "Notifications";
  if (because === "system") return "Quiet: this computer’s do not disturb is on";
  return until === null || words === null ? "Quiet" : `Quiet until ${words}`;
};

/** Of this computer, so whoever is signed in. What the system has switched off, only the system switches on. */
const quietMenu = ({ quiet }: AppState, until: string | null): TrayItem => ({
  type: "submenu",
  label: quietLabel(quiet, until),
  items: QUIET_CHOICES.map(([to, label]): TrayItem => ({
    type: "checkbox",
    label,
    checked: to === "on" && quiet.state.because === null,
    command: { kind: "quiet", to },
    enabled: to !== "on" || quiet.state.because !== "system",
  })),
  enabled: true,
});

const menuOf = (
  state: AppState,
  recent: readonly ConversationSummary[],
  { awayUntil, quietUntil }: TrayWords,
): readonly TrayItem[] => {
  const enabled = state.session.kind === "signed-in";
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
    awayMenu(state, awayUntil, enabled),
    quietMenu(state, quietUntil),
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
