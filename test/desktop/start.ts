import { spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, root } from "../commands/build.ts";
import { findSessionBus, startPrivateBus, type SessionBus } from "./bus/session-bus.ts";
import { createDeskClient, type DeskClient } from "./desk-client.ts";
import type { ReadyLine } from "./wire.ts";

export type DesktopStart = {
  /** Server that Tern suggests, or signs in to with `signIn`. */
  readonly server: string;
  /** Tern's own folder; made if it is not there. */
  readonly profile: string;
  readonly headless: boolean;
  /** Signs in with these where the profile has no account; an empty JWT: only what the keychain holds. */
  readonly signIn?: { readonly clientId: string; readonly clientSecret: string; readonly jwt: string };
  /** More of the environment; DBUS_SESSION_BUS_ADDRESS here is used as it is. */
  readonly env?: Readonly<Record<string, string>>;
  /** `own`: a new session bus that nobody else is on. `session` (default): the person's, or a new one if there is none. */
  readonly bus?: "own" | "session";
  /** False: a desktop without a place for tray icons, as stock GNOME. */
  readonly hasTray?: boolean;
  /** The main bundle; the project's own, built if it is not there, unless told. */
  readonly main?: string;
  /** Further words for main's command line. */
  readonly words?: readonly string[];
};

/** How a desktop's process ended. */
export type Ending = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** Tern running in a desktop, the stand-in or real Electron's, and a person at it. */
export type Desktop = {
  readonly client: DeskClient;
  /** The file with what the process wrote: Tern's log lines and the desktop's complaints. */
  readonly output: string;
  readonly busAddress: string | null;
  /** Resolves when the process has ended, however. */
  readonly ended: Promise<Ending>;
  /** As the person would; resolves when it has ended. Kills it after ten seconds. */
  readonly quit: () => Promise<Ending>;
  /** At once, as a crash or a power cut. */
  readonly kill: () => Promise<Ending>;
};

/** The stand-in says where its desk and its Chromium can be reached. */
export type StandInDesktop = Desktop & ReadyLine;

export const READY_TIMEOUT_MS = 60_000;
export const QUIT_TIMEOUT_MS = 10_000;
/** How much of what it wrote goes into an error. */
const LAST_WORDS_UNITS = 2000;

/** The project's own bundle; built if it is not there. */
export const mainBundle = (): string => {
  const bundle = join(root, "out", "main", "index.js");
  if (!existsSync(bundle)) build();
  return bundle;
};

/** The session bus that this start asks for; `close` ends it if it was made for this. */
export const sessionBusFor = async (options: DesktopStart): Promise<SessionBus> => {
  const given = options.env?.["DBUS_SESSION_BUS_ADDRESS"];
  if (given !== undefined) return { address: given, close: async () => {} };
  return options.bus === "own" ? startPrivateBus() : findSessionBus();
};

/** What Tern is told on its command line. */
export const ternWords = (options: DesktopStart): readonly string[] => [
  `--profile=${resolve(options.profile)}`,
  `--server=${options.server}`,
  ...(options.signIn ? ["--jwt-from-env"] : []),
  ...(options.words ?? []),
];

/** The environment Tern lives in: this process's own, the credentials, what the start adds, and the session bus. */
export const ternEnvironment = (options: DesktopStart, bus: SessionBus): NodeJS.ProcessEnv => ({
  ...process.env,
  ...(options.signIn && {
    TERN_CLIENT_ID: options.signIn.clientId,
    TERN_CLIENT_SECRET: options.signIn.clientSecret,
    TERN_JWT: options.signIn.jwt,
  }),
  ...options.env,
  ...(bus.address === null ? {} : { DBUS_SESSION_BUS_ADDRESS: bus.address }),
});

/** Starts the main bundle in a stand-in desktop of its own process; resolves when its tray icon or a window is there. */
export const startDesktop = async (options: DesktopStart): Promise<StandInDesktop> => {
  const main = options.main ?? mainBundle();
  const profile = resolve(options.profile);
  mkdirSync(profile, { recursive: true });
  const bus = await sessionBusFor(options);
  const output = join(profile, "desktop-output.log");
  const child = spawn(
    process.execPath,
    ["--import", new URL("./register.ts", import.meta.url).href, main, ...ternWords(options)],
    {
      env: {
        ...ternEnvironment(options, bus),
        TERN_STAND_IN_DESKTOP: JSON.stringify({ headless: options.headless, hasTray: options.hasTray ?? true }),
      },
      // Standard input stays open for as long as this process lives: its end makes the desktop quit.
      stdio: ["pipe", "pipe", "pipe"],
    },
  );

  const log = createWriteStream(output, { flags: "a" });
  child.stderr.pipe(log, { end: false });
  let complaints = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaints = (complaints + String(chunk)).slice(-LAST_WORDS_UNITS);
  });
  const lastWords = (): string =>
    `; all it wrote is in ${output}${complaints === "" ? "" : `, at the end:\n${complaints}`}`;
  let told = "";
  const ready = Promise.withResolvers<ReadyLine>();
  child.stdout.on("data", (chunk: Buffer) => {
    told += String(chunk);
    const end = told.indexOf("\n");
    if (end >= 0) ready.resolve(JSON.parse(told.slice(0, end)) as ReadyLine);
  });
  const ended = new Promise<Ending>((resolveEnd) => {
    child.once("error", (error) => ready.reject(error));
    child.once("close", (code, signal) => {
      ready.reject(new Error(`the desktop ended before it was ready (${signal ?? code})${lastWords()}`));
      log.end();
      void bus.close().finally(() => resolveEnd({ code, signal }));
    });
  });
  const kill = (): Promise<Ending> => {
    child.kill("SIGKILL");
    return ended;
  };
  const timer = setTimeout(() => {
    ready.reject(new Error(`the desktop was not ready in time${lastWords()}`));
    void kill();
  }, READY_TIMEOUT_MS);
  const line = await ready.promise.finally(() => clearTimeout(timer));

  const client = createDeskClient(line);
  return {
    ...line,
    client,
    output,
    busAddress: bus.address,
    ended,
    quit: async () => {
      const late = setTimeout(() => child.kill("SIGKILL"), QUIT_TIMEOUT_MS);
      // Windows has no signal that lets a program end in order.
      if (process.platform === "win32") await client.quit();
      else child.kill("SIGTERM");
      return ended.finally(() => clearTimeout(late));
    },
    kill,
  };
};
