import type {
  AwayRules,
  DayTime,
  ModelReplies,
  OtherMessage,
  SmartReplies,
  WorkingHours,
  WorkingTime,
} from "../../../preload/contract/away.ts";
import type { Intent } from "../../../preload/contract/intents.ts";
import { AWAY_LIMITS } from "../../../preload/contract/limits.ts";
import { DEFAULT_AWAY_MESSAGE, isLocalDate } from "./away-message.ts";

const NO_TEMPLATES: SmartReplies["templates"] = {
  urgent:
    "Hi {firstName}, I am away until {returnDate}. If this cannot wait, please call {urgentNumber}. This is an automatic reply.",
  scheduling:
    "Hi {firstName}, I am away until {returnDate} and will find a time with you when I am back. This is an automatic reply.",
  question: null,
  document:
    "Hi {firstName}, I am away until {returnDate} and will look after the document when I am back. This is an automatic reply.",
  social: null,
  other: null,
};

/** What holds until the person chooses something else. */
export const USUAL_RULES: AwayRules = {
  message: DEFAULT_AWAY_MESSAGE,
  others: [],
  hasStopLine: false,
  who: "contacts",
  labels: [],
  againAfterHours: AWAY_LIMITS.againAfterHours.usual,
  staleHours: AWAY_LIMITS.staleHours.usual,
  lateWords: null,
  perMinute: AWAY_LIMITS.perMinute.usual,
  perDay: AWAY_LIMITS.perDay.usual,
  smart: { isOn: false, templates: NO_TEMPLATES, urgentNumber: null, leastConfidence: 0.6 },
  model: {
    isOn: false,
    url: "http://127.0.0.1:11434/v1",
    model: "",
    timeLimitSeconds: AWAY_LIMITS.timeLimitSeconds.usual,
    longest: AWAY_LIMITS.longest.usual,
  },
  keepsAwake: false,
};

const WORKDAY: readonly WorkingTime[] = [{ from: "09:00", to: "17:00" }];

export const usualHours = (timeZone: string): WorkingHours => ({
  isOn: false,
  timeZone,
  week: [WORKDAY, WORKDAY, WORKDAY, WORKDAY, WORKDAY, [], []],
  holidays: [],
});

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (typeof value === "object" && value !== null ? { ...value } : {});

/** What was kept, as far as it has the shape it should; the rest is as if never chosen. */
const reader = (kept: Fields) => ({
  text: (name: string, usual: string): string => {
    const value = kept[name];
    return typeof value === "string" ? value : usual;
  },
  textOrNull: (name: string, usual: string | null): string | null => {
    const value = kept[name];
    return typeof value === "string" || value === null ? value : usual;
  },
  flag: (name: string, usual: boolean): boolean => {
    const value = kept[name];
    return typeof value === "boolean" ? value : usual;
  },
  number: (name: string, { least, most }: { readonly least: number; readonly most: number }, usual: number): number => {
    const value = kept[name];
    return typeof value === "number" && value >= least && value <= most ? value : usual;
  },
  list: <Item>(name: string, itemFrom: (value: unknown) => Item | null): readonly Item[] => {
    const value = kept[name];
    return Array.isArray(value) ? value.map(itemFrom).filter((item) => item !== null) : [];
  },
});

const textFrom = (value: unknown): string | null => (typeof value === "string" ? value : null);

const otherFrom = (value: unknown): OtherMessage | null => {
  const { words, whom } = fieldsOf(value);
  const { kind, language, label } = fieldsOf(whom);
  if (typeof words !== "string") return null;
  if (kind === "language" && typeof language === "string") return { words, whom: { kind, language } };
  return kind === "label" && typeof label === "string" ? { words, whom: { kind, label } } : null;
};

const smartFrom = (value: unknown): SmartReplies => {
  const kept = reader(fieldsOf(value));
  const templates = reader(fieldsOf(fieldsOf(value)["templates"]));
  const { smart } = USUAL_RULES;
  const templateOf = (intent: Intent): string | null => templates.textOrNull(intent, smart.templates[intent]);
  return {
    isOn: kept.flag("isOn", smart.isOn),
    templates: {
      urgent: templateOf("urgent"),
      scheduling: templateOf("scheduling"),
      question: templateOf("question"),
      document: templateOf("document"),
      social: templateOf("social"),
      other: templateOf("other"),
    } satisfies Record<Intent, string | null>,
    urgentNumber: kept.textOrNull("urgentNumber", smart.urgentNumber),
    leastConfidence: kept.number("leastConfidence", { least: 0, most: 1 }, smart.leastConfidence),
  };
};

const modelFrom = (value: unknown): ModelReplies => {
  const kept = reader(fieldsOf(value));
  const { model } = USUAL_RULES;
  return {
    isOn: kept.flag("isOn", model.isOn),
    url: kept.text("url", model.url),
    model: kept.text("model", model.model),
    timeLimitSeconds: kept.number("timeLimitSeconds", AWAY_LIMITS.timeLimitSeconds, model.timeLimitSeconds),
    longest: kept.number("longest", AWAY_LIMITS.longest, model.longest),
  };
};

/** Reads what was kept; what is of another shape is as if never chosen. */
export const rulesFromFact = (fact: unknown): AwayRules => {
  const fields = fieldsOf(fact);
  const kept = reader(fields);
  const { who, againAfterHours } = fields;
  return {
    message: kept.text("message", USUAL_RULES.message),
    others: kept.list("others", otherFrom),
    hasStopLine: kept.flag("hasStopLine", USUAL_RULES.hasStopLine),
    who: who === "contacts" || who === "labelled" || who === "everyone" ? who : USUAL_RULES.who,
    labels: kept.list("labels", textFrom),
    againAfterHours:
      againAfterHours === null ? null : kept.number("againAfterHours", AWAY_LIMITS.againAfterHours, 0) || null,
    staleHours: kept.number("staleHours", AWAY_LIMITS.staleHours, USUAL_RULES.staleHours),
    lateWords: kept.textOrNull("lateWords", USUAL_RULES.lateWords),
    perMinute: kept.number("perMinute", AWAY_LIMITS.perMinute, USUAL_RULES.perMinute),
    perDay: kept.number("perDay", AWAY_LIMITS.perDay, USUAL_RULES.perDay),
    smart: smartFrom(fields["smart"]),
    model: modelFrom(fields["model"]),
    keepsAwake: kept.flag("keepsAwake", USUAL_RULES.keepsAwake),
  };
};

export const isDayTime = (text: string): text is DayTime => /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);

const stretchFrom = (value: unknown): WorkingTime | null => {
  const { from, to } = fieldsOf(value);
  const isStretch = typeof from === "string" && typeof to === "string" && isDayTime(from) && isDayTime(to) && from < to;
  return isStretch ? { from, to } : null;
};

/** The same for the hours; `here`: the time zone to take if the kept one is unknown on this computer. */
export const hoursFromFact = (fact: unknown, isKnownZone: (zone: string) => boolean, here: string): WorkingHours => {
  const fields = fieldsOf(fact);
  const kept = reader(fields);
  const usual = usualHours(here);
  const timeZone = kept.text("timeZone", here);
  const week = kept.list("week", (day) =>
    Array.isArray(day) ? day.map(stretchFrom).filter((it) => it !== null) : null,
  );
  return {
    isOn: kept.flag("isOn", usual.isOn),
    timeZone: isKnownZone(timeZone) ? timeZone : here,
    week: week.length === 7 ? week : usual.week,
    holidays: kept.list("holidays", (day) => (typeof day === "string" && isLocalDate(day) ? day : null)),
  };
};
