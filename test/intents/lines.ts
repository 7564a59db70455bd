import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { INTENTS, type Intent } from "../../preload/contract/intents.ts";

/** A text and what it wants, as somebody labelled it. */
export type LabelledLine = { readonly text: string; readonly intent: Intent };

/** Where the set that trains the classifier lies, with its guide and the word vectors. */
export const SET_FOLDER = resolve(import.meta.dirname, "../../assets/intents");

/** Written by somebody who had not seen the set. Nothing is trained on it. */
export const HELD_OUT_FILE = resolve(import.meta.dirname, "held-out.jsonl");

const isIntent = (value: unknown): value is Intent => INTENTS.some((intent) => intent === value);

const lineFrom = (json: string, where: string): LabelledLine => {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new Error(`${where} is not JSON`);
  }
  if (typeof value !== "object" || value === null) throw new Error(`${where} is not an object`);
  const { text, intent }: { text?: unknown; intent?: unknown } = value;
  if (typeof text !== "string") throw new Error(`${where} has no "text"`);
  if (!isIntent(intent)) throw new Error(`${where} has no "intent" of ${INTENTS.join(", ")}`);
  return { text, intent };
};

/** The lines of a JSONL file; empty ones are skipped. Throws an Error that names the first line that does not fit. */
export const readLines = (file: string): readonly LabelledLine[] => {
  const lines = readFileSync(file, "utf8")
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .flatMap((json, at) => (json.trim() === "" ? [] : [lineFrom(json, `${file}, line ${at + 1},`)]));
  if (lines.length === 0) throw new Error(`${file} has no lines`);
  return lines;
};

/** The set that trains the classifier, file by file. */
export const readSet = (): readonly LabelledLine[] =>
  readdirSync(SET_FOLDER)
    .filter((name) => name.endsWith(".jsonl"))
    .toSorted()
    .flatMap((name) => readLines(join(SET_FOLDER, name)));

/** A text without case, blanks and marks but a question's, to see whether two say the same. */
export const saidIn = (text: string): string =>
  (text.toLowerCase().match(/[\p{L}\p{N}?]+|\p{Extended_Pictographic}/gu) ?? []).join(" ");
