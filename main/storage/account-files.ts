import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

import { AppError } from "../core/ports/app-error.ts";
import type { EpochMs } from "../../preload/contract/model.ts";

/** A database in WAL mode is one file, or three while it is open and after a crash. */
const SUFFIXES = ["", "-wal", "-shm", "-journal"] as const;

/** Moves a database; its own file first, so that where that is missing a move was begun. */
const move = (from: string, to: string): void => {
  for (const suffix of SUFFIXES) if (existsSync(`${from}${suffix}`)) renameSync(`${from}${suffix}`, `${to}${suffix}`);
};

/** The way back, its own file last: as long as that is missing the way back is not through. */
const moveBack = (from: string, to: string): void => {
  for (const suffix of SUFFIXES.toReversed()) {
    if (existsSync(`${from}${suffix}`)) renameSync(`${from}${suffix}`, `${to}${suffix}`);
  }
};

const remove = (file: string): void => {
  for (const suffix of SUFFIXES) rmSync(`${file}${suffix}`, { force: true });
};

/** A database that is being made while the old one is still in its place. */
export type Rebuilding = {
  /** Where the new one is made. */
  readonly file: string;
  /** What the old one will be called. */
  readonly setAside: string;
  /** The old one goes aside, the new one takes its place. Both must be closed. */
  readonly finish: () => void;
  readonly giveUp: () => void;
};

/**
 * The files of one account: `<account>.db`; those that were set aside, `<account>.set-aside-<when>.db`; and one that is
 * being made, `<account>.rebuilding-<when>.db`. All functions throw the file system's errors.
 */
export const createAccountFiles = (folder: string, account: string) => {
  if (!/^[\w-]{1,64}$/.test(account)) throw new AppError("storage", "not a name for an account's database");
  const current = join(folder, `${account}.db`);
  const setAsideOf = (when: string): string => `${account}.set-aside-${when}.db`;
  const rebuildingOf = (when: string): string => `${account}.rebuilding-${when}.db`;

  const own = (): readonly string[] =>
    existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(`${account}.`)) : [];

  /** A moment as part of a file name; one that is taken gets a number. */
  const freeName = (now: EpochMs): string => {
    const [day = "", time = ""] = new Date(now).toISOString().split("T");
    const when = `${day}-${time.slice(0, 8).replaceAll(":", "")}`;
    const taken = own();
    const isFree = (name: string): boolean =>
      !taken.some((file) => file.startsWith(setAsideOf(name)) || file.startsWith(rebuildingOf(name)));
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? when : `${when}-${count}`;
      if (isFree(name)) return name;
    }
  };

  /**
   * After a crash in the middle of a rebuilding: the old database is put back in its place, and what was made of the new
   * one, a copy, goes. Whoever opens it meets the same trouble again, and says so.
   */
  const recover = (): void => {
    for (const name of own()) {
      const when = /\.rebuilding-([\d-]+)\.db$/.exec(name)?.[1];
      if (when === undefined) continue;
      const setAside = join(folder, setAsideOf(when));
      if (!existsSync(current) && existsSync(setAside)) moveBack(setAside, current);
      remove(join(folder, rebuildingOf(when)));
    }
  };

  return {
    current,
    recover,
    rebuilding: (now: EpochMs): Rebuilding => {
      const when = freeName(now);
      const file = join(folder, rebuildingOf(when));
      const setAside = setAsideOf(when);
      return {
        file,
        setAside,
        finish: () => {
          move(current, join(folder, setAside));
          move(file, current);
        },
        giveUp: recover,
      };
    },
    /** Deletes all of them. */
    erase: (): void => {
      for (const name of own()) rmSync(join(folder, name), { force: true });
    },
  };
};

export type AccountFiles = ReturnType<typeof createAccountFiles>;
