/** `3`, `10,000`. */
export const countInWords = (count: number): string => count.toLocaleString("en-US");
