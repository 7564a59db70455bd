import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import type { App } from "electron";
import { AppError } from "../core/ports/app-error.ts";
import type { LoginStart } from "../core/ports/desktop.ts";

/** Told to the Tern that the system starts: no window opens. See switches.ts. */
const HIDDEN = "--hidden";

/**
 * In quotes, as the desktop entry specification wants it: a backslash is written twice there, once for the string and once
 * for the quotes. https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
 */
const quoted = (path: string): string =>
  `"${path.replace(/["`$\\]/g, (sign) => `\\\\${sign === "\\" ? "\\\\" : sign}`).replaceAll("%", "%%")}"`;

const entry = (program: string): string =>
  ["[Desktop Entry]", "Type=Application", "Name=Tern", `Exec=${quoted(program)} ${HIDDEN}`, "Terminal=false", ""].join(
    "\n",
  );

/** Electron knows no login items on Linux: there it is an entry of the desktop's autostart folder. */
export const linuxLoginStart = (environment: NodeJS.ProcessEnv, program: string): LoginStart => {
  // Empty or relative, it is as if it were not set: https://specifications.freedesktop.org/basedir-spec/latest/
  const [chosen, usual] = [environment["XDG_CONFIG_HOME"] ?? "", join(environment["HOME"] ?? homedir(), ".config")];
  const config = isAbsolute(chosen) ? chosen : usual;
  const file = join(config, "autostart", "tern.desktop");
  return {
    isOn: () => {
      try {
        // What a desktop's own settings write where somebody switches an entry off.
        return !/^(?:Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/m.test(readFileSync(file, "utf8"));
      } catch {
        return false;
      }
    },
    set: (isOn) => {
      try {
        if (!isOn) {
          rmSync(file, { force: true });
          return;
        }
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, entry(program));
      } catch (error) {
        throw new AppError("storage", "the autostart folder refuses", { cause: error });
      }
    },
  };
};

/** Starting when the person logs in. A Tern that is not installed has no program that could be started: it offers none. */
export const createLoginStart = (
  app: Pick<App, "isPackaged" | "getLoginItemSettings" | "setLoginItemSettings">,
): LoginStart | null => {
  if (!app.isPackaged) return null;
  // An AppImage runs from a folder that is another one each time.
  if (process.platform === "linux") return linuxLoginStart(process.env, process.env["APPIMAGE"] ?? process.execPath);
  return {
    isOn: () => app.getLoginItemSettings({ args: [HIDDEN] }).openAtLogin,
    set: (isOn) => app.setLoginItemSettings({ openAtLogin: isOn, args: [HIDDEN] }),
  };
};
