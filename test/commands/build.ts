import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

/** The project's root folder. */
export const root = resolve(import.meta.dirname, "../..");

/** The script behind a package's command, to be run with this Node. */
export const packageCommand = (name: string, command: string = name): string => {
  const require = createRequire(import.meta.url);
  const manifestPath = join(root, "node_modules", name, "package.json");
  const manifest: { bin?: string | Record<string, string> } = require(manifestPath);
  const bin = typeof manifest.bin === "string" ? manifest.bin : manifest.bin?.[command];
  if (bin === undefined) throw new Error(`${name} has no command ${command}`);
  return join(dirname(manifestPath), bin);
};

/** Builds main, preload and renderer into out/; throws with the builder's words if that fails. */
export const build = (): void => {
  const result = spawnSync(process.execPath, [packageCommand("electron-vite"), "build", "--logLevel", "warn"], {
    cwd: root,
    encoding: "utf8",
  });
  if (result.status !== 0) throw new Error(`the build failed\n${result.stdout}${result.stderr}`);
};
