import type { EpochMs } from "../../../preload/contract/model.ts";
import { assertNever, type Failure, type FailureCode } from "../../../preload/contract/result.ts";
import type { ConnectionState, SyncProgress } from "../../../preload/contract/state.ts";
import { failureWords } from "./failure.ts";
import { counted, numberWords } from "./number.ts";
import { troubleFrom, troubleWords } from "./storage.ts";
import { clockTime, sinceTime } from "./time.ts";

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

/** How far a reading is: "1,200 of 5,000 texts", or "1,200 texts" where nobody knows of how many. */
export const progressWords = ({ done, total }: SyncProgress): string =>
  total === null ? counted(done, "text", "texts") : `${numberWords(done)} of ${counted(total, "text", "texts")}`;

/** Failures that elsewhere come with advice: here Tern tries again by itself. */
const readingTroubles: Partial<Record<FailureCode, string>> = {
  "no-network": "RingCentral does not answer.",
  "answer-lost": "RingCentral does not answer.",
  "server-error": "RingCentral has a fault of its own.",
  "rate-limited": "RingCentral asks to slow down.",
  storage: "They cannot be kept on this computer.",
  "invalid-request": "Something in Tern went wrong.",
  internal: "Something in Tern went wrong.",
};

/** Why a reading fails, in a sentence or two. */
const readingTrouble = (failure: Pick<Failure, "code" | "about">): string => {
  const trouble = failure.code === "storage" ? troubleFrom(failure.about) : null;
  if (trouble !== null) return troubleWords(trouble).what;
  return readingTroubles[failure.code] ?? failureWords(failure, "read");
};

/** What that means for the person, for the tooltip. */
export const connectionHint = (connection: ConnectionState): string => {
  switch (connection.kind) {
    case "idle":
      return "Sign in to send and receive texts.";
    case "connecting":
      return "Reaching RingCentral.";
    case "catching-up":
      if (connection.failure === null) return "Reading what came in before the connection was there.";
      return `Not all texts are here yet. ${readingTrouble(connection.failure)} Tern tries again by itself.`;
    case "live":
      return "Texts arrive here within seconds.";
    case "offline":
      return "RingCentral cannot be reached. Tern keeps trying; what you write is sent when it is back.";
    case "rate-limited":
      return "RingCentral asked Tern to slow down. Texts wait there, and Tern goes on by itself.";
    case "refused":
      if (connection.failure === null)
        return "No live connection to RingCentral gets through, so Tern asks for texts. A firewall or proxy may be in the way.";
      return `RingCentral does not tell texts as they come, so Tern asks for them. ${failureWords(connection.failure, "read")}`;
    default:
      return assertNever(connection);
  }
};
