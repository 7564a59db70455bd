import * as fc from "fast-check";

/** What an enemy writes where something else is expected: the wrong kind, the too large, the names with a meaning of their own. */
const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    null,
    "",
    "\u0000",
    "\ud800",
    "__proto__",
    "constructor",
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1,
    2 ** 53,
    1e308,
    "9".repeat(400),
    "../../etc/passwd",
    { toString: "not a function" },
    [[[[[[]]]]]],
  ),
  fc.integer({ min: 1, max: 200 }).map((size) => Array.from({ length: size }, () => ({}))),
);

/** A path into a value: which of its fields or elements, level by level. */
const placesIn = (value: unknown): readonly (readonly string[])[] => {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner).map((rest) => [key, ...rest]))];
};

const replaced = (value: unknown, [key, ...rest]: readonly string[], by: (was: unknown) => unknown): unknown => {
  if (key === undefined) return by(value);
  if (Array.isArray(value))
    return value.map((each, index) => (String(index) === key ? replaced(each, rest, by) : each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === key ? replaced(inner, rest, by) : inner]),
  );
};

const gone = Symbol("gone");
const without = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.filter((each) => each !== gone).map(without);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== gone)
      .map(([name, inner]) => [name, without(inner)]),
  );
};

/** The good value with one to four of its parts, on any level, replaced by something nasty or left out. */
export const spoiled = (good: unknown): fc.Arbitrary<unknown> =>
  fc
    .array(fc.record({ place: fc.constantFrom(...placesIn(good)), by: fc.oneof(nasty, fc.constant(gone)) }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((wounds) => {
      const value = wounds.reduce((so, { place, by }) => replaced(so, place, () => by), good);
      return value === gone ? undefined : without(value);
    });

/** Nothing but nasty. */
export const anything = fc.oneof(nasty, fc.anything());
