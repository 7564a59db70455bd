import type { Absence, AwayRules } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import type { StoredConversation, StoredText } from "../ports/stored.ts";
import type { Contacts } from "../contacts/contacts.ts";
import { wordOnTexts } from "./opted-out.ts";
import { type AwayFacts, REPEATED_WITHIN_MS } from "./decide-away.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** People say "hello?" twice; machines send whole sentences twice. */
const LONG_WORDS = 20;

/** A text, and what of it is compared with others: found once for each. */
export type ReadText = {
  readonly text: StoredText;
  readonly words: string;
  readonly onTexts: ReturnType<typeof wordOnTexts>;
};

export const readText = (text: StoredText): ReadText => ({
  text,
  words: words(text.body),
  onTexts: wordOnTexts(text),
});

const words = (body: string): string => body.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();

/**
 * `answeredSince`: when the absence began in which they were answered already. Then the same words once more are enough:
 * of two machines that may answer again, and whose texts take longer than that, each has one text to say.
 */
const isRepeated = (
  { text, words: said }: Pick<ReadText, "text" | "words">,
  earlier: readonly ReadText[],
  answeredSince: EpochMs | null,
): boolean => {
  if (said === "") return false;
  const same = earlier.filter(
    (other) => other.words === said && other.text.direction === "inbound" && other.text.from === text.from,
  );
  if (answeredSince !== null && same.some((other) => other.text.at >= answeredSince)) return true;
  const recent = same.filter((other) => text.at - other.text.at <= REPEATED_WITHIN_MS).length;
  return recent >= (text.body.length >= LONG_WORDS ? 1 : 2);
};

const isEcho = ({ text, words: said }: Pick<ReadText, "text" | "words">, earlier: readonly ReadText[]): boolean =>
  text.body.length >= LONG_WORDS && earlier.some((own) => own.words === said && own.text.direction === "outbound");

/** What did not go out is as if never written. */
const wasSent = ({ direction, status }: StoredText): boolean => direction === "outbound" && status !== "failed";

/** The person has written it here, and it has not left: this computer's clock dates it, so that its place says nothing. */
const isOnItsWay = ({ providerId, status }: StoredText): boolean =>
  providerId === null && (status === "queued" || status === "sending");

/** Who people are to Tern. */
export type AwayPeople = {
  readonly contacts: Pick<Contacts, "personal" | "party" | "addressOf" | "isColleague" | "sameAs">;
  readonly isOwnNumber: (address: string) => boolean;
  readonly isTollFree: (address: string) => boolean;
};

/** What is known of a text beside itself. */
export type Around = {
  readonly conversation: Pick<StoredConversation, "kind">;
  /** The texts around it, itself among them or not; oldest first. */
  readonly thread: readonly ReadText[];
  readonly absence: Absence | null;
  readonly rules: AwayRules;
  readonly person: AwayFacts["person"];
  /** When Away answered them last in this absence, and all times it answered anybody in the day up to now. */
  readonly answeredAt: EpochMs | null;
  readonly answersAfter: (at: EpochMs) => number;
  readonly now: EpochMs;
};

/** Gathers what the decision on a text depends on. */
export const awayFacts = (
  text: StoredText,
  { conversation, thread, absence, rules, person, answeredAt, answersAfter, now }: Around,
  { contacts, isOwnNumber, isTollFree }: AwayPeople,
): AwayFacts => {
  const place = thread.findIndex((each) => each.text.id === text.id);
  const [earlier, later] =
    place === -1
      ? [thread.filter((each) => each.text.at < text.at), thread.filter((each) => each.text.at > text.at)]
      : [thread.slice(0, place), thread.slice(place + 1)];
  const itself = thread[place] ?? { text, words: words(text.body) };
  return {
    since: absence?.since ?? null,
    rules,
    text,
    kind: conversation.kind,
    isContact: contacts.personal(text.from) !== null,
    person,
    isOwnNumber: isOwnNumber(text.from),
    isColleague: contacts.isColleague(text.from),
    isTollFree: isTollFree(text.from),
    isOptedOut: thread.findLast(({ onTexts }) => onTexts !== null)?.onTexts === "out",
    ownTextBefore: earlier.findLast((own) => wasSent(own.text) && !isOnItsWay(own.text))?.text.at ?? null,
    isAnsweredSince:
      later.some((other) => wasSent(other.text) && !other.text.isAwayReply) ||
      earlier.some((other) => wasSent(other.text) && !other.text.isAwayReply && isOnItsWay(other.text)),
    isEcho: isEcho(itself, earlier),
    isRepeated: isRepeated(itself, earlier, answeredAt === null ? null : (absence?.since ?? null)),
    answeredAt,
    answeredInMinute: answersAfter(now - MINUTE_MS),
    answeredInDay: answersAfter(now - DAY_MS),
    now,
  };
};
