import type { NotificationReport } from "./wire.ts";

/** What was asked to be shown. */
export type NotificationContent = {
  readonly title: string;
  readonly body: string;
  readonly actions: readonly string[];
  readonly canReply: boolean;
};

/** How the shower of a notification hears of what a person did with it. */
export type NotificationActs = {
  readonly onClick: () => void;
  readonly onReply: (text: string) => void;
  readonly onAction: (index: number) => void;
  /** The person waved it away. */
  readonly onDismiss: () => void;
};

export type ActOutcome = "done" | "unknown" | "gone" | "impossible" | "elsewhere";

/** All notifications that were ever asked for, whoever shows them. */
export type NotificationList = {
  /** Shows one here; with the `id` of another, in its place. Returns its id. */
  readonly show: (content: NotificationContent, acts: NotificationActs, id?: number) => number;
  /** Notes one that another notification server shows. */
  readonly watched: (content: NotificationContent, id: number) => void;
  /** It is off the screen, whoever took it off. */
  readonly closed: (id: number) => void;
  readonly all: () => readonly NotificationReport[];
  readonly open: () => readonly NotificationReport[];
  readonly click: (id: number) => ActOutcome;
  readonly reply: (id: number, text: string) => ActOutcome;
  readonly act: (id: number, index: number) => ActOutcome;
  readonly dismiss: (id: number) => ActOutcome;
};

type Entry = { report: NotificationReport; acts: NotificationActs | null };

export const createNotificationList = (): NotificationList => {
  const entries = new Map<number, Entry>();
  let lastId = 0;

  const put = (id: number, content: NotificationContent, acts: NotificationActs | null): void => {
    entries.delete(id); // shown anew, it is the newest
    const shownBy = acts === null ? "system" : "desk";
    entries.set(id, { report: { id, ...content, shownBy, isOpen: true }, acts });
    lastId = Math.max(lastId, id);
  };
  const closed = (id: number): void => {
    const entry = entries.get(id);
    if (entry) entry.report = { ...entry.report, isOpen: false };
  };
  const withOpen = (id: number, run: (entry: Entry, acts: NotificationActs) => ActOutcome): ActOutcome => {
    const entry = entries.get(id);
    if (!entry) return "unknown";
    if (!entry.report.isOpen) return "gone";
    return entry.acts === null ? "elsewhere" : run(entry, entry.acts);
  };
  const all = (): readonly NotificationReport[] => [...entries.values()].map(({ report }) => report);

  return {
    show: (content, acts, id = lastId + 1) => {
      put(id, content, acts);
      return id;
    },
    watched: (content, id) => put(id, content, null),
    closed,
    all,
    open: () => all().filter(({ isOpen }) => isOpen),
    // A notification goes away when it is used, as on the systems Tern runs on.
    click: (id) =>
      withOpen(id, (_entry, acts) => {
        closed(id);
        acts.onClick();
        return "done";
      }),
    reply: (id, text) =>
      withOpen(id, ({ report }, acts) => {
        if (!report.canReply) return "impossible";
        closed(id);
        acts.onReply(text);
        return "done";
      }),
    act: (id, index) =>
      withOpen(id, ({ report }, acts) => {
        if (report.actions[index] === undefined) return "impossible";
        closed(id);
        acts.onAction(index);
        return "done";
      }),
    dismiss: (id) =>
      withOpen(id, (_entry, acts) => {
        closed(id);
        acts.onDismiss();
        return "done";
      }),
  };
};
