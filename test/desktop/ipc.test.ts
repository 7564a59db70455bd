import { describe, expect, it } from "vitest";
import { useFixture } from "./fixtures/start-fixture.ts";

describe("between a page and main", () => {
  const fixture = useFixture();
  const run = (code: string): Promise<unknown> => fixture().page.evaluate(code);

  it("a request carries who sent it", async () => {
    expect(await fixture().invoke("who")).toEqual({
      isMain: true,
      url: "tern://app/index.html#/start",
      origin: "tern://app",
      hasParent: false,
      isTop: true,
      contentsUrl: "tern://app/index.html#/start",
      window: 1,
    });
  });

  it("the sender's address follows the page", async () => {
    await run("location.hash = '#/moved'");
    expect(await run("api.invoke('who').then(({ url, contentsUrl }) => [url, contentsUrl])")).toEqual([
      "tern://app/index.html#/moved",
      "tern://app/index.html#/moved",
    ]);
    await run("location.hash = '#/start'");
  });

  it("values cross as structured clones, typed arrays both ways", async () => {
    expect(
      await run(`(async () => {
        const bytes = new Uint8Array(1500000).map((_, at) => at % 251);
        const [back, when, map] = await api.invoke("echo", bytes, new Date(5), new Map([["a", 1n]]));
        return [back instanceof Uint8Array, back.length, back.every((byte, at) => byte === at % 251), when.getTime(), String(map.get("a"))];
      })()`),
    ).toEqual([true, 1_500_000, true, 5, "1"]);
  });

  it("main gets real typed arrays", async () => {
    expect(await run("api.invoke('kinds', new Uint8Array(1), new ArrayBuffer(1), new Map(), new Error('x'))")).toEqual([
      "[object Uint8Array]",
      "[object ArrayBuffer]",
      "[object Map]",
      "[object Error]",
    ]);
  });

  it("a handler's failure rejects in Electron's words", async () => {
    const failure = (channel: string): Promise<unknown> =>
      run(`api.invoke('${channel}').catch((error) => error.message)`);
    expect([await failure("fail"), await failure("nobody"), await failure("uncloneable")]).toEqual([
      "Error invoking remote method 'fail': TypeError: main refused",
      "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
      "Error invoking remote method 'uncloneable': Error: An object could not be cloned.",
    ]);
  });

  it("what cannot be cloned never leaves the page", async () => {
    expect(await run("api.invoke('echo', Promise.resolve()).catch((error) => error.message)")).toBe(
      "An object could not be cloned.",
    );
  });

  it("main's messages arrive in order, until the listener is taken off", async () => {
    expect(
      await run(`(async () => {
        const heard = [];
        const stop = api.subscribe((...values) => heard.push(values));
        for (let at = 0; at < 20; at++) await api.invoke("tell-me", at, new Uint8Array([at]));
        stop();
        await api.invoke("tell-me", "late");
        return heard.map(([at, bytes]) => [at, bytes[0]]);
      })()`),
    ).toEqual(Array.from({ length: 20 }, (_, at) => [at, at]));
  });

  it("answers and messages keep their order among each other", async () => {
    expect(
      await run(`(async () => {
        const heard = [];
        const stop = api.subscribe((value) => heard.push(value));
        await Promise.all([api.invoke("tell-me", "first").then(() => heard.push("answered"))]);
        stop();
        return heard;
      })()`),
    ).toEqual(["first", "answered"]);
  });
});
