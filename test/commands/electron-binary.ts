import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./build.ts";

const folder = join(root, "node_modules", "electron");

const installed = (): string | undefined => {
  const pathFile = join(folder, "path.txt");
  if (!existsSync(pathFile)) return undefined;
  const binary = join(
    process.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? join(folder, "dist"),
    readFileSync(pathFile, "utf8"),
  );
  return existsSync(binary) ? binary : undefined;
};

/**
 * Path of Electron's program, or why there is none. Since Electron 42 the npm package holds no program: its
 * install.js fetches it at first need, which fails where only the npm registry can be reached.
 */
export const electronBinary = (options: { readonly mayFetch: boolean }): { path: string } | { missing: string } => {
  const present = installed();
  if (present) return { path: present };
  if (!options.mayFetch) return { missing: "its program is not installed (npx install-electron fetches it)" };
  const result = spawnSync(process.execPath, [join(folder, "install.js")], { encoding: "utf8", timeout: 300_000 });
  const fetched = installed();
  if (fetched) return { path: fetched };
  const reason = result.stderr.split("\n").find((line) => line.trim() !== "") ?? "it took too long";
  return { missing: `its program could not be fetched (${reason.trim()})` };
};
