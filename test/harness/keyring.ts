import { sessionBus } from "dbus-native";

import { startChild } from "./child-process.ts";
import type { SessionBus } from "./session-bus.ts";

export const keyringPrograms = ["dbus-daemon", "gnome-keyring-daemon"] as const;

/** A running gnome-keyring, its files in the session's own folder. */
export type Keyring = {
  readonly pid: number;
  readonly close: () => Promise<void>;
};

/**
 * Starts a real gnome-keyring in a session, unlocked or still locked; the same session finds its old entries again.
 */
export const startKeyring = async (
  session: SessionBus,
  state: "unlocked" | "locked" = "unlocked",
): Promise<Keyring> => {
  const words = ["--foreground", "--components=secrets", ...(state === "unlocked" ? ["--unlock"] : [])];
  // Its password; no newline, which would belong to it.
  const daemon = startChild("gnome-keyring-daemon", words, { env: session.env, input: "correct horse" });
  await session.waitForName("org.freedesktop.secrets");
  return { pid: daemon.process.pid ?? 0, close: daemon.end };
};

/** Locks what the keyring holds, as a desktop may do at any time. */
export const lockKeyring = async (busAddress: string): Promise<void> => {
  const bus = sessionBus({ busAddress });
  await bus.invoke({
    destination: "org.freedesktop.secrets",
    path: "/org/freedesktop/secrets",
    interface: "org.freedesktop.Secret.Service",
    member: "Lock",
    signature: "ao",
    body: [["/org/freedesktop/secrets/aliases/default"]],
  });
  await bus.close();
};

/** Where the keyring asks for its password: a person who reads the question and goes for lunch. */
export type SilentPrompter = {
  /** How many questions stand open. */
  readonly asked: () => number;
  readonly close: () => Promise<void>;
};

export const startSilentPrompter = async (session: SessionBus): Promise<SilentPrompter> => {
  const bus = sessionBus({ busAddress: session.address });
  bus.connection.on("error", () => {});
  let asked = 0;
  const methods = {
    BeginPrompting: () => {
      asked += 1;
      return null;
    },
    StopPrompting: () => null,
  };
  bus.exportInterface(methods, "/org/gnome/keyring/Prompter", {
    name: "org.gnome.keyring.internal.Prompter",
    methods: { BeginPrompting: ["o", "", ["callback"], []], StopPrompting: ["o", "", ["callback"], []] },
  });
  await bus.ownName("org.gnome.keyring.SystemPrompter");
  return { asked: () => asked, close: () => bus.close() };
};
