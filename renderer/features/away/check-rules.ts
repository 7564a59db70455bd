import type { AwayRules } from "../../../preload/contract/away.ts";
import { MAX_AWAY_MESSAGE_UNITS } from "../../../preload/contract/limits.ts";

/** Why rules cannot be kept, by the place in the form where it is said. */
export type RuleComplaints = {
  readonly message: string | null;
  readonly others: readonly (string | null)[];
  readonly lateWords: string | null;
  readonly templates: string | null;
  readonly url: string | null;
  readonly model: string | null;
};

const longest = (words: string, room: number): string | null => {
  const over = words.length - room;
  if (over <= 0) return null;
  return `${over} ${over === 1 ? "character" : "characters"} too long: at most ${room}, so that every name fits.`;
};

const aboutWords = (words: string, room: number): string | null =>
  words.trim() === "" ? "Write something: an empty message is not sent." : longest(words, room);

/** Whether an address is of this computer: what is sent there stays here. */
export const isLocalAddress = (url: string): boolean =>
  /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/u.test(URL.parse(url)?.hostname ?? "");

/** In plain, texts of clients are sent to this computer only. */
const isAddress = (url: string): boolean => {
  const protocol = URL.parse(url)?.protocol;
  return protocol === "https:" || (protocol === "http:" && isLocalAddress(url));
};

/** What is wrong with rules, in sentences. Late words stand before each message: all of it must fit in one text. */
export const complaintsAbout = ({ message, others, lateWords, smart, model }: AwayRules): RuleComplaints => {
  const room = MAX_AWAY_MESSAGE_UNITS - (lateWords?.length ?? 0);
  const templates = Object.values(smart.templates).filter((template) => template !== null);
  return {
    message: aboutWords(message, room),
    others: others.map(({ words }) => aboutWords(words, room)),
    lateWords: lateWords !== null && lateWords.trim() === "" ? "Write the words, or switch them off." : null,
    templates: templates.map((template) => aboutWords(template, room)).find((each) => each !== null) ?? null,
    url:
      model.isOn && !isAddress(model.url)
        ? "Enter an address that begins with https://, or one of this computer."
        : null,
    model: model.isOn && model.model.trim() === "" ? "Enter the name of the model, as its server calls it." : null,
  };
};

/** The first thing that is wrong; null: nothing. */
export const firstComplaint = ({ others, ...rest }: RuleComplaints): string | null =>
  [...Object.values(rest), ...others].find((complaint) => complaint !== null) ?? null;
