import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { until } from "./desk-client.ts";
import { skipWithout } from "../harness/missing-programs.ts";
import { FIXTURE_MAIN, startFixture, useFixture } from "./fixtures/start-fixture.ts";
import { startDesktop } from "./start.ts";

describe("a window", () => {
  const fixture = useFixture();
  const client = () => fixture().desktop.client;
  const standing = async (id = 1): Promise<readonly [boolean, boolean] | null> => {
    const window = (await client().windows()).find((each) => each.id === id);
    return window ? [window.visible, window.focused] : null;
  };
  const takeEvents = (): Promise<unknown> => fixture().page.evaluate("window.events.splice(0)");

  it("is shown when its page is ready, with the size main gave it", async () => {
    expect([await standing(), await fixture().page.evaluate("[innerWidth, innerHeight]")]).toEqual([
      [true, true],
      [640, 480],
    ]);
  });

  it("takes the size main gives it later", async () => {
    await fixture().invoke("resize", 500, 300);
    await fixture().page.waitForFunction(() => innerWidth === 500 && innerHeight === 300);
    const [window] = await client().windows();
    expect([window?.bounds.width, window?.bounds.height]).toEqual([500, 300]);
  });

  it("that is hidden tells its page, which goes on", async () => {
    await takeEvents();
    await fixture().invoke("hide");
    const hidden = [
      await standing(),
      await takeEvents(),
      await fixture().page.evaluate("[document.hidden, document.hasFocus()]"),
    ];
    await fixture().invoke("show");
    const shown = [
      await standing(),
      await takeEvents(),
      await fixture().page.evaluate("[document.hidden, document.hasFocus()]"),
    ];
    expect([hidden, shown]).toEqual([
      [
        [false, false],
        ["blur", "hidden"],
        [true, false],
      ],
      [
        [true, true],
        ["visible", "focus"],
        [false, true],
      ],
    ]);
  });

  it("whose closing main prevents is still there", async () => {
    await client().actOnWindow(1, "close");
    await until("the window is hidden", async () => (await standing())?.[0] === false);
    expect(await fixture().invoke("echo", "alive")).toEqual(["alive"]);
    await client().clickTray();
    await until("the window is back", async () => (await standing())?.[0] === true);
  });

  it("gives the focus to another one, and takes it again", async () => {
    const id = Number(await fixture().invoke("second-window"));
    await until("the second window is focused", async () => (await standing(id))?.[1] === true);
    const first = await standing(1);
    await client().actOnWindow(1, "focus");
    expect([first, await standing(1), await standing(id)]).toEqual([
      [true, false],
      [true, true],
      [true, false],
    ]);
    await client().actOnWindow(id, "close");
    await until("the second window is gone", async () => (await standing(id)) === null);
  });

  it("can be looked at", async () => {
    const image = await client().screenshot(1);
    expect([image.toString("latin1", 1, 4), image.readUInt32BE(16), image.readUInt32BE(20)]).toEqual(["PNG", 500, 300]);
  });

  it("that its page closes is closed as by a person", async () => {
    await fixture().page.evaluate("window.close()");
    await until("main was asked and hid it", async () => (await standing())?.[0] === false);
    await fixture().invoke("show");
  });

  it("whose page crashes is told so, and can load it again", async () => {
    const crashed = (await client().windows())[0]?.target;
    await client().actOnWindow(1, "crash");
    const target = await until("the window has another page", async () => {
      const [window] = await client().windows();
      return window?.target !== crashed && window?.target;
    });
    const page = await client().page("#/start");
    await page.waitForFunction(() => "api" in window && document.readyState === "complete");
    const told = await page.evaluate("api.invoke('told')");
    expect([target === crashed, told, await page.evaluate("[innerWidth, document.hasFocus()]")]).toEqual([
      false,
      expect.arrayContaining([["gone", "crashed"]]),
      [500, true],
    ]);
    await page.evaluate("api.invoke('allow-close')");
  });

  it("whose page would rather stay is not closed, and keeps the app from quitting", async () => {
    const page = await client().page("#/start");
    await page.click("h1"); // a page that nobody touched has no say
    await page.evaluate(
      "window.asked = 0; window.onbeforeunload = (event) => { window.asked += 1; event.preventDefault(); }",
    );
    const asked = (times: number): Promise<unknown> =>
      until(`the page was asked ${times} times`, async () => (await page.evaluate("window.asked")) === times);
    await client().quit();
    await until("main heard that it should quit", async () =>
      JSON.stringify(await page.evaluate("api.invoke('told')")).includes("before-quit"),
    );
    await asked(1);
    await client().actOnWindow(1, "close");
    await asked(2);
    expect(await page.evaluate("api.invoke('echo', 'here')")).toEqual(["here"]);
    await page.evaluate("window.onbeforeunload = null");
  });

  it("hears from its page until it is gone", async () => {
    await client().actOnWindow(1, "close");
    await until("no window is left", async () => (await client().windows()).length === 0);
    const { code } = await fixture().desktop.quit();
    const end = /\{"told":.*\}/.exec(readFileSync(fixture().desktop.output, "utf8"))?.[0] ?? "{}";
    const { told } = JSON.parse(end) as { told: string[][] };
    expect([code, told.slice(-4)]).toEqual([
      0,
      [["note", "pagehide"], ["window-closed"], ["window-all-closed"], ["before-quit"]],
    ]);
  });
});

describe("an app in the stand-in desktop", () => {
  beforeEach(skipWithout("chromium"));

  it("is told of a second instance, which leaves at once", async () => {
    const fixture = await startFixture();
    try {
      const second = await startDesktop({
        server: fixture.server,
        profile: fixture.profile,
        headless: true,
        main: FIXTURE_MAIN,
        words: ["--hello"],
        env: { DBUS_SESSION_BUS_ADDRESS: fixture.desktop.busAddress ?? "" },
      }).catch((error: Error) => error.message);
      expect(second).toContain("ended before it was ready (0)");
      await until("the first one heard of it", async () =>
        (await fixture.told()).some(([name, hasWord]) => name === "second-instance" && hasWord === true),
      );
    } finally {
      await fixture.close();
    }
  });

  it("can be started again after it was killed, and leaves no Chromium behind", async () => {
    const fixture = await startFixture();
    const { cdp } = fixture.desktop;
    await fixture.desktop.client.disconnect();
    await fixture.desktop.kill();
    await until("Chromium is gone", () =>
      fetch(`${cdp}/json/version`).then(
        () => false,
        () => true,
      ),
    );
    const again = await startDesktop({
      server: fixture.server,
      profile: fixture.profile,
      headless: true,
      bus: "own",
      main: FIXTURE_MAIN,
    });
    expect((await again.quit()).code).toBe(0);
    await fixture.close();
  });

  it("quits at the desk's word", async () => {
    const fixture = await startFixture();
    await fixture.desktop.client.disconnect();
    await fixture.desktop.client.quit();
    expect(await fixture.desktop.ended).toEqual({ code: 0, signal: null });
    await fixture.close();
  });
});
