import { chromium as playwright } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { onPath } from "../commands/programs.ts";
import { startVirtualDisplay, virtualDisplayPrograms, type VirtualDisplay } from "../harness/virtual-display.ts";
import { until } from "./desk-client.ts";
import { useFixture } from "./fixtures/start-fixture.ts";

/** Elsewhere the windows would come up on the screen of whoever runs the tests. */
const canSee = process.platform === "linux" && virtualDisplayPrograms.every((name) => onPath(name) !== undefined);

describe.runIf(canSee)("where windows can be seen", () => {
  let display: VirtualDisplay | undefined;
  const fixture = useFixture(async () => {
    display = await startVirtualDisplay();
    return { headless: false, env: { DISPLAY: display.name } };
  });
  afterAll(() => display?.close());

  it("a window has no tabs and no address, and stands where main puts it", async () => {
    await expect
      .poll(() => fixture().page.evaluate("[outerWidth, outerHeight, innerHeight, screenX, screenY]"))
      .toEqual([640, 480, 480, 400, 224]);
  });

  it("a person works the tray and answers notifications in the desk's own window", async () => {
    const browser = await playwright.connectOverCDP(fixture().desktop.cdp, { noDefaults: true });
    const desk = browser
      .contexts()[0]
      ?.pages()
      .find((page) => page.url() === `${fixture().desktop.desk}/`);
    if (!desk) throw new Error("the desk is not shown");
    await fixture().invoke("notify", "Alice", "Hello <b>you</b>");
    await desk.getByText("Hello <b>you</b>").waitFor();
    await desk.getByLabel("Reply to Alice").fill("From the desk");
    await desk.getByRole("button", { name: "Send" }).click();
    await desk.getByRole("button", { name: "Away" }).click();
    const told = await until("main heard both", async () => {
      const heard = (await fixture().told()).filter(([name]) => name === "notification-reply" || name === "away");
      return heard.length === 2 && heard;
    });
    await browser.close();
    expect(told).toEqual([
      ["notification-reply", "From the desk"],
      ["away", true],
    ]);
  });
});
