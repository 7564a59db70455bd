import { startChild } from "./child-process.ts";
import type { SessionBus } from "./session-bus.ts";

export const keyringPrograms = ["dbus-daemon", "gnome-keyring-daemon"] as const;

/** A running gnome-keyring, unlocked, its files in the session's own folder. */
export type Keyring = {
  readonly pid: number;
  readonly close: () => Promise<void>;
};

/** Starts a real gnome-keyring in a session; the same session finds its old entries again. */
export const startKeyring = async (bus: SessionBus): Promise<Keyring> => {
  const daemon = startChild("gnome-keyring-daemon", ["--foreground", "--unlock", "--components=secrets"], {
    env: bus.env,
    // Its password; no newline, which would belong to it.
    input: "correct horse",
  });
  await bus.waitForName("org.freedesktop.secrets");
  return { pid: daemon.process.pid ?? 0, close: daemon.end };
};
