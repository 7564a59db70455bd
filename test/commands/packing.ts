import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageCommand, root } from "./build.ts";
import { electronBinary } from "./electron-binary.ts";

/** A folder in the shape of Electron's own distribution for Linux, whose program is the stand-in desktop. */
const standInDistribution = (): string => {
  const folder = join(root, "out", "stand-in-distribution");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "resources"), { recursive: true });
  const program = join(folder, "electron");
  writeFileSync(
    program,
    [
      "#!/bin/sh",
      "# Not Electron: the stand-in desktop of the checkout this was packed in.",
      'here=$(dirname "$(readlink -f "$0")")',
      `exec '${process.execPath}' '${join(root, "test", "desktop", "run-packed.ts")}' "$here/resources" "$@"`,
      "",
    ].join("\n"),
  );
  chmodSync(program, 0o755);
  return folder;
};

/** What was packed, and around what. `folder` holds the unpacked app. */
export type Packed = { readonly folder: string; readonly isStandIn: boolean };

/**
 * Packs what is in out/ with electron-builder.yml: `targets` are its words, `["--dir"]` for the unpacked app only.
 * Around Electron where its program is there or can be fetched; else, on Linux, around the stand-in. Throws with
 * electron-builder's words if packing fails.
 */
export const packApp = (targets: readonly string[], say: (line: string) => void): Packed => {
  const electron = electronBinary({ mayFetch: true });
  const isStandIn = "missing" in electron;
  if (isStandIn) {
    say(`Packing around the stand-in desktop instead of Electron: ${electron.missing}.`);
    if (process.platform !== "linux") throw new Error("the stand-in can be packed on Linux only");
  }
  const words = [...targets, ...(isStandIn ? [`-c.electronDist=${standInDistribution()}`] : [])];
  const result = spawnSync(process.execPath, [packageCommand("electron-builder"), ...words], {
    cwd: root,
    encoding: "utf8",
  });
  if (result.status !== 0) throw new Error(`packing failed\n${result.stdout}${result.stderr}`);
  return { folder: join(root, "dist", unpackedFolder()), isStandIn };
};

/** Where electron-builder puts the unpacked app of this machine. */
const unpackedFolder = (): string => {
  const suffix = process.arch === "arm64" ? "-arm64" : "";
  if (process.platform === "darwin") return `mac${suffix}`;
  return `${process.platform === "win32" ? "win" : "linux"}${suffix}-unpacked`;
};
