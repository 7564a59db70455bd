import type { EpochMs } from "../../../preload/contract/model.ts";
import { assertNever } from "../../../preload/contract/result.ts";
import type { AwayState, ConnectionState } from "../../../preload/contract/state.ts";
import { failureWords } from "./failure.ts";
import { clockTime, shortDate, sinceTime } from "./time.ts";

/** The top line of the list: whether texts arrive by themselves right now. */
export const connectionWords = (connection: ConnectionState, now: EpochMs): string => {
  switch (connection.kind) {
    case "idle":
      return "Signed out";
    case "connecting":
      return "Connecting";
    case "catching-up":
      return "Catching up";
    case "live":
      return "Live";
    case "offline":
      return `Offline since ${sinceTime(connection.since, now)}`;
    case "rate-limited":
      return `Rate limited until ${clockTime(connection.until)}`;
    case "refused":
      return "Not live: asks every minute";
    default:
      return assertNever(connection);
  }
};

/** What that means for the person, for the tooltip. */
export const connectionHint = (connection: ConnectionState): string => {
  switch (connection.kind) {
    case "idle":
      return "Sign in to send and receive texts.";
    case "connecting":
      return "Reaching RingCentral.";
    case "catching-up":
      return "Reading what came in while there was no connection.";
    case "live":
      return "Texts arrive here within seconds.";
    case "offline":
      return "RingCentral cannot be reached. Tern keeps trying; what you write is sent when it is back.";
    case "rate-limited":
      return "RingCentral asked Tern to slow down. It goes on by itself.";
    case "refused":
      if (connection.failure === null)
        return "No live connection to RingCentral gets through, so Tern asks for texts. A firewall or proxy may be in the way.";
      return `RingCentral does not tell texts as they come, so Tern asks for them. ${failureWords(connection.failure, "read")}`;
    default:
      return assertNever(connection);
  }
};

/** "Away until Mon, Nov 30", "Away", or null if not away. */
export const awayWords = (away: AwayState): string | null => {
  if (!away.on) return null;
  return away.returnDate === null ? "Away" : `Away until ${shortDate(away.returnDate)}`;
};
