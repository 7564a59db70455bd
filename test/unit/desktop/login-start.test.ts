import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createLoginStart, linuxLoginStart } from "../../../main/desktop/login-start.ts";

const temporaryConfig = () => {
  const config = mkdtempSync(join(tmpdir(), "tern-config-"));
  onTestFinished(() => rmSync(config, { recursive: true, force: true }));
  return { config, file: join(config, "autostart", "tern.desktop") };
};

/** The value of a key of a desktop entry, its escapes of strings undone. */
const valueOf = (entry: string, key: string): string =>
  (new RegExp(`^${key}=(.*)$`, "m").exec(entry)?.[1] ?? "").replace(/\\(.)/g, (_whole, sign: string) => sign);

/** What is started: a command line whose quotes are a shell's, after the field codes (`%%` is a percent sign). */
const argumentsOf = (exec: string): readonly string[] =>
  execFileSync(
    "/bin/sh",
    ["-c", `printf '%s\\n' ${exec.replace(/%(.?)/g, (_whole, code: string) => (code === "%" ? "%" : ""))}`],
    { encoding: "utf8" },
  )
    .trimEnd()
    .split("\n");

describe.runIf(process.platform === "linux")("starting at login on Linux", () => {
  it.each([
    ["/usr/bin/tern"],
    ["/home/dana/My Apps/Tern 1.0.AppImage"],
    [`/opt/"quoted" and 'single'/tern`],
    ["/opt/50% off/%u/tern"],
    ["/opt/$HOME/`id`/back\\slash/tern"],
    ["/home/zoë/☎;&|<>*?#~/tern"],
  ])("is an entry of the desktop's that starts %s, hidden", (program) => {
    const { config, file } = temporaryConfig();
    const start = linuxLoginStart({ XDG_CONFIG_HOME: config }, program);
    start.set(true);
    const entry = readFileSync(file, "utf8");
    expect(entry.split("\n")[0]).toBe("[Desktop Entry]");
    expect([valueOf(entry, "Type"), argumentsOf(valueOf(entry, "Exec"))]).toEqual([
      "Application",
      [program, "--hidden"],
    ]);
  });

  it("is on from when it is switched on until it is switched off, here or in the desktop's own settings", () => {
    const { config, file } = temporaryConfig();
    const start = linuxLoginStart({ XDG_CONFIG_HOME: config }, "/usr/bin/tern");
    const seen = [start.isOn()];
    start.set(false);
    for (const isOn of [true, false, true]) {
      start.set(isOn);
      seen.push(start.isOn());
    }
    const whole = readFileSync(file, "utf8");
    for (const line of ["Hidden=true", "X-GNOME-Autostart-enabled=false", "Hidden=false"]) {
      writeFileSync(file, `${whole}${line}\n`);
      seen.push(start.isOn());
    }
    start.set(true);
    expect([...seen, start.isOn()]).toEqual([false, true, false, true, false, false, true, true]);
    expect(readFileSync(file, "utf8")).toBe(whole);
    expect(readdirSync(join(config, "autostart"))).toEqual(["tern.desktop"]);
  });

  it.each(["", "relative/folder", undefined])(
    "goes by the home folder where the settings' folder is said to be %j",
    (config) => {
      const { config: home } = temporaryConfig();
      linuxLoginStart({ HOME: home, XDG_CONFIG_HOME: config }, "/usr/bin/tern").set(true);
      expect(readdirSync(join(home, ".config", "autostart"))).toEqual(["tern.desktop"]);
    },
  );

  it("fails with storage where the folder refuses", () => {
    const { config } = temporaryConfig();
    writeFileSync(join(config, "autostart"), "a file");
    const start = linuxLoginStart({ XDG_CONFIG_HOME: config }, "/usr/bin/tern");
    expect(() => start.set(true)).toThrow(expect.objectContaining({ code: "storage" }));
    expect(start.isOn()).toBe(false);
  });
});

it("a Tern that is not installed offers no starting at login", () => {
  const app = {
    isPackaged: false,
    getLoginItemSettings: () => expect.fail("asked"),
    setLoginItemSettings: () => expect.fail("set"),
  };
  expect(createLoginStart(app)).toBeNull();
});
