import type { Absence, AwayRules } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import type { StoredConversation, StoredText } from "../ports/stored.ts";
import type { Contacts } from "../contacts/contacts.ts";
import { hasOptedOut } from "./opted-out.ts";
import { type AwayFacts, REPEATED_WITHIN_MS } from "./decide-away.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** People say "hello?" twice; machines send whole sentences twice. */
const LONG_WORDS = 20;

const words = (body: string): string => body.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();

/**
 * `answeredSince`: when the absence began in which they were answered already. Then the same words once more are enough:
 * of two machines that may answer again, and whose texts take longer than that, each has one text to say.
 */
const isRepeated = (text: StoredText, earlier: readonly StoredText[], answeredSince: EpochMs | null): boolean => {
  if (words(text.body) === "") return false;
  const same = earlier.filter(
    (other) => other.direction === "inbound" && other.from === text.from && words(other.body) === words(text.body),
  );
  if (answeredSince !== null && same.some(({ at }) => at >= answeredSince)) return true;
  const recent = same.filter(({ at }) => text.at - at <= REPEATED_WITHIN_MS).length;
  return recent >= (text.body.length >= LONG_WORDS ? 1 : 2);
};

const isEcho = ({ body }: StoredText, earlier: readonly StoredText[]): boolean =>
  body.length >= LONG_WORDS && earlier.some((own) => own.direction === "outbound" && words(own.body) === words(body));

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
  readonly thread: readonly StoredText[];
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
  const place = thread.findIndex(({ id }) => id === text.id);
  const [earlier, later] =
    place === -1
      ? [thread.filter(({ at }) => at < text.at), thread.filter(({ at }) => at > text.at)]
      : [thread.slice(0, place), thread.slice(place + 1)];
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
    isOptedOut: hasOptedOut(thread),
    ownTextBefore: earlier.findLast((own) => wasSent(own) && !isOnItsWay(own))?.at ?? null,
    isAnsweredSince:
      later.some((other) => wasSent(other) && !other.isAwayReply) ||
      earlier.some((other) => wasSent(other) && !other.isAwayReply && isOnItsWay(other)),
    isEcho: isEcho(text, earlier),
    isRepeated: isRepeated(text, earlier, answeredAt === null ? null : (absence?.since ?? null)),
    answeredAt,
    answeredInMinute: answersAfter(now - MINUTE_MS),
    answeredInDay: answersAfter(now - DAY_MS),
    now,
  };
};
