/**
 * `npm start`: Tern on the local RingCentral, with a few pretend clients who text; no account needed.
 * `npm start -- --live`: Tern itself, which asks for RingCentral credentials in its window.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startDesktop } from "../desktop/start.ts";
import { build, root } from "./build.ts";
import { electronBinary } from "./electron-binary.ts";
import { forgetKeychainEntries } from "./forget-keychain-entries.ts";
import { runPretendClients } from "./pretend-clients.ts";
import { startPretendWorld } from "./pretend-world.ts";
import { chromium, obtain } from "./programs.ts";
import { onStopRequest } from "./stop-request.ts";
import { runTour } from "./tour.ts";

const PRODUCTION_SERVER = "https://platform.ringcentral.com";

const { values } = parseArgs({ options: { live: { type: "boolean", default: false } } });
const say = (line: string): void => console.log(line);

const headless = process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"];
const electron = headless ? { missing: "Electron needs a display" } : electronBinary({ mayFetch: true });
if ("missing" in electron) {
  say(`Using the stand-in desktop instead of Electron: ${electron.missing}.`);
  if (obtain([chromium], say).length > 0) process.exit(1);
}
if (headless) say("There is no display, so Tern runs headless. Each step is one line:");
build();

const world = values.live ? null : await startPretendWorld();
if (world) say(`The local RingCentral is at ${world.server.server}, its clients text by themselves.`);
const profile = values.live ? join(homedir(), ".tern-live") : mkdtempSync(join(tmpdir(), "tern-start-"));
/** Real credentials for a computer without a display; where there is one, the window asks for them. */
const given = (): { clientId: string; clientSecret: string; jwt: string } | null => {
  const [clientId, clientSecret, jwt] = ["TERN_CLIENT_ID", "TERN_CLIENT_SECRET", "TERN_JWT"].map(
    (name) => process.env[name],
  );
  return clientId && clientSecret && jwt ? { clientId, clientSecret, jwt } : null;
};
const signIn = world
  ? { clientId: world.server.clientId, clientSecret: world.server.clientSecret, jwt: world.person.jwt }
  : given();
const server = world?.server.server ?? PRODUCTION_SERVER;

const startElectron = (path: string): { readonly ended: Promise<unknown>; readonly quit: () => unknown } => {
  const child = spawn(
    path,
    [root, `--profile=${profile}`, `--server=${server}`, ...(signIn ? ["--jwt-from-env"] : [])],
    {
      stdio: "inherit",
      env: {
        ...process.env,
        ...(signIn && {
          TERN_CLIENT_ID: signIn.clientId,
          TERN_CLIENT_SECRET: signIn.clientSecret,
          TERN_JWT: signIn.jwt,
        }),
      },
    },
  );
  return { ended: new Promise((resolve) => child.once("close", resolve)), quit: () => child.kill("SIGTERM") };
};

const stopping = new AbortController();
const standIn =
  "missing" in electron ? await startDesktop({ server, profile, headless, ...(signIn && { signIn }) }) : null;
const running = standIn ?? startElectron("path" in electron ? electron.path : "");
const stop = (): void => {
  stopping.abort();
  running.quit();
};
onStopRequest(stop);

const play = async (): Promise<void> => {
  if (standIn) say(`The desk is at ${standIn.desk} (GET /tray, /notifications, /windows).`);
  if (world && standIn && headless) await runTour(world, standIn, say);
  else if (world) void runPretendClients(world, stopping.signal).catch(report);
  else if (headless && !signIn)
    say("To sign in, run this where there is a display, or set TERN_CLIENT_ID, TERN_CLIENT_SECRET and TERN_JWT.");
  say("Tern is running. Press Ctrl+C to stop it.");
};

let failed = false;
const report = (error: unknown): void => {
  if (stopping.signal.aborted) return;
  failed = true;
  console.error(error);
};

await play().catch((error: unknown) => {
  report(error);
  stop();
});
await running.ended;
stopping.abort();
if (world) {
  await forgetKeychainEntries(profile);
  rmSync(profile, { recursive: true, force: true });
  await world.server.close();
}
process.exit(failed ? 1 : 0);
