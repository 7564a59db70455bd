import { readFileSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { describe, expect, it } from "vitest";
import { importsOf, sourceFiles } from "./harness/source-files.ts";

const root = resolve(import.meta.dirname, "..");

/**
 * Who may import whom: the table of ARCHITECTURE.md. The first row whose `folder` is a prefix of the file holds. `own`
 * are prefixes inside the project, `packages` exact package names or a prefix ending in `:` or `/`.
 */
const rows: readonly { folder: string; own: readonly string[]; packages: readonly string[] }[] = [
  { folder: "preload/contract/", own: ["preload/contract/"], packages: [] },
  { folder: "preload/", own: ["preload/contract/"], packages: ["electron"] },
  { folder: "main/core/", own: ["main/core/", "preload/contract/"], packages: [] },
  {
    folder: "main/ringcentral/",
    own: ["main/ringcentral/", "main/core/ports", "preload/contract/"],
    packages: ["node:", "@ringcentral/", "@rc-ex/", "zod", "ws", "undici"],
  },
  {
    folder: "main/storage/",
    own: ["main/storage/", "main/core/ports", "preload/contract/"],
    packages: ["node:", "better-sqlite3-multiple-ciphers", "zod"],
  },
  {
    folder: "main/keychain/",
    own: ["main/keychain/", "main/core/ports", "preload/contract/"],
    packages: ["node:", "@napi-rs/keyring", "dbus-native"],
  },
  {
    folder: "main/phone-numbers/",
    own: ["main/phone-numbers/", "main/core/ports", "preload/contract/"],
    packages: ["libphonenumber-js", "libphonenumber-js/"],
  },
  {
    folder: "main/intents/",
    own: ["main/intents/", "main/core/ports", "preload/contract/"],
    packages: ["wink-tokenizer", "wink-porter2-stemmer"],
  },
  {
    folder: "main/language-model/",
    own: ["main/language-model/", "main/core/ports", "preload/contract/"],
    packages: ["node:", "zod"],
  },
  {
    folder: "main/languages/",
    own: ["main/languages/", "main/core/ports", "preload/contract/"],
    packages: ["eld/"],
  },
  {
    folder: "main/time-zones/",
    own: ["main/time-zones/", "main/core/ports", "preload/contract/"],
    packages: ["temporal-polyfill"],
  },
  {
    folder: "main/desktop/",
    own: ["main/desktop/", "main/core/ports", "preload/contract/"],
    packages: ["electron", "node:", "electron-store", "electron-log/", "dbus-native", "zod"],
  },
  { folder: "main/bridge/serve.ts", own: ["main/bridge/", "preload/contract/"], packages: ["electron"] },
  { folder: "main/bridge/", own: ["main/bridge/", "preload/contract/"], packages: ["zod"] },
  { folder: "main/index.ts", own: ["main/", "preload/contract/"], packages: ["electron", "node:"] },
  // app.ts, and what it is cut into: the composition root builds everything but the desktop.
  {
    folder: "main/",
    own: [
      "main/app.ts",
      "main/signed-in.ts",
      "main/handlers.ts",
      "main/core/",
      "main/ringcentral/",
      "main/storage/",
      "main/keychain/",
      "main/phone-numbers/",
      "main/intents/",
      "main/language-model/",
      "main/languages/",
      "main/time-zones/",
      "main/bridge/",
      "preload/contract/",
    ],
    packages: [],
  },
  {
    folder: "renderer/ui/",
    own: ["renderer/ui/", "preload/contract/"],
    packages: ["react", "react-dom", "react-aria-components", "lucide-react", "@tanstack/react-virtual"],
  },
  {
    folder: "renderer/features/",
    own: ["renderer/features/", "renderer/ui/", "renderer/state/", "renderer/api.ts", "preload/contract/"],
    packages: ["react", "react-dom", "react-aria-components", "lucide-react", "@tanstack/react-virtual"],
  },
  {
    folder: "renderer/",
    own: ["renderer/", "preload/contract/"],
    packages: ["react", "react-dom", "react-dom/", "react-aria-components"],
  },
];

const files = sourceFiles(root);
const product = files.filter((file) => !file.startsWith("test/"));
const imports = new Map(files.map((file) => [file, importsOf(resolve(root, file))]));

/** A relative import as a path in the project; undefined for a package. */
const target = (file: string, specifier: string): string | undefined =>
  specifier.startsWith(".")
    ? relative(root, resolve(root, dirname(file), specifier.replace(/\?.*$/, "")))
        .split(sep)
        .join("/")
    : undefined;

const allows = (patterns: readonly string[], name: string): boolean =>
  patterns.some(
    (pattern) => name === pattern || (/[:/]$/.test(pattern) && name.startsWith(pattern)) || name === `${pattern}.ts`,
  );

const mayImport = (file: string, specifier: string): boolean => {
  const row = rows.find(({ folder }) => file.startsWith(folder));
  if (!row) return false;
  const path = target(file, specifier);
  if (path === undefined) return allows(row.packages, specifier);
  return row.own.some((prefix) => path.startsWith(prefix));
};

/** The first cycle found from `start`, as the list of its files. */
const cycleFrom = (start: string, done: Set<string>): readonly string[] | undefined => {
  const trail: string[] = [];
  const visit = (file: string): readonly string[] | undefined => {
    const at = trail.indexOf(file);
    if (at >= 0) return [...trail.slice(at), file];
    if (done.has(file)) return undefined;
    trail.push(file);
    for (const { specifier } of imports.get(file) ?? []) {
      const next = target(file, specifier);
      const found = next === undefined ? undefined : visit(next);
      if (found) return found;
    }
    trail.pop();
    done.add(file);
    return undefined;
  };
  return visit(start);
};

describe("the house", () => {
  it("has rooms that import only whom the table allows", () => {
    const strays = product.flatMap((file) =>
      (imports.get(file) ?? [])
        .filter(({ specifier }) => !mayImport(file, specifier))
        .map(({ specifier }) => `${file} imports ${specifier}`),
    );
    expect(strays).toEqual([]);
  });

  it("has a core where a feature imports only types of another feature", () => {
    const feature = (path: string): string | undefined => /^main\/core\/([^/]+)\//.exec(path)?.[1];
    const strays = product.flatMap((file) =>
      (imports.get(file) ?? []).flatMap(({ specifier, typeOnly }) => {
        const [from, to] = [feature(file), feature(target(file, specifier) ?? "")];
        const isStray = from !== undefined && to !== undefined && from !== to && to !== "ports" && !typeOnly;
        return isStray ? [`${file} calls ${specifier}`] : [];
      }),
    );
    expect(strays).toEqual([]);
  });

  it("has no import cycles", () => {
    const done = new Set<string>();
    expect(files.map((file) => cycleFrom(file, done)).filter((cycle) => cycle !== undefined)).toEqual([]);
  });

  it("keeps tests out of the product", () => {
    const strays = product.filter((file) =>
      (imports.get(file) ?? []).some(({ specifier }) => target(file, specifier)?.startsWith("test/")),
    );
    expect(strays).toEqual([]);
  });

  it("keeps clocks, chance and the network out of the core", () => {
    const forbidden = /\b(Date\.now\(|new Date\(\)|Math\.random\(|setTimeout\(|setInterval\(|fetch\(|process\.)/;
    const strays = product.filter(
      (file) => file.startsWith("main/core/") && forbidden.test(readFileSync(resolve(root, file), "utf8")),
    );
    expect(strays).toEqual([]);
  });

  it("has files that can be read in one sitting, under names that say what is in them", () => {
    const tooLong = files.filter((file) => readFileSync(resolve(root, file), "utf8").split("\n").length > 401);
    const badNames = files.filter((file) => {
      const name = file.split("/").at(-1) ?? "";
      return (
        !/^[a-z0-9]+([.-][a-z0-9]+)*\.tsx?$/.test(name) || /^(utils?|helpers?|common|manager|types|index)\b/.test(name)
      );
    });
    const allowed = new Set(["main/index.ts", "preload/index.ts"]);
    expect({ tooLong, badNames: badNames.filter((file) => !allowed.has(file)) }).toEqual({ tooLong: [], badNames: [] });
  });

  it("has tests without module mocks, skips or focus", () => {
    const forbidden =
      /\bvi\.(mock|doMock)\(|\b(it|test|describe)\.(only|todo)\(|\b(it|test|describe)\.skip\(|@ts-(ignore|nocheck|expect-error)/;
    const strays = files.filter(
      (file) => file !== "test/architecture.test.ts" && forbidden.test(readFileSync(resolve(root, file), "utf8")),
    );
    expect(strays).toEqual([]);
  });
});
