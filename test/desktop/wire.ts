/** What the desk says and takes over HTTP. */

/** One entry of a tray menu, as a person sees it. */
export type MenuEntry = {
  readonly label: string;
  readonly type: "normal" | "separator" | "submenu" | "checkbox" | "radio" | "header" | "palette";
  readonly checked: boolean;
  readonly enabled: boolean;
  /** Only in a submenu's entry. */
  readonly submenu?: readonly MenuEntry[];
};

export type TrayReport = {
  readonly tooltip: string;
  /** The icon's file, or a data URL for an icon that is in no file. */
  readonly icon: string;
  readonly menu: readonly MenuEntry[];
};

export type NotificationReport = {
  readonly id: number;
  readonly title: string;
  /** As it came: where the server takes markup, that is still in it. */
  readonly body: string;
  /** The buttons, in the order of POST /action's index; neither the click on the whole nor the reply field. */
  readonly actions: readonly string[];
  /** There is a field to answer in. */
  readonly canReply: boolean;
  /** `desk`: can be answered here. `system`: another notification server shows it, this only watched it go by. */
  readonly shownBy: "desk" | "system";
  readonly isOpen: boolean;
};

export type Bounds = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type WindowReport = {
  readonly id: number;
  /** As main knows it: tern://app/… */
  readonly url: string;
  readonly title: string;
  readonly visible: boolean;
  readonly focused: boolean;
  readonly minimized: boolean;
  readonly bounds: Bounds;
  /** Chromium's own id of the page, for CDP; null while the page is being made. */
  readonly target: string | null;
};

export const POWER_EVENTS = ["suspend", "resume", "lock-screen", "unlock-screen"] as const;
export type PowerEvent = (typeof POWER_EVENTS)[number];

/** What can happen to a window from outside: at its frame, or to the process of its page. */
export type WindowAct = "close" | "focus" | "blur" | "minimize" | "crash";

/** What a program or a dialog was asked to show. */
export type OutsideReport = {
  /** Links handed to the person's browser. */
  readonly opened: readonly string[];
  /** Boxes that main put up. */
  readonly boxes: readonly { readonly title: string; readonly content: string }[];
  /** Files that main was told to save to. */
  readonly saved: readonly string[];
  /** The computer may not go to sleep by itself. */
  readonly isKeptAwake: boolean;
};

/** The one line on standard output when the desktop is up. */
export type ReadyLine = { readonly desk: string; readonly cdp: string };
