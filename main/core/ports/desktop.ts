import type { ConversationId, TextId } from "../../../preload/contract/model.ts";
import type { EventName, Events } from "../../../preload/contract/events.ts";
import type { Page } from "../../../preload/contract/requests.ts";
import type { NotificationAbility } from "../../../preload/contract/state.ts";
import type { TrayView } from "./tray.ts";

/**
 * One notice at a time for each: a later one takes its place. `backlog`: texts of many conversations at once.
 * `session`: the session has ended. `storage`: texts cannot be kept. `away`: an absence has ended.
 */
export type NoticeId = ConversationId | "backlog" | "session" | "storage" | "away";

/** What a notification says. Plain text: the Notifier escapes what its system would take for markup. */
export type Notice = {
  readonly id: NoticeId;
  readonly title: string;
  readonly body: string;
  /** Whether it is about one conversation, which can be answered and marked read. */
  readonly canAnswer: boolean;
  /** It was shown before, as far as anybody knows (Tern ended meanwhile, or no answer came): without sound. */
  readonly isRepeat: boolean;
  /** It broke through quiet: with sound, and on the screen until the person has seen it, where the system can do that. */
  readonly isUrgent: boolean;
  /** The texts it tells of for the first time; none for what is not about texts. */
  readonly tellsOf: readonly TextId[];
};

/** What a person did with a notification. `reply` without text: open a place to write in. */
export type NoticeAct =
  | { readonly kind: "open"; readonly id: NoticeId }
  | { readonly kind: "reply"; readonly id: NoticeId; readonly text: string | null }
  | { readonly kind: "mark-read"; readonly id: NoticeId };

/**
 * What became of a notice. `unclear`: the system has not answered in time, or was lost on the way: it may have been seen.
 */
export type ShowOutcome = "shown" | "not-shown" | "unclear";

/** The operating system's notifications. Never rejects: what goes wrong is logged, and `show` says what became of it. */
export type Notifier = {
  readonly ability: () => NotificationAbility;
  readonly show: (notice: Notice) => Promise<ShowOutcome>;
  /** Takes it off the screen and out of the system's list. Nothing happens if it is not there. */
  readonly withdraw: (id: NoticeId) => Promise<void>;
  readonly onAct: (listener: (act: NoticeAct) => void) => void;
  readonly close: () => Promise<void>;
};

/** Starting when the person logs in. `set` throws AppError `storage` if the system refuses. */
export type LoginStart = { readonly isOn: () => boolean; readonly set: (isOn: boolean) => void };

/**
 * The computer's own do-not-disturb, as far as programs are told of it. Where the system holds notifications back by
 * itself it is never on.
 */
export type SystemQuiet = {
  /** As far as known now. */
  readonly isOn: () => boolean;
  /**
   * Null where the system tells of each change. Else asks it; resolves within a second or so, when `isOn` is right, and
   * never rejects.
   */
  readonly look: () => Promise<void> | null;
  readonly onChanged: (listener: () => void) => void;
  readonly close: () => Promise<void>;
};

/** Windows and tray: they draw what they are told and decide nothing. */
export type Desktop = {
  readonly drawTray: (view: TrayView) => void;
  readonly openMain: () => void;
  readonly openConversation: (id: ConversationId) => void;
  readonly openPage: (page: Page) => void;
  /** The quick-reply window, its cursor in the field. */
  readonly openQuickReply: (id: ConversationId) => void;
  /** A window saw that there is a network, or none any more: sooner than the system tells main. */
  readonly reportNetwork: (isOnline: boolean) => void;
  readonly broadcast: <Name extends EventName>(name: Name, payload: Events[Name]) => void;
  /**
   * Asks the person where to save, and saves; false: they thought better of it. Rejects with AppError `storage` if the
   * disk refuses.
   */
  readonly saveFile: (suggestedName: string, content: string) => Promise<boolean>;
  /** The computer does not go to sleep by itself, until told otherwise. */
  readonly keepAwake: (isKept: boolean) => void;
  /** Null: this Tern cannot be started by the system. */
  readonly loginStart: LoginStart | null;
  readonly quit: () => void;
};
