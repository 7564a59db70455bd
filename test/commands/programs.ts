import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A program that is not in npm: how to find it, and which Debian package has it. */
export type Program = { readonly name: string; readonly debian: string; readonly find: () => string | undefined };

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not ours to run: the caller names it as missing
  }
};

/** The first of these names on the path. */
export const onPath = (...names: readonly string[]): string | undefined =>
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isExecutable);

const plain = (name: string, debian: string): Program => ({ name, debian, find: () => onPath(name) });

/** Where Chrome-like browsers live outside the path. */
const browserPlaces = (): readonly string[] => [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ...["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) => {
    const folder = process.env[name];
    if (!folder) return [];
    return [
      join(folder, "Google", "Chrome", "Application", "chrome.exe"),
      join(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
    ];
  }),
];

/** A Chromium for the stand-in desktop; the variable CHROMIUM names one by hand. */
export const chromium: Program = {
  name: "chromium",
  debian: "chromium",
  find: () =>
    [process.env["CHROMIUM"]].filter((path) => path !== undefined).find(isExecutable) ??
    onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge") ??
    browserPlaces().find((path) => existsSync(path)),
};

/** What the Linux tests talk to for real. */
export const linuxTestPrograms: readonly Program[] = [
  plain("Xvfb", "xvfb"),
  plain("dbus-daemon", "dbus"),
  plain("dunst", "dunst"),
  plain("gnome-keyring-daemon", "gnome-keyring"),
];

const isDebian = (): boolean =>
  existsSync("/etc/os-release") && /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync("/etc/os-release", "utf8"));

/**
 * Finds the programs; on Debian and Ubuntu as root, installs the missing ones and says so; elsewhere says in one line
 * what to install. Returns those still missing.
 */
export const obtain = (programs: readonly Program[], say: (line: string) => void): readonly Program[] => {
  const missing = programs.filter((program) => program.find() === undefined);
  if (missing.length === 0) return [];
  const packages = missing.map((program) => program.debian).join(" ");
  if (process.platform === "linux" && isDebian() && process.getuid?.() === 0 && onPath("apt-get")) {
    say(`Installing from the system's packages: ${packages}`);
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const run = (...words: readonly string[]): boolean =>
      spawnSync("apt-get", words, { env: environment, stdio: ["ignore", "ignore", "inherit"] }).status === 0;
    if (!run("update", "-qq") || !run("install", "-y", "-qq", "--no-install-recommends", ...packages.split(" ")))
      say(`The system's packages could not be installed: ${packages}`);
  }
  const left = missing.filter((program) => program.find() === undefined);
  if (left.length > 0) say(`Install these, then run this again: ${left.map(({ name }) => name).join(", ")}`);
  return left;
};
