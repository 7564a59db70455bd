import type { DayTime, QuietRules } from "../../../preload/contract/away.ts";
import type { EpochMs, LocalDate } from "../../../preload/contract/model.ts";
import type { Settings } from "../../../preload/contract/state.ts";

/** Time; tests turn it by hand. */
export type Clock = {
  readonly now: () => EpochMs;
  /**
   * Milliseconds since some moment, sleep included. Setting the computer's clock does not move it, so waits and ages
   * are measured with it, and never with `now`.
   */
  readonly steady: () => number;
  /** Calls back once after `ms`, unless the returned function was called. Late after sleep, never early. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** The calendar day at `at` where the person is. */
  readonly localDate: (at: EpochMs) => LocalDate;
  /** When that day begins where the person is. */
  readonly startOf: (date: LocalDate) => EpochMs;
  /** Hours and minutes at `at` where the person is, as they are written there: "10:42 AM". */
  readonly timeOfDay: (at: EpochMs) => string;
};

/** What calendars and clocks of a place say. `weekday`: Monday is 1, Sunday 7. */
export type LocalMoment = { readonly date: LocalDate; readonly time: DayTime; readonly weekday: number };

/** The world's time zones, by their IANA names (`America/Los_Angeles`). All but `isKnown` throw RangeError for others. */
export type TimeZones = {
  readonly isKnown: (name: string) => boolean;
  /** The computer's own. */
  readonly here: () => string;
  readonly localAt: (at: EpochMs, zone: string) => LocalMoment;
  /**
   * When clocks of the zone say so on that day; `24:00` is when the next one begins. A time that is left out as clocks go
   * forward is as much later, of one that comes twice it is the first.
   */
  readonly momentOf: (date: LocalDate, time: DayTime, zone: string) => EpochMs;
  readonly dayAfter: (date: LocalDate, days: number) => LocalDate;
};

/** Where unpredictable values come from. */
export type Randomness = {
  /** A version 4 UUID. */
  readonly uuid: () => string;
  /** `bytes` random bytes as hexadecimal digits. */
  readonly hex: (bytes: number) => string;
  /** 0 ≤ x < 1: for jitter. */
  readonly fraction: () => number;
};

/** Fields of a log line: shapes, counts, codes, durations. Redacted by default, but do not rely on it. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Where Tern says what it does. `event` names what happened and is the same words each time. */
export type Log = {
  readonly info: (event: string, fields?: LogFields) => void;
  readonly warn: (event: string, fields?: LogFields, error?: unknown) => void;
  readonly error: (event: string, fields?: LogFields, error?: unknown) => void;
};

/** The account this computer is signed in with: nothing secret, no number, no name. */
export type StoredAccount = {
  /** Tern's local name of the account, a UUID: names its keychain entries and its database file. */
  readonly id: string;
  readonly server: string;
  readonly clientId: string;
};

/** Of which accounts this computer keeps something. */
export type StoredAccounts = {
  /** Whoever is signed in, or was last and has not signed out. */
  readonly current: StoredAccount | null;
  /** Of other people, who never signed out: their databases, and the keys to them, wait for them. */
  readonly others: readonly StoredAccount[];
  /**
   * Ids of accounts that are not yet, or no more: whatever is found under them is to be taken away. Of one of the
   * `others` only what would sign them in.
   */
  readonly toClear: readonly string[];
};

/** What the person said of notifications on this computer. */
export type KeptQuiet = {
  readonly rules: QuietRules;
  /** No notification from `since` until `until`. */
  readonly snooze: { readonly since: EpochMs; readonly until: EpochMs } | null;
  /** Quiet hours do not hold until then: the person switched notifications on in the midst of them. */
  readonly onUntil: EpochMs | null;
};

/** Plain settings on disk. What is kept is kept whole, or not at all. */
export type SettingsStore = {
  readonly settings: () => Settings;
  readonly keepSettings: (settings: Settings) => void;
  /** Null: the person never said anything. */
  readonly quiet: () => KeptQuiet | null;
  /** Throws AppError `storage` if the disk refuses. */
  readonly keepQuiet: (quiet: KeptQuiet) => void;
  readonly accounts: () => StoredAccounts;
  /** Throws AppError `storage` if the disk refuses. */
  readonly keepAccounts: (accounts: StoredAccounts) => void;
};

/** Rules of the world's phone numbers. `country` is an ISO 3166 code. */
export type PhoneNumbers = {
  /** E.164 of what someone typed or a system stored; null if it cannot be a number that is texted. */
  readonly e164: (text: string, country: string) => string | null;
  /** As people of the home country read it: national at home, international elsewhere. Other addresses as they are. */
  readonly format: (address: string, country: string) => string;
  readonly isTollFree: (e164: string) => boolean;
};
