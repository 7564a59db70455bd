import { hasDisplay } from "../chromium/browser.ts";

/** What a person at the stand-in desktop can do, and a test of real Electron cannot everywhere. */
export type Ability = "pull the cable" | "see notifications" | "change the theme" | "see minimised windows";

type Here = { readonly platform: NodeJS.Platform; readonly hasDisplay: boolean };

/** Why this cannot be had with real Electron on this machine; null: it can. */
export const limitOf = (
  ability: Ability,
  here: Here = { platform: process.platform, hasDisplay: hasDisplay() },
): string | null => {
  switch (ability) {
    case "pull the cable":
      return "Electron's main process has no network that can be switched off";
    case "see notifications":
      return here.platform === "linux" ? null : "this system shows its notifications to nobody but the person";
    case "change the theme":
      return here.platform === "win32" ? "the taskbar's theme is Windows' own" : null;
    case "see minimised windows":
      return here.hasDisplay ? null : "a virtual display has no window manager to minimise a window";
    default:
      return ability satisfies never;
  }
};

/** A test asked of real Electron what cannot be had there: it should have been skipped. */
export class NotOnRealElectron extends Error {
  readonly ability: Ability;
  constructor(ability: Ability, reason: string) {
    super(`not on real Electron: ${ability} (${reason})`);
    this.name = "NotOnRealElectron";
    this.ability = ability;
  }
}

/** Throws NotOnRealElectron where there is a limit. */
export const requireAbility = (ability: Ability): void => {
  const reason = limitOf(ability);
  if (reason !== null) throw new NotOnRealElectron(ability, reason);
};
