import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { virtualDisplayPrograms } from "../../harness/virtual-display.ts";
import { skipWithout } from "../../harness/missing-programs.ts";
import { until } from "../desk-client.ts";
import { writeElectronDouble } from "../fixtures/electron-program.ts";
import type { Desktop, DesktopStart } from "../start.ts";
import { startRealElectron } from "./start.ts";

const onLinux = ["dbus-daemon", ...virtualDisplayPrograms];
beforeEach(skipWithout("chromium", ...(process.platform === "linux" ? onLinux : [])));

/** Nothing answers there: Tern stays signed out. */
const NOWHERE = "http://127.0.0.1:9";

// Electron's program is a shell script here.
describe.runIf(process.platform !== "win32")("Tern, started as on real Electron, by a double of its program", () => {
  let folder: string;
  let program: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "tern-double-"));
    program = writeElectronDouble(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const start = async (options: Partial<DesktopStart> = {}): Promise<Desktop & { readonly profile: string }> => {
    const profile = options.profile ?? mkdtempSync(join(folder, "profile-"));
    const desktop = await startRealElectron(program, {
      server: NOWHERE,
      headless: true,
      bus: "own",
      ...options,
      profile,
    });
    onTestFinished(async () => void (await desktop.quit()));
    return { ...desktop, profile };
  };

  it("shows its tray and its window's page, does what is clicked, and quits in order", async () => {
    const { client, ended } = await start();
    expect(await client.tray()).toMatchObject({
      tooltip: "Tern: signed out",
      icon: expect.stringMatching(/^assets.*signed-out-light/),
    });
    expect((await client.trayIcon()).subarray(1, 4).toString()).toBe("PNG");
    const page = await client.page("index.html");
    await page.getByRole("heading", { name: "Sign in to RingCentral" }).waitFor();

    const [window] = await until("a window", async () => {
      const windows = await client.windows();
      return windows.length === 1 && windows;
    });
    await client.actOnWindow(window?.id ?? 0, "close");
    await until("no window", async () => (await client.windows()).length === 0);
    await client.clickTray("Open");
    await client.page("index.html");
    await expect(client.clickTray("Away", "Until I turn it off")).rejects.toThrow("disabled");
    await client.theme(true);
    await until("a dark icon", async () => (await client.tray()).icon.includes("signed-out-dark"));
    await client.clickTray("Quit");
    expect(await ended).toEqual({ code: 0, signal: null });
  });

  it("says what cannot be had instead of doing nothing", async () => {
    const { client } = await start();
    await expect(client.network(false)).rejects.toMatchObject({ name: "NotOnRealElectron", ability: "pull the cable" });
    await expect(client.actOnWindow(99, "close")).rejects.toMatchObject({ name: "DeskRefusal", status: 404 });
  });

  it("can be killed, and quit when it is gone", async () => {
    const desktop = await start();
    expect(await desktop.kill()).toEqual({ code: null, signal: "SIGKILL" });
    expect(await desktop.quit()).toEqual({ code: null, signal: "SIGKILL" });
  });

  it("says how it ended when that was too early: a second start, and a crash with its box", async () => {
    const first = await start();
    await expect(start({ profile: first.profile })).rejects.toThrow("ended before it was ready (0)");

    const profile = mkdtempSync(join(folder, "profile-"));
    // A folder where a file must be.
    mkdirSync(join(profile, "settings.json"));
    await expect(start({ profile })).rejects.toThrow("ended before it was ready (1)");
    expect(readFileSync(join(profile, "desktop-output.log"), "utf8")).toContain("Tern has stopped: ");
  });
});
