/**
 * The alphabet that phones write a text in with seven bits a letter. Source: 3GPP TS 23.038, default alphabet and its
 * extension, whose letters take two places.
 */
const SEVEN_BITS = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const TWO_PLACES = new Set("\f^{}\\[~]|€");

/** Places in a text alone, and in each part of one that was cut. Source: 3GPP TS 23.040, with its header of 6 bytes. */
const SEVEN_BIT_PLACES = { alone: 160, part: 153 };
const SIXTEEN_BIT_PLACES = { alone: 70, part: 67 };

/** How a carrier cuts a text. */
export type SmsParts = {
  /** UTF-16 units: what RingCentral counts. */
  readonly units: number;
  /** How many SMS it goes out as; 0 if it is empty. */
  readonly parts: number;
  /** The first sign outside the seven-bit alphabet, which makes every part less than half as long; null: none. */
  readonly wide: string | null;
};

/** Parts of a text whose letters take these places; a letter is never cut in two. */
const count = (places: readonly number[], { alone, part }: typeof SEVEN_BIT_PLACES): number => {
  const all = places.reduce((sum, each) => sum + each, 0);
  if (all <= alone) return all === 0 ? 0 : 1;
  let parts = 1;
  let room = part;
  for (const each of places) {
    if (each > room) {
      parts += 1;
      room = part;
    }
    room -= each;
  }
  return parts;
};

export const smsParts = (body: string): SmsParts => {
  const letters = Array.from(body);
  const wide = letters.find((letter) => !SEVEN_BITS.has(letter) && !TWO_PLACES.has(letter)) ?? null;
  const parts =
    wide === null
      ? count(
          letters.map((letter) => (TWO_PLACES.has(letter) ? 2 : 1)),
          SEVEN_BIT_PLACES,
        )
      : count(
          letters.map(({ length }) => length),
          SIXTEEN_BIT_PLACES,
        );
  return { units: body.length, parts, wide };
};

/** "148 characters, sent as 1 SMS", and what would make it shorter. */
export const smsPartsWords = (body: string): string => {
  const { units, parts, wide } = smsParts(body);
  const words = `${units} ${units === 1 ? "character" : "characters"}, sent as ${parts} SMS`;
  return wide === null || parts < 2 ? words : `${words}: “${wide}” leaves room for 67 in each instead of 153`;
};
