import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";

export type SecondInstance = {
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  readonly data: unknown;
};

/**
 * Electron's single-instance lock of one profile, which answers at once: a file with the owner's process id, and beside
 * it a mailbox folder into which a second instance puts what it was started with.
 */
export const createInstanceLock = (options: {
  readonly folder: () => string;
  readonly onSecondInstance: (second: SecondInstance) => void;
}): { readonly request: (data: unknown) => boolean; readonly release: () => void } => {
  let stop: (() => void) | null = null;
  const ownerFile = (): string => join(options.folder(), "owner");
  const mailbox = (): string => join(options.folder(), "mailbox");

  const livingOwner = (): boolean => {
    try {
      const owner = Number(readFileSync(ownerFile(), "utf8"));
      if (owner === process.pid) return false;
      process.kill(owner, 0);
      return true;
    } catch {
      return false; // no file, or no such process: whoever held the lock is gone
    }
  };

  const take = (): boolean => {
    rmSync(ownerFile(), { force: true });
    try {
      writeFileSync(ownerFile(), String(process.pid), { flag: "wx" });
    } catch {
      return false; // another instance was quicker
    }
    rmSync(mailbox(), { recursive: true, force: true });
    mkdirSync(mailbox());
    const read = (): void => {
      for (const name of readdirSync(mailbox()).filter((file) => file.endsWith(".json"))) {
        const file = join(mailbox(), name);
        const second = JSON.parse(readFileSync(file, "utf8")) as SecondInstance;
        rmSync(file);
        options.onSecondInstance(second);
      }
    };
    const watcher = watch(mailbox(), read);
    watcher.unref();
    stop = () => watcher.close();
    return true;
  };

  return {
    request: (data) => {
      if (stop !== null) return true;
      mkdirSync(options.folder(), { recursive: true });
      if (!livingOwner() && take()) return true;
      const second: SecondInstance = { argv: process.argv, workingDirectory: process.cwd(), data: data ?? null };
      const file = join(mailbox(), `${process.pid}.json`);
      writeFileSync(`${file}.part`, JSON.stringify(second));
      renameSync(`${file}.part`, file);
      return false;
    },
    release: () => {
      stop?.();
      if (stop !== null) rmSync(ownerFile(), { force: true });
      stop = null;
    },
  };
};
