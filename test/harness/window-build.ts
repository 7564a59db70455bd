import { execFile } from "node:child_process";
import { cpSync, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "vite";
import { packageCommand, root } from "../commands/build.ts";

const sources = ["renderer", "preload/contract", "package-lock.json"] as const;

const newestIn = (path: string): number => {
  const about = statSync(path);
  if (!about.isDirectory()) return about.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))));
};

/** Whether out/renderer was built from the sources as they are, as `npm test` does before the tests. */
const isBuilt = (): boolean => {
  const page = join(root, "out/renderer/index.html");
  return existsSync(page) && statSync(page).mtimeMs > Math.max(...sources.map((path) => newestIn(join(root, path))));
};

/**
 * Puts the built renderer into a folder. If it has to be built, then in a process of its own: under the test runner's
 * NODE_ENV react and react-aria behave differently.
 */
export const putRenderer = async (folder: string): Promise<void> => {
  if (isBuilt()) {
    cpSync(join(root, "out/renderer"), folder, { recursive: true });
    return;
  }
  await promisify(execFile)(
    process.execPath,
    [packageCommand("vite"), "build", "renderer", "--outDir", folder, "--emptyOutDir", "--logLevel", "error"],
    { cwd: root, env: { ...process.env, NODE_ENV: "production" } },
  );
};

/** The fake main as one script for a page. */
export const bundleFake = async (): Promise<string> => {
  const made = await build({
    configFile: false,
    root,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      lib: { entry: join(root, "test/harness/window-fake.ts"), formats: ["iife"], name: "ternFakeBundle" },
    },
  });
  const output = [made].flat().flatMap((each) => ("output" in each ? each.output : []));
  const chunk = output.find((each) => each.type === "chunk");
  if (chunk === undefined || chunk.type !== "chunk") throw new Error("the fake was not bundled");
  return chunk.code;
};
