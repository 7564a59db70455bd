import type {
  Absence,
  AwayEntry,
  AwayPerson,
  AwayPreset,
  AwayReport,
  AwayRules,
  AwaySwitch,
  QuietPreset,
  QuietRules,
  WorkingHours,
} from "./away.ts";
import type { Intent } from "./intents.ts";
import type {
  AwayWordsFrom,
  ContactView,
  ConversationId,
  ConversationSummary,
  EpochMs,
  OutgoingAttachment,
  SenderCampaign,
  TextId,
  ThreadPage,
} from "./model.ts";
import type { AppState, Settings } from "./state.ts";

/** What it takes to sign in. `server` is an origin such as https://platform.ringcentral.com. */
export type Credentials = {
  readonly server: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly jwt: string;
};

/** A text that was taken out of its thread to be written on. */
export type TextToEdit = {
  readonly conversationId: ConversationId;
  /** The conversation's whole draft as it is kept now. */
  readonly body: string;
  /** The files it carried: they are kept with the draft now, behind those that were there. */
  readonly attachments: readonly OutgoingAttachment[];
};

/** Pages of the main window besides conversations. */
export type Page = "away" | "settings" | "new-message";

/**
 * Everything a window can ask of main: name → a function of one argument object. Names are `feature/verb`.
 * Main answers each with a Result. To add one: here, the schema (main/bridge/schemas.ts), the handler
 * (main/handlers.ts), the call site; the compiler names the ones still missing.
 */
export type Requests = {
  "state/read": () => AppState;

  "account/sign-in": (argument: Credentials) => void;
  "account/sign-out": () => void;
  "account/choose-number": (argument: { readonly address: string }) => void;
  /** Of the numbers that texts are sent from, as far as it is known; waits for RingCentral if it has to be asked. */
  "account/campaigns": () => readonly SenderCampaign[];
  /** Tries once more to take up the kept account, after its database or keychain could not be opened. */
  "account/resume": () => void;

  /** Takes effect at once. Fails with invalid-request outside SETTINGS_LIMITS. */
  "settings/change": (argument: Settings) => void;
  /** Fails with invalid-request where the state says null, with storage if the system refuses. */
  "settings/start-at-login": (argument: { readonly isOn: boolean }) => void;
  /** The person has seen that the database was rebuilt. */
  "storage/dismiss": () => void;

  /** Newest first. `before` is the lastAt of the last one already held. */
  "conversations/list": (argument: {
    readonly before: EpochMs | null;
    readonly limit: number;
  }) => readonly ConversationSummary[];
  /** The conversation with these people, from the chosen number; made if there is none. */
  "conversations/start": (argument: { readonly addresses: readonly string[] }) => ConversationId;
  /** Everything in it is read, here and at RingCentral. */
  "conversations/mark-read": (argument: { readonly conversationId: ConversationId }) => void;

  /** The newest `limit` texts, or those before `before` (the oldest already held). */
  "thread/read": (argument: {
    readonly conversationId: ConversationId;
    readonly before: TextId | null;
    readonly limit: number;
  }) => ThreadPage;

  "drafts/read": (argument: { readonly conversationId: ConversationId }) => string;
  "drafts/keep": (argument: { readonly conversationId: ConversationId; readonly body: string }) => void;
  /** The files that wait to be sent with the draft, in their order. */
  "drafts/files": (argument: { readonly conversationId: ConversationId }) => readonly OutgoingAttachment[];
  /** All of them, in the place of those kept before. */
  "drafts/keep-files": (argument: {
    readonly conversationId: ConversationId;
    readonly attachments: readonly OutgoingAttachment[];
  }) => void;

  /** Stored before it is sent; the answer comes as soon as it is stored. Also forgets the conversation's draft. */
  "outbox/send": (argument: {
    readonly conversationId: ConversationId;
    readonly body: string;
    readonly attachments: readonly OutgoingAttachment[];
  }) => TextId;
  /**
   * Sends a failed text again, or one whose fate is unknown, if the person chose so. That one is looked up at RingCentral
   * once more first, and goes out only if it is not there.
   */
  "outbox/resend": (argument: { readonly textId: TextId }) => void;
  /**
   * Takes a text that is queued, failed or of unknown fate out of the thread; fails with invalid-request if it is on its
   * way. If it was sent after all, RingCentral's record of it shows up in the thread later.
   */
  "outbox/discard": (argument: { readonly textId: TextId }) => void;
  /**
   * The same, but what was written is not lost: words and files go to the end of the conversation's draft. A window keeps
   * what it has not kept yet before it asks, and shows the answer in its composer.
   */
  "outbox/edit": (argument: { readonly textId: TextId }) => TextToEdit;
  /** The person leaves a text of unknown fate as it is; see DeliveryStatus. */
  "outbox/leave": (argument: { readonly textId: TextId }) => void;

  /** Contacts whose name or number holds the query; at most 20. */
  "contacts/search": (argument: { readonly query: string }) => readonly ContactView[];

  /** Fails with invalid-request for an end that is not in the future. */
  "away/switch": (argument: AwaySwitch) => void;
  /** The ends that people mean often, from this moment on. */
  "away/presets": () => readonly AwayPreset[];
  /** Fails with invalid-request for a time zone that this computer does not know. */
  "away/set-hours": (argument: WorkingHours) => void;
  /** Fails with empty-text, text-too-long, or invalid-request outside AWAY_LIMITS. */
  "away/set-rules": (argument: AwayRules) => void;
  /** Everybody of whom the person said something. */
  "away/people": () => readonly AwayPerson[];
  /** `address`: as it is kept, or as somebody types it. Fails with invalid-recipient for what cannot be an address. */
  "away/set-person": (argument: {
    readonly address: string;
    readonly answer: AwayPerson["answer"];
    readonly labels: readonly string[];
  }) => void;
  /** What a person of this first name, who wrote `heard` (null: anything), would get, to the letter. */
  "away/preview": (argument: {
    readonly rules: AwayRules;
    readonly until: EpochMs | null;
    readonly firstName: string | null;
    readonly labels: readonly string[];
    readonly heard: string | null;
  }) => { readonly body: string; readonly wordsFrom: AwayWordsFrom; readonly intent: Intent | null };
  /**
   * Of the language model at this address, for the keychain; only its server is ever sent the key. Null takes it away.
   * Fails with storage if the keychain refuses, or with invalid-request (about `url`, or `key`: signs that no key has).
   */
  "away/set-model-key": (argument: { readonly key: string | null; readonly url: string }) => void;
  /**
   * What the model would say to this text, which is sent to it; null: something that must not go out. Fails with no-network
   * (about `timeout` or `unreachable`), server-error (`refused` or `malformed`) or invalid-request (`url` or `off`).
   */
  "away/try-model": (argument: { readonly rules: AwayRules; readonly heard: string }) => string | null;
  /** What these rules would have done in the last 30 days; newest first. `until`: the end that answers tell. Nothing is sent. */
  "away/simulate": (argument: { readonly rules: AwayRules; readonly until: EpochMs | null }) => readonly AwayEntry[];
  /** Of the absence that began then; null: of the latest one. Answers null if there was none. */
  "away/report": (argument: { readonly since: EpochMs | null }) => AwayReport | null;
  /** Newest first. */
  "away/absences": () => readonly (Absence & { readonly hasEnded: boolean })[];
  /** Asks where to save the report as CSV; false: the person thought better of it. */
  "away/export": (argument: { readonly since: EpochMs | null }) => boolean;

  /**
   * No notification is shown until then; null: they are shown again, also in what is left of quiet hours. Fails with
   * invalid-request for what is not in the future or more than LONGEST_SNOOZE_MS away.
   */
  "quiet/snooze": (argument: { readonly until: EpochMs | null }) => void;
  /** Fails with invalid-request for hours that begin and end at the same time. */
  "quiet/set-rules": (argument: QuietRules) => void;
  /** The ends that people mean often, from this moment on. */
  "quiet/presets": () => readonly QuietPreset[];

  /** Opens the main window at a conversation (from the quick-reply window, say). */
  "windows/open-conversation": (argument: { readonly conversationId: ConversationId }) => void;
  /** Closes the window that asks. */
  "windows/close": () => void;
  /** The quick-reply window is as high as its content, in CSS pixels. */
  "windows/fit": (argument: { readonly height: number }) => void;
  /** The window that asks sees a network now, or none any more. */
  "windows/report-network": (argument: { readonly isOnline: boolean }) => void;
  /** Which conversation the window that asks has on screen and in focus; null when none. */
  "windows/report-open": (argument: { readonly conversationId: ConversationId | null }) => void;
};

/** The name of a request, such as `outbox/send`. */
export type RequestName = keyof Requests;
/** What a request takes: one object, or nothing. */
export type Argument<Name extends RequestName> = Parameters<Requests[Name]>[0];
/** What a request that went well answers. */
export type Answer<Name extends RequestName> = ReturnType<Requests[Name]>;
