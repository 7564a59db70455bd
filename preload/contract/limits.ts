/** Longest body of a text, in UTF-16 code units (a JS string's length). RingCentral, POST sms: 1000. */
export const MAX_TEXT_UNITS = 1000;
/** From this many units on the composer shows what is left. */
export const COUNTER_FROM_UNITS = 800;
/** Longest body of a company message, in UTF-16 code units. RingCentral, POST company-pager. */
export const MAX_COMPANY_TEXT_UNITS = 1024;
/** RingCentral, "Sending MMS". */
export const MAX_ATTACHMENTS = 10;
/** All attachments of one text together, in bytes. RingCentral, "Sending MMS": 1.5 MB. */
export const MAX_ATTACHMENT_BYTES = 1_500_000;

/** What RingCentral accepts as attachment, by file extension. Source: "Sending MMS", supported content types. */
export const ATTACHMENT_TYPES: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  bmp: "image/bmp",
  gif: "image/gif",
  tif: "image/tiff",
  tiff: "image/tiff",
  svg: "image/svg+xml",
  "3gp": "video/3gpp",
  mp4: "video/mp4",
  mpeg: "video/mpeg",
  avi: "video/msvideo",
  mp3: "audio/mpeg",
  vcf: "text/vcard",
  vcard: "text/vcard",
  zip: "application/zip",
  gz: "application/gzip",
  gzip: "application/gzip",
  rtf: "application/rtf",
};

/** What `Settings` may hold, smallest and largest, and what they are until a person chose. Days and minutes. */
export const SETTINGS_LIMITS = {
  historyDays: { least: 1, most: 365, usual: 30 },
  checkMinutes: { least: 5, most: 60, usual: 10 },
  keepDays: { least: 7, most: 3650, usual: null },
} as const;

/** What `AwayRules` may hold: smallest, largest, and what they are until a person chose. */
export const AWAY_LIMITS = {
  staleHours: { least: 1, most: 72, usual: 12 },
  /** RingCentral's content policy: at most 50 texts a number and minute, of which the person needs some. */
  perMinute: { least: 1, most: 40, usual: 10 },
  perDay: { least: 1, most: 1000, usual: 200 },
  againAfterHours: { least: 1, most: 720, usual: null },
  timeLimitSeconds: { least: 1, most: 30, usual: 8 },
  longest: { least: 50, most: 600, usual: 320 },
  /** Counts: of other messages, labels, holidays, stretches of a day. */
  others: 10,
  labels: 50,
  holidays: 200,
  stretches: 4,
} as const;

/** Longest time for which notifications are put off at once, in milliseconds: a week. */
export const LONGEST_SNOOZE_MS = 7 * 24 * 60 * 60_000;

/** The line that carriers expect under automatic texts. RingCentral, SMS/MMS content policies. */
export const STOP_LINE = "Reply STOP to end";

/** Longest away message as a client gets it, in UTF-16 units: STOP_LINE, on a line of its own, always fits under it. */
export const MAX_AWAY_MESSAGE_UNITS = MAX_TEXT_UNITS - STOP_LINE.length - 1;

/** Longest words before a late answer, in UTF-16 units: they fit before the longest answer of a model. */
export const MAX_LATE_WORDS_UNITS = 200;

/** Each way a database can fail: `keychain` is the keychain's own refusal, the others are told by SQLite or the disk. */
export const STORAGE_TROUBLES = [
  "wrong-key", // not readable with this key, or not a database at all
  "damaged",
  "newer", // written by a later Tern
  "read-only",
  "full",
  "busy", // another process holds it
  "unreachable",
  "keychain",
] as const;
