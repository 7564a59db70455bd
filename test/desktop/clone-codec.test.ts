import { describe, expect, it } from "vitest";
import { createCloneCodec } from "./world/clone-codec.ts";

const codec = createCloneCodec();
const crossed = (value: unknown): unknown => codec.decode(codec.encode(value));

describe("a value that crosses between main and a page", () => {
  it("arrives as structured clone would copy it", () => {
    const value = {
      text: "a",
      numbers: [0, -0, Number.NaN, Infinity, -Infinity, 1.5, 12n],
      nothing: [undefined, null],
      flags: [true, false],
      when: new Date(1234),
      pattern: /a+/giu,
      map: new Map<unknown, unknown>([["k", { deep: [1] }]]),
      set: new Set([1, "b"]),
      bytes: new Uint8Array([0, 127, 255]),
      words: new Uint16Array([1, 65535]),
      buffer: new Uint8Array([7, 8]).buffer,
      boxed: Object(3) as unknown,
    };
    expect(crossed(value)).toEqual(structuredClone(value));
  });

  it("keeps cycles and what is shared", () => {
    const shared = { name: "shared" };
    const value: Record<string, unknown> = { first: shared, second: shared };
    value["self"] = value;
    const copy = crossed(value) as typeof value;
    expect([copy["self"] === copy, copy["first"] === copy["second"]]).toEqual([true, true]);
  });

  it("keeps the holes and the length of an array", () => {
    const value = [1, , 3] as unknown[]; // oxlint-disable-line no-sparse-arrays
    value.length = 5;
    expect(crossed(value)).toStrictEqual(structuredClone(value));
  });

  it("keeps of an error its kind, message, stack and cause", () => {
    const error = new RangeError("too far", { cause: new Error("because") });
    const copy = crossed(error) as RangeError;
    expect([copy instanceof RangeError, copy.message, copy.stack, copy.cause]).toEqual([
      true,
      "too far",
      error.stack,
      new Error("because"),
    ]);
  });

  it("loses its prototype and its methods' home", () => {
    class Point {
      readonly x = 1;
    }
    const copy = crossed(new Point()) as object;
    expect([Object.getPrototypeOf(copy) === Object.prototype, copy]).toEqual([true, { x: 1 }]);
  });

  it("takes of a view only its own bytes", () => {
    const view = new Uint8Array(new Uint8Array([1, 2, 3, 4]).buffer, 1, 2);
    const copy = crossed(view) as Uint8Array;
    expect([...copy, copy.buffer.byteLength]).toEqual([2, 3, 2]);
  });

  it("is a plain object's own key even when that is __proto__", () => {
    const value = JSON.parse('{"__proto__":{"a":1}}') as object;
    const copy = crossed(value) as object;
    expect([Object.keys(copy), Object.getPrototypeOf(copy) === Object.prototype]).toEqual([["__proto__"], true]);
  });

  it.each([
    ["a function", () => {}],
    ["a symbol", Symbol("s")],
    ["a promise", Promise.resolve()],
    ["a weak map", new WeakMap()],
    ["a function inside", { deep: [() => {}] }],
  ])("is refused as Electron refuses it: %s", (_name, value) => {
    expect(() => codec.encode(value)).toThrow("An object could not be cloned.");
  });
});
