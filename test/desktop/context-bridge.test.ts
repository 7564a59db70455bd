import { describe, expect, it } from "vitest";
import { useFixture } from "./fixtures/start-fixture.ts";

describe("what a preload exposes through contextBridge", () => {
  const fixture = useFixture();
  const run = (code: string): Promise<unknown> => fixture().page.evaluate(code);

  it("is there before the page's own scripts, copied and frozen", async () => {
    expect(
      await run(`({
        platform: api.platform,
        nested: api.nested.list[1].deep,
        when: api.nested.when instanceof Date,
        frozen: [Object.isFrozen(api), Object.isFrozen(api.nested), Object.isFrozen(api.nested.list), Object.isFrozen(api.same)],
        kept: (() => { try { window.api = 1; } catch {} return typeof window.api; })(),
      })`),
    ).toEqual({
      platform: process.platform,
      nested: "value",
      when: true,
      frozen: [true, true, true, true],
      kept: "object",
    });
  });

  it("leaves nothing of Node or Electron in the page", async () => {
    expect(await run("[typeof require, typeof process, typeof module, typeof ipcRenderer, typeof Buffer]")).toEqual(
      Array.from({ length: 5 }, () => "undefined"),
    );
  });

  it("gives the preload electron only", async () => {
    expect(await run("[api.tryToRequire('electron'), api.tryToRequire('fs')]")).toEqual([
      "object",
      "module not found: fs",
    ]);
  });

  it("copies arguments and results, both ways", async () => {
    expect(
      await run(`(() => {
        const given = { list: [1, { a: new Uint8Array([1, 2]) }], map: new Map([[1, 2]]), none: undefined };
        const got = api.same(given);
        return [got !== given, got.list[1].a instanceof Uint8Array, [...got.list[1].a], got.map instanceof Map, "none" in got,
          Object.isFrozen(got)];
      })()`),
    ).toEqual([true, true, [1, 2], true, true, false]);
  });

  it("drops prototypes and keys that are symbols", async () => {
    expect(
      await run(`(() => {
        class Point { constructor() { this.x = 1; } get y() { return 2; } }
        const got = api.same(Object.assign(new Point(), { [Symbol("s")]: 1 }));
        return [Object.keys(got), Object.getOwnPropertySymbols(got).length, got.y === undefined, got.constructor === Object];
      })()`),
    ).toEqual([["x"], 0, true, true]);
  });

  it("refuses what cannot be cloned", async () => {
    expect(
      await run(`[Symbol("s"), new WeakMap(), document.body].map((value) => {
        try { api.same(value); return "taken"; } catch (error) { return error.message; }
      })`),
    ).toEqual(Array.from({ length: 3 }, () => "An object could not be cloned."));
  });

  it("refuses what goes round in circles", async () => {
    expect(
      await run(
        `(() => { const round = {}; round.round = round; try { api.same(round); } catch (error) { return error.message; } })()`,
      ),
    ).toMatch(/recursion depth exceeded/);
  });

  it("proxies functions, which answer at once, and hands the page's own back", async () => {
    expect(
      await run(
        `(() => { const own = (x) => x * 2; return [api.callBack(own, 21), api.same(own) === own, api.same(api.same) === api.same]; })()`,
      ),
    ).toEqual([42, true, true]);
  });

  it("carries only the message of an error", async () => {
    expect(
      await run(`(() => {
        const caught = (work) => { try { work(); } catch (error) { return [error instanceof Error, error.name, error.message, error.code]; } };
        const passed = api.same(Object.assign(new TypeError("passed"), { code: "E" }));
        return [caught(api.throwError), caught(api.throwString), [passed.name, passed.message, passed.code]];
      })()`),
    ).toEqual([
      [true, "Error", "of a kind", undefined],
      [
        true,
        "Error",
        "An unknown exception occurred in the isolated context, an error occurred but a valid exception was not thrown.",
        undefined,
      ],
      ["Error", "passed", undefined],
    ]);
  });

  it("proxies promises: what they become, and the message they fail with", async () => {
    expect(
      await run(`(async () => [
        await api.later(5),
        api.isPromise(Promise.resolve()),
        await api.reject().catch((error) => [error.name, error.message, error.code]),
      ])()`),
    ).toEqual([{ value: 5 }, true, ["Error", "too far", undefined]]);
  });

  it("cannot take a name that is taken", async () => {
    expect(await run("(() => { try { api.exposeAgain(); } catch (error) { return error.message; } })()")).toBe(
      "Cannot bind an API on top of an existing property on the window object",
    );
  });
});
