import type { EpochMs } from "../../../preload/contract/model.ts";

/** What of a text of ours, handed over and not heard of, is compared with a record. */
export type Unheard = {
  readonly body: string;
  readonly attachments: readonly unknown[];
  /** When it was written, or asked to be sent again. */
  readonly at: EpochMs;
  readonly handedOverAt: EpochMs;
  /** It may have been on its way until then, which a sleep of the computer makes long; `handedOverAt` if not known. */
  readonly underWayUntil: EpochMs;
};

/** What of the provider's record is compared. `at`: when it was made, by the provider's clock. */
export type RecordToMatch = Pick<Unheard, "body" | "attachments" | "at">;

/** Clocks differ, and a large text takes its time: so far a record may lie outside the time its text was on its way. */
export const MATCH_WITHIN_MS = 10 * 60_000;

/** What may change on the way without anybody having written anything else: ends, line breaks, how accents are composed. */
const words = (body: string): string => body.normalize("NFC").replace(/\s+/g, " ").trim();

/** Nothing is handed over longer after it was written: see deadlines.ts. */
const SENT_WITHIN_MS = 24 * 60 * 60_000;

/** It may have been handed over before; when it was written is by a clock that may be years off. */
const firstHandedOver = ({ at, handedOverAt }: Unheard): EpochMs =>
  Math.min(handedOverAt, Math.max(at, handedOverAt - SENT_WITHIN_MS));

const fits = (record: RecordToMatch, text: Unheard): boolean =>
  record.attachments.length === text.attachments.length &&
  record.at >= firstHandedOver(text) - MATCH_WITHIN_MS &&
  record.at <= text.underWayUntil + MATCH_WITHIN_MS &&
  words(record.body) === words(text.body);

/**
 * Which of these texts of one conversation the record is of; null: none of them. Between texts of the same words the one
 * handed over nearest to it in time; of two as near, the first.
 */
export const matchRecord = <Text extends Unheard>(record: RecordToMatch, texts: readonly Text[]): Text | null => {
  const distance = (text: Text): number => Math.abs(record.at - text.handedOverAt);
  return texts
    .filter((text) => fits(record, text))
    .reduce<Text | null>((nearest, text) => (nearest && distance(nearest) <= distance(text) ? nearest : text), null);
};
