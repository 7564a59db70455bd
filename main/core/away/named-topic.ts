import { isGuarded } from "./guarded-words.ts";
import { plainText, written } from "./said-words.ts";

/** So many words may be named of what a client wrote. */
export const LONGEST_TOPIC = 5;

/** What leads to a topic: it need not stand in the client's text. */
const LEADING = /^(?:the|your|a|an|el|la|los|las|su|tu|le|les|l'|votre|die|der|das|den|dem|ihre?[nrm]?) /u;

/** With these a topic would say something, or tell somebody to do something, instead of naming it. */
const SAYING = new RegExp(
  `^(?:${[
    "i|me|you|he|him|she|they|them|we|us|who|am|is|are|was|were|be|been|being|do|does|did|have|has|had|will|would|shall|should|can|could|might|must|cannot|let",
    "not|none|nothing|nobody|all|everything|everyone|any|anything|if|when|until|because|that|this|please|says?|said|means?|instructions?|prompt|ignore",
    "yo|usted|ustedes|nosotros|es|soy|está|estoy|son|será|he|ha|hay|todo|nada|que|je|tu|vous|nous|est|suis|sera|ai|tout|rien|que|ich|du|sie|wir|ist|bin|wird|habe|hat|alles|nichts|dass",
  ].join("|")})$`,
  "u",
);

/** No topic begins or ends with these: the rest of it would be missing. */
const JOINS =
  /^(?:a|an|the|my|your|our|and|or|but|of|to|on|in|at|by|for|from|with|into|about|as|de|en|con|por|para|y|du|des|à|et|von|mit|für|und|zu)$/u;

/** What a client wrote, in words, cut wherever another sign stands; "my" is "your" to who answers. */
const heardWords = (heard: string): string =>
  written((plainText(heard) ?? "").replaceAll(/[^\p{L}\p{M}\s'’-]+/gu, " . ")).replaceAll(
    /(?<= )(?:my|our)(?= )/gu,
    "your",
  );

/**
 * Whether these words (in small letters, by single spaces) only name what the client wrote about: a few words that stand so
 * in it, none of which says, promises or dates anything.
 */
export const namesTopic = (words: string, heard: string): boolean => {
  const topic = words.replace(LEADING, "");
  const parts = topic.split(" ");
  return (
    parts.length <= LONGEST_TOPIC &&
    ![parts[0], parts.at(-1)].some((word) => word === undefined || JOINS.test(word)) &&
    parts.every((word) => /^\p{L}[\p{L}\p{M}'-]*$/u.test(word) && !isGuarded(word) && !SAYING.test(word)) &&
    heardWords(heard).includes(` ${topic} `)
  );
};
