import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { _electron, type ElectronApplication } from "playwright-core";
import { startVirtualDisplay } from "../../harness/virtual-display.ts";
import { offerDesktopServices } from "../bus/desktop-services.ts";
import { hasDisplay } from "../chromium/browser.ts";
import { until } from "../desk-client.ts";
import { createNotificationList } from "../notification-list.ts";
import {
  mainBundle,
  QUIT_TIMEOUT_MS,
  READY_TIMEOUT_MS,
  sessionBusFor,
  ternEnvironment,
  ternWords,
  type Desktop,
  type DesktopStart,
  type Ending,
} from "../start.ts";
import { ask, createElectronClient } from "./client.ts";
import { writeRecorder } from "./recorder-file.ts";
import { OUTPUT_VARIABLE } from "./recorder-names.ts";

/**
 * What Playwright itself gives to an Electron it finds by itself, but not to one named by path: holds `ready` back until
 * Playwright listens, so that no window and no end is missed.
 */
const PLAYWRIGHT_LOADER = join(
  dirname(createRequire(import.meta.url).resolve("playwright-core/package.json")),
  "lib/server/electron/loader.js",
);

/** How long a process may take to be gone after it stopped answering. */
const ENDING_MS = 5_000;

/** Things to undo, last one first. */
const createEnds = () => {
  const ends: (() => unknown)[] = [];
  return {
    add: (end: () => unknown): void => void ends.push(end),
    run: async (): Promise<void> => {
      for (const end of ends.splice(0).toReversed()) await end();
    },
  };
};

const endedEarly = (code: string, output: string, cause: unknown): Error =>
  new Error(`the desktop ended before it was ready (${code}); what it wrote is in ${output}`, { cause });

/** Playwright tells of a process that ended while it connected only in the log within its error. */
const withEnding = (error: unknown, output: string): unknown => {
  const [, code, signal] = /process did exit: exitCode=(\w+), signal=(\w+)/.exec(String(error)) ?? [];
  return code === undefined ? error : endedEarly(code === "null" ? (signal ?? code) : code, output, error);
};

const isRunning = (app: ElectronApplication): boolean =>
  app.process().exitCode === null && app.process().signalCode === null;

const endOf = (app: ElectronApplication): Promise<Ending> => {
  const child = app.process();
  if (!isRunning(app)) return Promise.resolve({ code: child.exitCode, signal: child.signalCode });
  return new Promise((resolveEnd) => child.once("exit", (code, signal) => resolveEnd({ code, signal })));
};

/**
 * Starts the main bundle in real Electron, whose program is at `program`; resolves when its tray icon is there.
 * Windows cannot be hidden as the stand-in's: on Linux without a display they are on a virtual one.
 */
export const startRealElectron = async (program: string, options: DesktopStart): Promise<Desktop> => {
  const ends = createEnds();
  try {
    return await start(program, options, ends);
  } catch (error) {
    await ends.run();
    throw error;
  }
};

const start = async (program: string, options: DesktopStart, ends: ReturnType<typeof createEnds>): Promise<Desktop> => {
  // The folder with package.json, of which `main` is out/main/index.js.
  const folder = resolve(options.main ?? mainBundle(), "../../..");
  const profile = resolve(options.profile);
  mkdirSync(profile, { recursive: true });
  const output = join(profile, "desktop-output.log");
  const own = mkdtempSync(join(tmpdir(), "tern-electron-"));
  ends.add(() => rmSync(own, { recursive: true, force: true }));
  const recorder = await writeRecorder(own);

  const bus = await sessionBusFor(options);
  ends.add(bus.close);
  const notifications = createNotificationList();
  if (process.platform === "linux" && bus.address !== null) {
    const hasTray = options.hasTray ?? true;
    ends.add((await offerDesktopServices({ address: bus.address, list: notifications, hasTray })).close);
  }
  const display = hasDisplay() ? null : await startVirtualDisplay();
  if (display) ends.add(display.close);

  const environment: NodeJS.ProcessEnv = {
    ...ternEnvironment(options, bus),
    ...(display && { DISPLAY: display.name }),
    [OUTPUT_VARIABLE]: output,
    ELECTRON_RUN_AS_NODE: undefined,
  };
  let app: ElectronApplication;
  try {
    app = await _electron.launch({
      executablePath: program,
      args: [
        "-r",
        PLAYWRIGHT_LOADER,
        "-r",
        recorder,
        ...(display ? ["--ozone-platform=x11"] : []),
        folder,
        ...ternWords(options),
      ],
      env: Object.fromEntries(
        Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
      // The pages follow Electron's theme, not Playwright's.
      colorScheme: null,
      timeout: READY_TIMEOUT_MS,
    });
  } catch (error) {
    throw withEnding(error, output);
  }

  const ended = endOf(app).then(async (ending) => {
    await ends.run();
    return ending;
  });
  // Electron's own, once it is known: on Windows what was started is a shell around it.
  let pid = app.process().pid;
  const kill = (): Promise<Ending> => {
    if (isRunning(app) && pid !== undefined) process.kill(pid, "SIGKILL");
    return ended;
  };
  const endWithin = (limitMs: number): Promise<Ending> => {
    const late = setTimeout(() => void kill(), limitMs);
    return ended.finally(() => clearTimeout(late));
  };
  try {
    pid = await ask(app, "pid");
    await until("the tray icon", async () => (await ask(app, "tray")) !== null, READY_TIMEOUT_MS);
  } catch (error) {
    const { code, signal } = await endWithin(ENDING_MS);
    throw endedEarly(signal ?? String(code), output, error);
  }

  return {
    client: createElectronClient({ app, notifications, folder }),
    output,
    busAddress: bus.address,
    ended,
    quit: async () => {
      // It may have ended already, or end before it answers.
      const asked = Promise.allSettled([ask(app, "quit")]);
      const [ending] = await Promise.all([endWithin(QUIT_TIMEOUT_MS), asked]);
      return ending;
    },
    kill,
  };
};
