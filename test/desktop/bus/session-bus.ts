import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBroker, createClient } from "dbus-native";
import { onPath } from "../../commands/programs.ts";

/** A session bus; `address` null where the system has none by nature (macOS, Windows). */
export type SessionBus = { readonly address: string | null; readonly close: () => Promise<void> };

/**
 * As Debian's session.conf, without the folders of services the bus would start by itself (a keyring, say): only those
 * of `services`, if given.
 */
export const busConfig = (
  listen: string,
  services?: string,
): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>${listen}</listen>
  <auth>EXTERNAL</auth>
${
  services === undefined
    ? ""
    : `  <servicedir>${services}</servicedir>
`
}  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

/**
 * The daemon lives as long as `cat` reads this process's end of the pipe: should this process be killed, the bus goes
 * too. The config file has been read once the address is told.
 */
const daemon = async (program: string): Promise<SessionBus> => {
  const folder = mkdtempSync(join(tmpdir(), "stand-in-bus-"));
  const config = join(folder, "session.conf");
  writeFileSync(config, busConfig("unix:tmpdir=/tmp"));
  const tellAndWait = 'echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat';
  const child = spawn(program, [`--config-file=${config}`, "--", "sh", "-c", tellAndWait], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let told = "";
      child.stdout.on("data", (chunk: Buffer) => {
        told += String(chunk);
        if (told.includes("\n")) resolve(told.trim());
      });
      child.once("error", reject);
      child.once("exit", () => reject(new Error("the session bus ended at once")));
    });
    return {
      address,
      close: () => {
        child.stdin.end();
        return ended;
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const broker = async (): Promise<SessionBus> => {
  const made = createBroker();
  const address = await new Promise<string>((resolve, reject) =>
    made.listen((error, at) => (error ? reject(error) : resolve(at))),
  );
  return { address, close: () => new Promise((resolve) => made.close(() => resolve())) };
};

/** A session bus nobody else is on: dbus-daemon where there is one, else one in JavaScript in this process. */
export const startPrivateBus = async (): Promise<SessionBus> => {
  if (process.platform !== "linux") return { address: null, close: async () => {} };
  const program = onPath("dbus-run-session");
  return program === undefined ? broker() : daemon(program);
};

const isReachable = async (address: string): Promise<boolean> => {
  const bus = createClient({ busAddress: address, timeout: 3000 });
  bus.connection.on("error", () => {}); // told by getId below
  try {
    await bus.getId();
    await bus.close();
    return true;
  } catch {
    return false;
  }
};

/** The person's own session bus where there is one that answers, else a private one. */
export const findSessionBus = async (): Promise<SessionBus> => {
  const address = process.env["DBUS_SESSION_BUS_ADDRESS"];
  if (address && (await isReachable(address))) return { address, close: async () => {} };
  return startPrivateBus();
};
