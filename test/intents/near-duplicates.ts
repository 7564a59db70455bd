import { seededRandom } from "./seeded-random.ts";

/** Two texts that share this much of their words say the same. */
const ALIKE = 0.6;

const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(text.toLowerCase().match(/[\p{L}\p{N}]+|\p{Extended_Pictographic}/gu) ?? []);

/** For each text a number below `folds`, the same for texts that say nearly the same, so that none is tested by its twin. */
export const foldsOf = (texts: readonly string[], folds: number, seed: number): readonly number[] => {
  const bags = texts.map(wordsOf);
  const parents = texts.map((_, at) => at);
  const groupOf = (at: number): number => {
    let group = at;
    while (parents[group] !== group) group = parents[group] ?? group;
    return group;
  };
  const holders = new Map<string, number[]>();
  bags.forEach((bag, at) => {
    const shared = new Map<number, number>();
    for (const word of bag) {
      const others = holders.get(word) ?? [];
      for (const other of others) shared.set(other, (shared.get(other) ?? 0) + 1);
      holders.set(word, [...others, at]);
    }
    for (const [other, count] of shared)
      if (count / (bag.size + (bags[other]?.size ?? 0) - count) >= ALIKE) parents[groupOf(at)] = groupOf(other);
  });
  const random = seededRandom(seed);
  const foldOfGroup = new Map<number, number>();
  return texts.map((_, at) => {
    const group = groupOf(at);
    const fold = foldOfGroup.get(group) ?? Math.floor(random() * folds);
    foldOfGroup.set(group, fold);
    return fold;
  });
};
