import type { Intent } from "./intents.ts";
import type {
  AwayWordsFrom,
  ConversationId,
  DeliveryFailure,
  DeliveryStatus,
  EpochMs,
  LocalDate,
  Party,
  TextId,
} from "./model.ts";

/** Hours and minutes of a day as `09:00`; `24:00` is its end. */
export type DayTime = string;

/** One stretch of a working day; `from` is before `to`. */
export type WorkingTime = { readonly from: DayTime; readonly to: DayTime };

/** When the person works: outside of it Away is on by itself. */
export type WorkingHours = {
  readonly isOn: boolean;
  /** IANA name, such as `America/Los_Angeles`. The hours are those of its clocks, wherever the computer is. */
  readonly timeZone: string;
  /** Seven days, Monday first; a day without stretches is a day off. Stretches are in order and do not meet. */
  readonly week: readonly (readonly WorkingTime[])[];
  /** Days off, whatever day of the week they are. */
  readonly holidays: readonly LocalDate[];
};

/** What the person asks of the switch. `until`: Away ends then by itself. `off` in an absence of the hours ends that one. */
export type AwaySwitch =
  | { readonly kind: "off" }
  | { readonly kind: "until-off" }
  | { readonly kind: "until"; readonly at: EpochMs };

/** A moment that people mean often: when lunch is over, when the next day begins, when the week does; see WorkingHours. */
export type AwayPreset = { readonly id: "lunch" | "today" | "monday"; readonly at: EpochMs };

/** Words for some of those who write; the first one that fits is taken, else `AwayRules.message`. */
export type OtherMessage = {
  readonly words: string;
  /** ISO 639-1 code of the language of what they wrote last; or the label that the person gave them. */
  readonly whom:
    | { readonly kind: "language"; readonly language: string }
    | { readonly kind: "label"; readonly label: string };
};

/** Answers that fit what was asked, chosen on this computer. */
export type SmartReplies = {
  readonly isOn: boolean;
  /** Words for each intent, with the same variables as the message; null: the message. */
  readonly templates: Readonly<Record<Intent, string | null>>;
  /** Becomes {urgentNumber}: a number that clients may call; null: sentences about it are left out. */
  readonly urgentNumber: string | null;
  /** Below this confidence (0 to 1) the message is taken. */
  readonly leastConfidence: number;
};

/** A language model that the person runs or pays for; off unless they switch it on. The key is in the keychain. */
export type ModelReplies = {
  readonly isOn: boolean;
  /** Base of an OpenAI-compatible API, such as `http://127.0.0.1:11434/v1`. */
  readonly url: string;
  readonly model: string;
  readonly timeLimitSeconds: number;
  /** Longest reply, in UTF-16 units. */
  readonly longest: number;
};

/** Whom Away answers, how often and with what. See AWAY_LIMITS. */
export type AwayRules = {
  /** May hold {firstName}, {returnDate}, {returnTime} and {company}. */
  readonly message: string;
  readonly others: readonly OtherMessage[];
  /** The line "Reply STOP to end" is put under each answer. */
  readonly hasStopLine: boolean;
  /** `contacts`: those in the address book. `labelled`: those with one of `labels`. `everyone`: strangers as well. */
  readonly who: "contacts" | "labelled" | "everyone";
  readonly labels: readonly string[];
  /** Hours after which somebody is answered again in one absence; null: once. */
  readonly againAfterHours: number | null;
  /** A text that is found later than this many hours after it was written is left to the person. */
  readonly staleHours: number;
  /** Words before an answer that goes out late; null: none. */
  readonly lateWords: string | null;
  /** So many answers at most, whoever writes. */
  readonly perMinute: number;
  readonly perDay: number;
  readonly smart: SmartReplies;
  readonly model: ModelReplies;
  /** The computer does not go to sleep by itself while Away is on. */
  readonly keepsAwake: boolean;
};

/** What the person says of one address: it comes before who is answered in general, not before what is never answered. */
export type AwayPerson = {
  readonly party: Party;
  readonly answer: "always" | "never" | null;
  readonly labels: readonly string[];
};

/** Every reason why a text is not answered, in the order in which they are looked at. */
export const AWAY_SKIPS = [
  "not-away",
  "before-away",
  "too-old",
  "group",
  "company-message",
  "short-code",
  "toll-free",
  "own-number",
  "colleague",
  "keyword",
  "opted-out",
  "e-mail",
  "automatic",
  "repeated",
  "too-quick",
  "never-person",
  "unknown-sender",
  "not-labelled",
  "answered-elsewhere",
  "already-answered",
  "minute-full",
  "day-full",
  "cannot-send",
] as const;
export type AwaySkip = (typeof AWAY_SKIPS)[number];

/** What Away did about one text, and why. */
export type AwayEntry = {
  readonly conversationId: ConversationId;
  readonly from: Party;
  /** When the text was written. */
  readonly at: EpochMs;
  /** Its words; empty if it is no longer kept here. */
  readonly heard: string;
  readonly intent: Intent | null;
  readonly outcome:
    | {
        readonly kind: "answered";
        /** When the answer was written. */
        readonly at: EpochMs;
        readonly body: string;
        readonly wordsFrom: AwayWordsFrom;
        readonly isLate: boolean;
        /** Null if it is no longer kept here, or was only simulated. */
        readonly textId: TextId | null;
        readonly status: DeliveryStatus | null;
        readonly failure: DeliveryFailure | null;
      }
    /** It will be looked at once more in a moment: somebody else may answer first, or too many were answered just now. */
    | { readonly kind: "waiting" }
    | { readonly kind: "skipped"; readonly rule: AwaySkip };
};

/** A time in an absence when Tern could not answer; `closed`: it did not run, or nobody was signed in. `to`: null while it lasts. */
export type AwayGap = {
  readonly kind: "asleep" | "offline" | "closed";
  readonly from: EpochMs;
  readonly to: EpochMs | null;
};

/** One time of being away. */
export type Absence = {
  readonly since: EpochMs;
  /** When it ended, or will by itself; null: when it is switched off. */
  readonly until: EpochMs | null;
  readonly because: "person" | "hours";
};

/** What was done in an absence; entries newest first. */
export type AwayReport = {
  readonly absence: Absence & { readonly hasEnded: boolean };
  readonly entries: readonly AwayEntry[];
  readonly gaps: readonly AwayGap[];
};

/**
 * Why no notification is shown now; null: they are. `snooze`: until a moment. `hours`: the person's quiet hours. `system`:
 * the computer's own do-not-disturb.
 */
export type QuietState = {
  readonly because: "snooze" | "hours" | "system" | null;
  /** When it ends by itself, all that is known together; null: nobody knows. */
  readonly until: EpochMs | null;
};

/** When no notification is shown; texts still count as unread. */
export type QuietRules = {
  readonly hours: {
    readonly isOn: boolean;
    /** Not `24:00`. May end the day after: `22:00` to `07:00`. Never the same time. */
    readonly from: DayTime;
    readonly to: DayTime;
    /** The days on which they begin, Monday first. */
    readonly days: readonly boolean[];
  };
  /** Urgent texts are shown, with sound, all the same: of contacts, and of whom the person has written to before. */
  readonly letsUrgentThrough: boolean;
};

/** A moment until which people mean often to be left alone: in half an hour, in an hour, tomorrow at 8:00 (before 4:00: today). */
export type QuietPreset = { readonly id: "half-hour" | "hour" | "tomorrow"; readonly at: EpochMs };
