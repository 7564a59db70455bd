import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach } from "vitest";
import { root } from "../commands/build.ts";
import { until, type DeskClient } from "../desktop/desk-client.ts";
import type { Desktop, DesktopStart, Ending } from "../desktop/start.ts";
import { controlOf, type Control, type HeldMessage, type InboundFile } from "../ringcentral/control-client.ts";
import {
  startRingCentral,
  type LocalRingCentral,
  type LocalRingCentralOptions,
  type LocalUser,
} from "../ringcentral/server.ts";
import { startDunst, type Dunst } from "./dunst.ts";
import { startKeyring, type Keyring } from "./keyring.ts";
import { startDesktop } from "./screen-desktop.ts";
import { startSessionBus, type SessionBus } from "./session-bus.ts";

/** What of a person's desktop the built Tern is to find. */
export type TernOptions = {
  /** As the first user of the local RingCentral (default), or nobody: the sign-in form. */
  readonly signIn?: "first-user" | "nobody";
  /** A real gnome-keyring in the session, which outlives restarts. Without: Tern keeps its session in memory only. */
  readonly keyring?: boolean;
  /** A real dunst shows the notifications instead of the desk. */
  readonly dunst?: boolean;
  readonly ringCentral?: LocalRingCentralOptions;
  readonly desktop?: Partial<DesktopStart>;
};

/** The built Tern as a person has it before them: in a desktop of its own, with a RingCentral of its own. */
export type Tern = {
  readonly ringCentral: LocalRingCentral;
  readonly control: Control;
  readonly user: LocalUser;
  readonly profile: string;
  /** Null on systems without D-Bus. */
  readonly bus: SessionBus | null;
  readonly dunst: Dunst | null;
  /** Of the run that is going on; another one after `restart`. */
  readonly desktop: () => Desktop;
  readonly client: () => DeskClient;
  /** The page of the main window; opens it from the tray if it is closed. */
  readonly mainPage: () => Promise<Page>;
  readonly quickReplyPage: () => Promise<Page>;
  /** A text arrives from the contact of this name (or from this number). */
  readonly textFrom: (who: string, text: string, attachments?: readonly InboundFile[]) => Promise<number>;
  /** What the person sent, as RingCentral holds it, oldest first. */
  readonly sent: () => Promise<readonly HeldMessage[]>;
  /** The tray's icon says what is going on: "live", "away", "signed-out" … */
  readonly untilTrayIs: (icon: string) => Promise<void>;
  /** Quits (or kills) Tern and starts it again on the same profile and session, without credentials. */
  readonly restart: (how?: "quit" | "kill") => Promise<Ending>;
  readonly close: () => Promise<void>;
};

const LIVE_MS = 30_000;

/** Starts everything; resolves when Tern is live (or, with nobody signed in, when its window is there). */
export const startTern = async (options: TernOptions = {}): Promise<Tern> => {
  /** What ends it all, last one first. */
  const ends: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    return await start(options, ends, close);
  } catch (error) {
    await close();
    throw error;
  }
};

const start = async (options: TernOptions, ends: (() => unknown)[], close: () => Promise<void>): Promise<Tern> => {
  const ringCentral = await startRingCentral(options.ringCentral);
  ends.push(ringCentral.close);
  const [user] = ringCentral.users;
  const own = user?.phoneNumbers[0];
  if (user === undefined || own === undefined) throw new Error("nobody in this world has a number");
  const control = controlOf(ringCentral.control);
  const profile = mkdtempSync(join(tmpdir(), "tern-profile-"));
  ends.push(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));

  const bus = process.platform === "linux" ? await startSessionBus() : null;
  if (bus) ends.push(bus.close);
  const keyring: Keyring | null = options.keyring && bus ? await startKeyring(bus) : null;
  if (keyring) ends.push(keyring.close);
  const dunst = options.dunst && bus ? await startDunst(bus) : null;
  if (dunst) ends.push(dunst.close);

  const run = (signIn: boolean): Promise<Desktop> =>
    startDesktop({
      server: ringCentral.server,
      profile,
      headless: true,
      ...(signIn && {
        signIn: { clientId: ringCentral.clientId, clientSecret: ringCentral.clientSecret, jwt: user.jwt },
      }),
      ...options.desktop,
      env: { ...(bus && sessionOf(bus)), ...options.desktop?.env },
    });
  const isSignedIn = options.signIn !== "nobody";
  let desktop = await run(isSignedIn);
  const quit = async (): Promise<Ending> => {
    await desktop.client.disconnect();
    return desktop.quit();
  };
  ends.push(quit);

  const client = (): DeskClient => desktop.client;
  const untilTrayIs = async (icon: string): Promise<void> =>
    void (await until(
      `the tray to be ${icon}`,
      async () => (await client().tray()).icon.includes(`/${icon}`),
      LIVE_MS,
    ));
  if (isSignedIn) await untilTrayIs("live");

  return {
    ringCentral,
    control,
    user,
    profile,
    bus,
    dunst,
    desktop: () => desktop,
    client,
    untilTrayIs,
    mainPage: async () => {
      const isOpen = (await client().windows()).some(({ url }) => !url.includes("#/quick-reply/"));
      if (!isOpen) await client().clickTray("Open");
      return client().page("tern://app/index.html");
    },
    quickReplyPage: () => client().page("#/quick-reply/"),
    textFrom: (who, text, attachments = []) => {
      const from = ringCentral.contacts.find(({ name }) => name === who)?.phoneNumber ?? who;
      return control.inbound({ from, to: own, text, attachments: [...attachments] });
    },
    sent: async () => (await control.messages()).filter(({ direction }) => direction === "Outbound"),
    restart: async (how = "quit") => {
      await desktop.client.disconnect();
      const ending = await (how === "quit" ? desktop.quit() : desktop.kill());
      desktop = await run(false);
      return ending;
    },
    close,
  };
};

/** What makes a program live in this session, and nothing else of the environment. */
const sessionOf = (bus: SessionBus): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [
      "DBUS_SESSION_BUS_ADDRESS",
      "HOME",
      "XDG_RUNTIME_DIR",
      "XDG_DATA_HOME",
      "XDG_CONFIG_HOME",
      "XDG_CACHE_HOME",
    ].flatMap((name) => (bus.env[name] === undefined ? [] : [[name, bus.env[name]]])),
  );

/** After a test that failed: what its windows showed and what Tern wrote, under out/evidence/<the test's name>. */
export const keepEvidence = (tern: () => Tern | undefined): void =>
  afterEach(async ({ task }) => {
    const failed = tern();
    if (task.result?.state !== "fail" || failed === undefined) return;
    const folder = join(root, "out", "evidence", task.name.replaceAll(/[^\w]+/g, "-").slice(0, 80));
    mkdirSync(folder, { recursive: true });
    const { output, client } = failed.desktop();
    if (existsSync(output)) copyFileSync(output, join(folder, "desktop-output.log"));
    for (const { id } of await client.windows())
      writeFileSync(join(folder, `window-${id}.png`), await client.screenshot(id));
  });
