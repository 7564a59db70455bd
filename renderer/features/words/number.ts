const whole = new Intl.NumberFormat("en");

/** "1,200" */
export const numberWords = (count: number): string => whole.format(count);

/** "1 text", "1,200 texts" */
export const counted = (count: number, one: string, many: string): string =>
  `${numberWords(count)} ${count === 1 ? one : many}`;
