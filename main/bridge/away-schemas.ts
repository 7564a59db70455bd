import { z } from "zod";
import type { Intent } from "../../preload/contract/intents.ts";
import { AWAY_LIMITS } from "../../preload/contract/limits.ts";
import type { LocalDate } from "../../preload/contract/model.ts";

const MAX_BODY_UNITS = 100_000;

const words = z.string().max(MAX_BODY_UNITS);
const label = z.string().trim().min(1).max(40);
/** Kept as it is typed: a blank at its end is the beginning of a second word, under the hands of who types. */
const typed = z
  .string()
  .max(40)
  .refine((text) => text.trim() !== "");
const labels = z.array(label).max(AWAY_LIMITS.labels).readonly();
const address = z.string().min(1).max(100);
const epochMs = z.int().min(0).max(8.64e15);
const localDate: z.ZodType<LocalDate, LocalDate> = z.iso.date();
export const dayTime = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/);
const within = ({ least, most }: { readonly least: number; readonly most: number }) => z.number().min(least).max(most);

const stretch = z.strictObject({ from: dayTime, to: dayTime }).refine(({ from, to }) => from < to);

/** In order, and apart: what meets is one stretch. */
const day = z
  .array(stretch)
  .max(AWAY_LIMITS.stretches)
  .refine((all) => all.every(({ from }, index) => index === 0 || (all[index - 1]?.to ?? "") < from))
  .readonly();

export const workingHours = z.strictObject({
  isOn: z.boolean(),
  timeZone: z.string().min(1).max(100),
  week: z.array(day).length(7).readonly(),
  holidays: z.array(localDate).max(AWAY_LIMITS.holidays).readonly(),
});

const otherMessage = z.strictObject({
  words,
  whom: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("language"), language: z.string().regex(/^[a-z]{2,3}$/) }),
    z.strictObject({ kind: z.literal("label"), label: typed }),
  ]),
});

const template = words.nullable();

export const modelAddress = z.string().max(2000);

export const awayRules = z.strictObject({
  message: words,
  others: z.array(otherMessage).max(AWAY_LIMITS.others).readonly(),
  hasStopLine: z.boolean(),
  who: z.enum(["contacts", "labelled", "everyone"]),
  labels,
  againAfterHours: within(AWAY_LIMITS.againAfterHours).nullable(),
  staleHours: within(AWAY_LIMITS.staleHours),
  lateWords: words.nullable(),
  perMinute: within(AWAY_LIMITS.perMinute),
  perDay: within(AWAY_LIMITS.perDay),
  smart: z.strictObject({
    isOn: z.boolean(),
    templates: z.strictObject({
      urgent: template,
      scheduling: template,
      question: template,
      document: template,
      social: template,
      other: template,
    } satisfies Record<Intent, unknown>),
    urgentNumber: typed.nullable(),
    leastConfidence: z.number().min(0).max(1),
  }),
  model: z.strictObject({
    isOn: z.boolean(),
    url: modelAddress,
    model: z.string().max(200),
    timeLimitSeconds: within(AWAY_LIMITS.timeLimitSeconds),
    longest: within(AWAY_LIMITS.longest),
  }),
  keepsAwake: z.boolean(),
});

export const awaySwitch = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("off") }),
  z.strictObject({ kind: z.literal("until-off") }),
  z.strictObject({ kind: z.literal("until"), at: epochMs }),
]);

export const awayPerson = z.strictObject({ address, answer: z.enum(["always", "never"]).nullable(), labels });

export const awayPreviewAsk = z.strictObject({
  rules: awayRules,
  until: epochMs.nullable(),
  firstName: z.string().max(200).nullable(),
  labels,
  heard: words.nullable(),
});
export const ofAbsence = z.strictObject({ since: epochMs.nullable() });
