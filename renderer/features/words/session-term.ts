/** How long Tern stays signed in while it cannot run. */
import type { EpochMs } from "../../../preload/contract/model.ts";
import type { AppState, SessionTerm } from "../../../preload/contract/state.ts";
import { dateTime } from "./time.ts";

export const sessionTermWords = (
  { endsAt, signsInAgain }: SessionTerm,
  keychain: AppState["keychain"],
  now: EpochMs,
): string => {
  const untilThen = "you have to sign in again, and nobody is answered until then.";
  const ifRefused = "If that is refused, nobody is answered until you sign in.";
  if (keychain === "memory-only") return `This computer has no keychain. Once Tern quits, ${untilThen}`;
  const end = dateTime(endsAt);
  if (endsAt <= now)
    return signsInAgain
      ? `Your session with RingCentral lasted until ${end}. Tern signs in anew with your JWT once it is online. ${ifRefused}`
      : `Your session with RingCentral lasted until ${end}. If it is not renewed, ${untilThen}`;
  return signsInAgain
    ? `If this computer is off, asleep or offline until ${end}, your session with RingCentral ends. Tern then signs in anew with your JWT. ${ifRefused}`
    : `If this computer is off, asleep or offline until ${end}, ${untilThen}`;
};
