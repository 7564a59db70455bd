import { stem, tidied, tokensOf } from "./tokens.ts";

/** One thing noticed in a text, and how much it counts beside the others. */
export type Feature = {
  readonly name: string;
  readonly weight: number;
  /** One word alone, or a mark. */
  readonly isStem: boolean;
};

export type ReadText = {
  /** Each feature once. */
  readonly features: readonly Feature[];
  /** Words, marks and kinds of numbers, in their order. */
  readonly tokens: readonly string[];
};

const WEIGHTS = { one: 1, two: 1, three: 0.8, skip: 0.6, start: 0.8, letters: 0.1, shape: 0.7 } as const;
type Kind = keyof typeof WEIGHTS;

/** What a text is made of: stems, runs of two and three, pairs around one, how sentences start, letters, its shape. */
export const readText = (text: string): ReadText => {
  const tidy = tidied(text);
  const tokens = tokensOf(tidy);
  const found = new Map<string, Kind>();
  const note = (kind: Kind, name: string): void => void found.set(`${kind} ${name}`, kind);

  const stems = tokens.map(stem);
  for (const one of stems) note("one", one);
  const framed = ["<s>", ...stems, "</s>"];
  framed.forEach((first, at) => {
    const [second, third] = [framed[at + 1], framed[at + 2]];
    if (second === undefined) return;
    note("two", `${first} ${second}`);
    if (third === undefined) return;
    note("three", `${first} ${second} ${third}`);
    note("skip", `${first} ${third}`);
  });
  for (const sentence of sentencesOf(stems))
    for (const length of [1, 2, 3]) if (sentence.length >= length) note("start", sentence.slice(0, length).join(" "));
  for (const token of tokens) if (!token.startsWith("<")) for (const run of letterRuns(token)) note("letters", run);
  for (const shape of shapesOf(tidy, tokens.length)) note("shape", shape);

  return {
    tokens,
    features: [...found].map(([name, kind]) => ({ name, weight: WEIGHTS[kind], isStem: kind === "one" })),
  };
};

const sentencesOf = (stems: readonly string[]): readonly (readonly string[])[] => {
  const sentences: string[][] = [[]];
  for (const one of stems)
    if (/^[.!?]$/.test(one)) sentences.push([]);
    else sentences.at(-1)?.push(one);
  return sentences;
};

const letterRuns = (token: string): readonly string[] => {
  const framed = `^${token}$`;
  return [3, 4, 5].flatMap((length) =>
    Array.from({ length: Math.max(0, framed.length - length + 1) }, (_, at) => framed.slice(at, at + length)),
  );
};

const shapesOf = (tidy: string, length: number): readonly string[] => {
  const letters = tidy.replace(/[^\p{L}]/gu, "");
  const shapes: readonly (readonly [string, boolean])[] = [
    [`length ${Math.min(6, Math.floor(Math.log2(length + 1)))}`, true],
    ["asks", tidy.includes("?")],
    ["ends asking", /\?\s*$/.test(tidy)],
    ["exclaims", tidy.includes("!")],
    ["exclaims twice", tidy.includes("!!")],
    ["shouts", letters.length > 6 && letters === letters.toUpperCase() && letters !== letters.toLowerCase()],
    ["has digits", /\d/.test(tidy)],
    ["no letters or digits", !/[\p{L}\p{N}]/u.test(tidy)],
    ["emoji at an end", /^\p{Extended_Pictographic}|\p{Extended_Pictographic}\uFE0F?\s*$/u.test(tidy)],
  ];
  return shapes.flatMap(([name, holds]) => (holds ? [name] : []));
};
