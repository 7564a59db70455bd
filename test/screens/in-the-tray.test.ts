import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { until } from "../desktop/desk-client.ts";
import type { Desktop, DesktopStart } from "../desktop/start.ts";
import { skipUnlessElectronCan, startDesktop } from "../harness/screen-desktop.ts";
import { startTern } from "../harness/start-tern.ts";
import { clickUnder, markedUnder } from "../harness/tray-menu.ts";
import { skipWithoutTern } from "../harness/use-tern.ts";

/** Nothing answers there: Tern stays signed out. */
const NOWHERE = "http://127.0.0.1:9";

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "tern-tray-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};

const start = async (options: Partial<DesktopStart> = {}): Promise<Desktop & { readonly profile: string }> => {
  const profile = options.profile ?? folder();
  const desktop = await startDesktop({ server: NOWHERE, headless: true, bus: "own", ...options, profile });
  onTestFinished(async () => {
    await desktop.client.disconnect();
    await desktop.quit();
  });
  return { ...desktop, profile };
};

const log = (profile: string): string => readFileSync(join(profile, "logs", "main.log"), "utf8");
const onlyWindow = async ({ client }: Desktop) => {
  await client.page("index.html");
  return until("a window on screen", async () => (await client.windows()).find(({ visible }) => visible));
};

beforeEach(skipWithoutTern());

describe("the tray icon", () => {
  it("tells signed out from live, away and unread by its picture, on light and dark ground", async (context) => {
    skipUnlessElectronCan("change the theme")(context);
    const signedOut = await start();
    expect((await signedOut.client.tray()).icon).toMatch(/signed-out-light/);
    const pictures = new Set([(await signedOut.client.trayIcon()).toString("base64")]);

    const tern = await startTern();
    onTestFinished(tern.close);
    const { client } = tern.desktop();
    const iconBecomes = async (part: string): Promise<void> => {
      await until(`the icon ${part}`, async () => (await client.tray()).icon.includes(part));
      pictures.add((await client.trayIcon()).toString("base64"));
    };
    await iconBecomes("live-light");
    await tern.textFrom("Alice Nguyen", "Hello");
    await iconBecomes("unread-light");
    await clickUnder(client, "Away", "Until I turn it off");
    await iconBecomes("away-light");
    await client.theme(true);
    await iconBecomes("away-dark");
    expect(pictures.size).toBe(5);
    expect(await markedUnder(client, "Away")).toEqual(["Until I turn it off"]);
  });
});

describe("a desktop without a tray", () => {
  it("never hides the only window: closing it minimises it, and Tern can still be quit", async (context) => {
    skipUnlessElectronCan("see minimised windows")(context);
    const desktop = await start({ hasTray: false });
    const window = await onlyWindow(desktop);
    await desktop.client.actOnWindow(window.id, "close");
    await until("it minimised", async () => (await desktop.client.windows())[0]?.minimized === true);
    expect(await desktop.quit()).toEqual({ code: 0, signal: null });
  });
});

describe("Tern started twice", () => {
  it("is there once: the second start brings the first one's window back", async () => {
    const first = await start();
    const window = await onlyWindow(first);
    await first.client.actOnWindow(window.id, "close");
    await until("no window", async () => (await first.client.windows()).length === 0);
    await expect(startDesktop({ server: NOWHERE, headless: true, bus: "own", profile: first.profile })).rejects.toThrow(
      /ended before it was ready \(0\)/,
    );
    await onlyWindow(first);
  });
});

describe("Tern's end and troubles", () => {
  it("ends by Quit in the tray menu, with nothing left behind", async () => {
    const desktop = await start();
    await onlyWindow(desktop);
    await desktop.client.clickTray("Quit");
    expect(await desktop.ended).toEqual({ code: 0, signal: null });
    expect(log(desktop.profile)).not.toMatch(/crashed|\[error\]/);
  });

  it("wakes when the computer does", async () => {
    const desktop = await start();
    await desktop.client.power("suspend");
    await desktop.client.power("resume");
    await until("it in the log", async () => log(desktop.profile).includes('woken {"cause":"resume"}'));
  });

  it("starts with empty settings when their file is damaged", async () => {
    const profile = folder();
    writeFileSync(join(profile, "settings.json"), '{"account":{"id":"../../etc","server":7},"mainBounds":');
    const desktop = await start({ profile });
    expect((await onlyWindow(desktop)).bounds).toMatchObject({ width: 980, height: 680 });
  });

  it("says so on screen and in the log when it cannot go on", async () => {
    const profile = folder();
    // A folder where a file must be.
    mkdirSync(join(profile, "settings.json"));
    await expect(start({ profile })).rejects.toThrow(/ended before it was ready \(1\)/);
    expect(readFileSync(join(profile, "desktop-output.log"), "utf8")).toContain("Tern has stopped: ");
    expect(log(profile)).toMatch(/\[error\] crashed .*EISDIR/);
  });
});
