import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { packageCommand, root } from "../commands/build.ts";
import { sourceFiles } from "../harness/source-files.ts";

/** Inside the project, so that packages are found; cleared afterwards. */
const folder = join(root, "out", `drift-${process.pid}`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Packages without types of their own. */
const PACKAGE_TYPES = "main/intents/wink.d.ts";

const config = {
  extends: "../../tsconfig.json",
  compilerOptions: {
    composite: false,
    declaration: false,
    emitDeclarationOnly: false,
    noEmit: true,
    lib: ["ES2024", "DOM", "DOM.Iterable"],
    types: ["node"],
    paths: {
      "better-sqlite3-multiple-ciphers": ["../../node_modules/better-sqlite3-multiple-ciphers/index.d.ts"],
      "stand-in-electron": ["../../test/desktop/surface.ts"],
    },
  },
  files: ["main/index.ts", PACKAGE_TYPES],
  references: [],
};

/** Something no stand-in has: the compiler must complain of this, and of nothing else. */
const MORE = '\nimport { net as more } from "electron";\nvoid more.resolveHost;\n';
const SPOILT = "main/desktop/power.ts";

/** Compiles a copy of main in which `electron` is what the stand-in has of it; answers the compiler's complaints. */
const compileMain = (): readonly string[] => {
  for (const file of sourceFiles(root).filter((name) => /^(main|preload)\//.test(name))) {
    const text = readFileSync(join(root, file), "utf8") + (file === SPOILT ? MORE : "");
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text.replaceAll('from "electron"', 'from "stand-in-electron"'));
  }
  copyFileSync(join(root, PACKAGE_TYPES), join(folder, PACKAGE_TYPES));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const words = [packageCommand("typescript", "tsc"), "--project", folder, "--pretty", "false"];
  const { stdout } = spawnSync(process.execPath, words, { cwd: root, encoding: "utf8" });
  return stdout.split("\n").filter((line) => line !== "");
};

describe("the stand-in", () => {
  it("has all of Electron that main uses: main compiles against it, and would not if it used more", () => {
    expect(compileMain()).toEqual([expect.stringMatching(/power\.ts.*'resolveHost' does not exist/)]);
  });
});
