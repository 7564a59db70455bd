/**
 * Which of one client's texts, in the order they were written, is the one that is answered, for all of them: the newest
 * that is urgent or, if none is, the newest. Null: there are none. Pure.
 */
export const textToAnswer = <Text>(texts: readonly Text[], isUrgent: (text: Text) => boolean): Text | null =>
  texts.findLast(isUrgent) ?? texts.at(-1) ?? null;
