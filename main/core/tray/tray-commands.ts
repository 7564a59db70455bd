import { assertNever } from "../../../preload/contract/result.ts";
import type { Desktop } from "../ports/desktop.ts";
import type { AwayChoice, QuietChoice, TrayCommand } from "../ports/tray.ts";

/** What a click in the tray menu does. */
export const createTrayCommands =
  ({
    desktop,
    switchAway,
    switchQuiet,
  }: {
    readonly desktop: Desktop;
    /** Nothing happens while nobody is signed in. */
    readonly switchAway: (to: AwayChoice) => void;
    readonly switchQuiet: (to: QuietChoice) => void;
  }): ((command: TrayCommand) => void) =>
  (command) => {
    switch (command.kind) {
      case "open":
        desktop.openMain();
        break;
      case "open-conversation":
        desktop.openConversation(command.id);
        break;
      case "new-message":
        desktop.openPage("new-message");
        break;
      case "switch-away":
        switchAway(command.to);
        break;
      case "away":
        desktop.openPage("away");
        break;
      case "quiet":
        switchQuiet(command.to);
        break;
      case "settings":
        desktop.openPage("settings");
        break;
      case "quit":
        desktop.quit();
        break;
      default:
        assertNever(command);
    }
  };
