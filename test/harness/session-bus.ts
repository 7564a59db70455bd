import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sessionBus, type MessageBus } from "dbus-native";

import { busConfig } from "../desktop/bus/session-bus.ts";
import { startChild, type Child } from "./child-process.ts";

/** A D-Bus session of its own, with a home of its own: nothing of the person who runs the tests is seen or touched. */
export type SessionBus = {
  readonly address: string;
  /** What a program needs to live in this session. */
  readonly env: NodeJS.ProcessEnv;
  /** An empty folder that goes when the session ends. */
  readonly folder: string;
  /** Resolves when a well-known name is owned (or, with `false`, is not). */
  readonly waitForName: (name: string, owned?: boolean) => Promise<void>;
  /** Kills the bus, and with it everybody's connection without a word, and starts it anew at the same address. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export const sessionBusPrograms = ["dbus-daemon"] as const;

const busName = "org.freedesktop.DBus";

const nameOwnership = async (bus: MessageBus, name: string, owned: boolean): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  bus.connection.on("message", (message) => {
    if (message.member !== "NameOwnerChanged" || message.body?.[0] !== name) return;
    if ((message.body[2] !== "") === owned) resolve();
  });
  await bus.addMatch(`type='signal',sender='${busName}',member='NameOwnerChanged',arg0='${name}'`);
  if ((await bus.nameHasOwner(name)) === owned) resolve();
  await promise;
};

/**
 * Starts a bus that starts nothing by itself, except what `services` names: well-known name → command line. (The
 * system's own session configuration would start the machine's keyring and notification server on demand.)
 */
export const startSessionBus = async (services: Readonly<Record<string, string>> = {}): Promise<SessionBus> => {
  const folder = mkdtempSync(join(tmpdir(), "tern-bus-"));
  for (const name of ["services", "run", "home", "data", "config", "cache"]) {
    mkdirSync(join(folder, name), { mode: 0o700 });
  }
  for (const [name, command] of Object.entries(services)) {
    writeFileSync(join(folder, "services", `${name}.service`), `[D-BUS Service]\nName=${name}\nExec=${command}\n`);
  }
  const address = `unix:path=${folder}/bus`;
  writeFileSync(join(folder, "bus.conf"), busConfig(address, join(folder, "services")));
  const env = {
    ...process.env,
    DBUS_SESSION_BUS_ADDRESS: address,
    HOME: join(folder, "home"),
    XDG_RUNTIME_DIR: join(folder, "run"),
    XDG_DATA_HOME: join(folder, "data"),
    XDG_CONFIG_HOME: join(folder, "config"),
    XDG_CACHE_HOME: join(folder, "cache"),
  };
  const start = async (): Promise<Child> => {
    const words = [`--config-file=${folder}/bus.conf`, "--nofork", "--print-address=1"];
    const child = startChild("dbus-daemon", words, { env });
    await child.line(/^unix:/);
    return child;
  };
  let daemon = await start();

  return {
    address,
    env,
    folder,
    waitForName: async (name, owned = true) => {
      const bus = sessionBus({ busAddress: address });
      try {
        await nameOwnership(bus, name, owned);
      } finally {
        await bus.close();
      }
    },
    restart: async () => {
      daemon.process.kill("SIGKILL");
      await daemon.end();
      daemon = await start();
    },
    close: async () => {
      await daemon.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
