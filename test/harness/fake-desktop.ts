import type { EventName, Events } from "../../preload/contract/events.ts";
import type { NotificationAbility } from "../../preload/contract/state.ts";
import type {
  Desktop,
  Notice,
  NoticeAct,
  NoticeId,
  Notifier,
  ShowOutcome,
  SystemQuiet,
} from "../../main/core/ports/desktop.ts";
import type { TrayView } from "../../main/core/ports/tray.ts";

/** Notifications as a person would see them. */
export type FakeNotifier = Notifier & {
  /** Every notice ever shown, oldest first; what is unclear was. */
  readonly shown: readonly Notice[];
  readonly notShown: readonly Notice[];
  /** From now on this becomes of notices. */
  readonly become: (outcomeOf: (notice: Notice) => ShowOutcome) => void;
  /** Those on the screen now. */
  readonly visible: () => readonly Notice[];
  readonly act: (act: NoticeAct) => void;
};

export const createFakeNotifier = (ability: NotificationAbility = "inline-reply"): FakeNotifier => {
  const shown: Notice[] = [];
  const notShown: Notice[] = [];
  let outcomeOf = (_notice: Notice): ShowOutcome => "shown";
  const visible = new Map<NoticeId, Notice>();
  let listener: (act: NoticeAct) => void = () => {};
  return {
    shown,
    notShown,
    become: (next) => {
      outcomeOf = next;
    },
    visible: () => [...visible.values()],
    act: (act) => listener(act),
    ability: () => ability,
    show: async (notice) => {
      const outcome = outcomeOf(notice);
      (outcome === "not-shown" ? notShown : shown).push(notice);
      if (outcome !== "not-shown") visible.set(notice.id, notice);
      return outcome;
    },
    withdraw: async (id) => void visible.delete(id),
    onAct: (next) => {
      listener = next;
    },
    close: async () => visible.clear(),
  };
};

/** A system's do-not-disturb. */
export type FakeSystemQuiet = SystemQuiet & {
  /** The person switches it; without `tells`, Tern hears of that only when it asks. */
  readonly become: (isOn: boolean) => void;
  /** How often it was asked. */
  readonly asked: () => number;
};

export const createFakeSystemQuiet = ({ tells = true }: { readonly tells?: boolean } = {}): FakeSystemQuiet => {
  let isOn = false;
  let known = false;
  let asked = 0;
  let listener = (): void => {};
  const learn = (): void => {
    if (known === isOn) return;
    known = isOn;
    listener();
  };
  return {
    isOn: () => known,
    look: () => {
      if (tells) return null;
      asked += 1;
      return Promise.resolve().then(learn);
    },
    onChanged: (next) => {
      listener = next;
    },
    become: (next) => {
      isOn = next;
      if (tells) learn();
    },
    asked: () => asked,
    close: async () => {},
  };
};

/** Windows and tray as a list of what they were asked for. */
export type FakeDesktop = Desktop & {
  readonly tray: () => TrayView | null;
  /** "main", "quit", "page settings", "conversation <id>", "quick-reply <id>", "network true", "keep awake", "let sleep". */
  readonly asked: readonly string[];
  /** Files that the person was asked for, and saved. */
  readonly saved: readonly { readonly name: string; readonly content: string }[];
  readonly events: readonly { readonly name: EventName; readonly payload: Events[EventName] }[];
};

export const createFakeDesktop = (): FakeDesktop => {
  const asked: string[] = [];
  let isKeptAwake = false;
  let startsAtLogin = false;
  const saved: { name: string; content: string }[] = [];
  const events: { name: EventName; payload: Events[EventName] }[] = [];
  let tray: TrayView | null = null;
  return {
    asked,
    saved,
    events,
    tray: () => tray,
    drawTray: (view) => {
      tray = view;
    },
    openMain: () => void asked.push("main"),
    openConversation: (id) => void asked.push(`conversation ${id}`),
    openPage: (page) => void asked.push(`page ${page}`),
    openQuickReply: (id) => void asked.push(`quick-reply ${id}`),
    reportNetwork: (isOnline) => void asked.push(`network ${isOnline}`),
    broadcast: (name, payload) => void events.push({ name, payload }),
    saveFile: async (name, content) => {
      saved.push({ name, content });
      return true;
    },
    keepAwake: (isKept) => {
      if (isKept !== isKeptAwake) asked.push(isKept ? "keep awake" : "let sleep");
      isKeptAwake = isKept;
    },
    loginStart: {
      isOn: () => startsAtLogin,
      set: (isOn) => {
        startsAtLogin = isOn;
      },
    },
    quit: () => void asked.push("quit"),
  };
};
