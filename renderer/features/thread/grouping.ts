import type { TextView } from "../../../preload/contract/model.ts";
import { localDate } from "../words/time.ts";

const TOGETHER_MS = 5 * 60_000;

/** Texts of one author, each within five minutes of the one before. */
export type Group = { readonly key: string; readonly texts: readonly TextView[] };
/** The groups of one calendar day. */
export type Day = { readonly date: string; readonly at: number; readonly groups: readonly Group[] };

const belongsTo = (last: TextView | undefined, text: TextView): boolean =>
  last !== undefined &&
  last.direction === text.direction &&
  last.author.address === text.author.address &&
  last.isAwayReply === text.isAwayReply &&
  text.at - last.at <= TOGETHER_MS;

/** Days with their groups, oldest first, from texts oldest first. */
export const daysFromTexts = (texts: readonly TextView[]): readonly Day[] => {
  const days: { date: string; at: number; groups: { key: string; texts: TextView[] }[] }[] = [];
  for (const text of texts) {
    const date = localDate(text.at);
    const known = days.at(-1);
    const day = known?.date === date ? known : { date, at: text.at, groups: [] };
    if (day !== known) days.push(day);
    const group = day.groups.at(-1);
    if (group !== undefined && belongsTo(group.texts.at(-1), text)) group.texts.push(text);
    else day.groups.push({ key: text.id, texts: [text] });
  }
  return days;
};
