import type { AwayPreset, QuietPreset } from "../../../preload/contract/away.ts";
import type { ConversationId } from "../../../preload/contract/model.ts";

/** One picture for each; `signed-out` and `connecting` say what does not work, `away` hides `unread` in the icon only. */
export type TrayIcon = "signed-out" | "connecting" | "live" | "unread" | "away";

/** What the menu offers of Away. */
export type AwayChoice = "off" | "until-off" | AwayPreset["id"];

/** What the menu offers of notifications: on, or off until. */
export type QuietChoice = "on" | QuietPreset["id"];

/** What a click in the tray menu asks for. */
export type TrayCommand =
  | { readonly kind: "open" }
  | { readonly kind: "open-conversation"; readonly id: ConversationId }
  | { readonly kind: "new-message" }
  | { readonly kind: "switch-away"; readonly to: AwayChoice }
  | { readonly kind: "away" }
  | { readonly kind: "quiet"; readonly to: QuietChoice }
  | { readonly kind: "settings" }
  | { readonly kind: "quit" };

/** A line of the tray menu. */
export type TrayItem =
  | { readonly type: "separator" }
  | {
      readonly type: "submenu";
      readonly label: string;
      readonly items: readonly TrayItem[];
      readonly enabled: boolean;
    }
  | { readonly type: "command"; readonly label: string; readonly command: TrayCommand; readonly enabled: boolean }
  | {
      readonly type: "checkbox";
      readonly label: string;
      readonly checked: boolean;
      readonly command: TrayCommand;
      readonly enabled: boolean;
    };

/** All there is to draw. */
export type TrayView = {
  readonly icon: TrayIcon;
  readonly tooltip: string;
  readonly menu: readonly TrayItem[];
};
