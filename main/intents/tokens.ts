import stemOf from "wink-porter2-stemmer";
import Tokenizer from "wink-tokenizer";
import { ABBREVIATIONS } from "./abbreviations.ts";

/** What is read of a text, in UTF-16 code units. Who writes more has said what they want by then. */
const READ_UNITS = 1500;

const tokenizer = new Tokenizer();

/** A text with one kind of apostrophe and quotes, cut to what is read of it. */
export const tidied = (text: string): string =>
  text.slice(0, READ_UNITS).normalize("NFKC").replace(/[’‘`]/g, "'").replace(/[“”]/g, '"');

const spelledOut = (text: string): string =>
  text
    .toLowerCase()
    .replace(/(\p{L})\1{2,}/gu, "$1$1")
    .replace(/[\p{L}\p{N}']+/gu, (word) => ABBREVIATIONS.get(word) ?? word);

const numberKind = (value: string): string => {
  if (/555/.test(value) && value.length > 6) return "<phone>";
  if (/(st|nd|rd|th)$/.test(value)) return "<ordinal>";
  return /\d{5}/.test(value) ? "<long-number>" : "<number>";
};

const piecesOf = ({ value, tag }: { readonly value: string; readonly tag: string }): readonly string[] => {
  if (tag === "number" || tag === "ordinal") return [numberKind(value)];
  if (tag === "time" || tag === "email" || tag === "url") return [`<${tag}>`];
  return tag === "emoji" || tag === "emoticon" ? [value] : value.split(/(?<=[!?.])/);
};

/** A tidied text as lower-case words, marks, emoji and kinds of numbers (`<time>`, `<number>` …), in their order. */
export const tokensOf = (tidy: string): readonly string[] => {
  const pieces = tokenizer.tokenize(spelledOut(tidy)).flatMap(piecesOf);
  const tokens: string[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at] ?? "";
    const isClock = piece === "<number>" && pieces[at + 1] === ":" && pieces[at + 2] === "<number>";
    tokens.push(isClock ? "<time>" : piece);
    if (isClock) at += 2;
  }
  return tokens;
};

/** The stem of an English word; anything else as it is. */
export const stem = (token: string): string => (/^[a-z']+$/.test(token) ? stemOf(token) : token);
