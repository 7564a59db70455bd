/** Notifications on and off as main would answer for it. */
import { quietPresets } from "../../main/core/quiet/presets.ts";
import { USUAL_QUIET } from "../../main/core/quiet/quiet.ts";
import { createTimeZones } from "../../main/time-zones/time-zones.ts";
import type { RequestName, Requests } from "../../preload/contract/requests.ts";
import { ok, type Result } from "../../preload/contract/result.ts";
import type { AppState } from "../../preload/contract/state.ts";

type QuietRequest = Extract<RequestName, `quiet/${string}`>;
type Handlers = {
  [Name in QuietRequest]: (argument: Parameters<Requests[Name]>[0]) => Result<ReturnType<Requests[Name]>>;
};

/** Nobody has switched anything. */
export const usualQuiet: AppState["quiet"] = { state: { because: null, until: null }, rules: USUAL_QUIET };

export const createFakeQuiet = ({
  state,
  change,
}: {
  readonly state: () => AppState["quiet"];
  readonly change: (quiet: AppState["quiet"]) => void;
}): Handlers => ({
  "quiet/snooze": ({ until }) => {
    change({ ...state(), state: { because: until === null ? null : "snooze", until } });
    return ok(undefined);
  },
  "quiet/set-rules": (rules) => {
    change({ ...state(), rules });
    return ok(undefined);
  },
  "quiet/presets": () => ok(quietPresets(Date.now(), createTimeZones())),
});
