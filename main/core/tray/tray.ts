import type { ConversationSummary } from "../../../preload/contract/model.ts";
import type { AppState } from "../../../preload/contract/state.ts";
import type { Desktop } from "../ports/desktop.ts";
import type { Clock, TimeZones } from "../ports/system.ts";
import { untilInWords } from "../until-in-words.ts";
import { dateInWords } from "../date-in-words.ts";
import { RECENT_IN_MENU, trayView } from "./tray-view.ts";

/** Draws the tray anew after changes: once for many that come together, and only if the picture differs. */
export type Tray = { readonly draw: () => void };

export const createTray = ({
  desktop,
  clock,
  zones,
  state,
  recent,
}: {
  readonly desktop: Pick<Desktop, "drawTray">;
  readonly clock: Clock;
  readonly zones: TimeZones;
  readonly state: () => AppState;
  /** The newest conversations. */
  readonly recent: (limit: number) => readonly ConversationSummary[];
}): Tray => {
  let drawn = "";
  let isDue = false;

  const drawNow = (): void => {
    isDue = false;
    const current = state();
    const { absence, hours } = current.away;
    const here = { timeZone: zones.here() };
    const today = clock.localDate(clock.now());
    const view = trayView(current, recent(RECENT_IN_MENU), {
      awayUntil: absence === null ? null : untilInWords(absence, hours, clock.now(), zones),
      quietUntil: untilInWords(current.quiet.state, here, clock.now(), zones),
      momentInWords: (at) => {
        const day = clock.localDate(at);
        return day === today ? clock.timeOfDay(at) : dateInWords(day, today);
      },
    });
    const picture = JSON.stringify(view);
    if (picture === drawn) return;
    drawn = picture;
    desktop.drawTray(view);
  };

  return {
    draw: () => {
      if (isDue) return;
      isDue = true;
      clock.after(0, drawNow);
    },
  };
};
