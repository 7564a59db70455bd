import { MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS, MAX_TEXT_UNITS } from "../../../preload/contract/limits.ts";
import { assertNever, type Failure } from "../../../preload/contract/result.ts";
import { sizeWords } from "./file.ts";
import { troubleFrom, troubleWords } from "./storage.ts";
import { waitWords } from "./time.ts";

/** What was being done, for failures that mean something else in another place. */
export type FailurePlace = "sign-in" | "send" | "read";

type Known = Pick<Failure, "code" | "about" | "retryAfterMs">;

const quoted = (about: string | undefined, otherwise: string): string =>
  about === undefined ? otherwise : `“${about}”`;
const inBrackets = (about: string | undefined): string => (about === undefined ? "" : ` (${about})`);

/** A failure in plain words: what happened, and what to do. One or two sentences. */
export const failureWords = (failure: Known, place: FailurePlace): string => {
  const { code, about, retryAfterMs } = failure;
  switch (code) {
    case "bad-server":
      if (about === "https")
        return "Use an address that begins with https://. Secrets are not sent without encryption.";
      return "Nothing that speaks RingCentral answers at this address. Check the server.";
    case "bad-client":
      return "RingCentral does not accept this client ID and secret. Compare both with your app’s Credentials page.";
    case "bad-jwt":
      return "RingCentral refused this JWT. It may have expired, or belong to another app or server. Make a new one.";
    case "missing-permission":
      return `The app lacks a permission${about === undefined ? "" : `: ${about}`}. Add it to the app in RingCentral’s developer console, then sign in again.`;
    case "no-network":
      return place === "sign-in"
        ? "The server cannot be reached. Check this computer’s connection and the server’s address."
        : "There is no connection. Tern sends and reads again when it is back.";
    case "signed-out":
      return "The session has ended. Sign in again to go on.";
    case "empty-text":
      return "There is nothing to send yet. Write something or attach a file.";
    case "text-too-long":
      return `This text is longer than ${MAX_TEXT_UNITS} characters. Shorten it or send it in parts.`;
    case "invalid-recipient":
      if (about !== undefined && /^\d{3,6}$/.test(about))
        return `${about} is a short code. RingCentral sends texts to phone numbers only.`;
      return `${quoted(about, "This")} is not a number that can be texted. Check it, with its area code.`;
    case "no-sender-number":
      return "None of your numbers may send this. Ask your RingCentral administrator to turn texting on for one.";
    case "too-many-attachments":
      return `One text carries at most ${MAX_ATTACHMENTS} files. Remove some, or send them in several texts.`;
    case "attachments-too-large":
      return `${quoted(about, "These files")} would make the text larger than ${sizeWords(MAX_ATTACHMENT_BYTES)}. Remove or shrink a file.`;
    case "attachment-type":
      return `${quoted(about, "A file")} is of a kind that cannot be texted. Pictures go as JPEG, PNG or GIF, other files as ZIP.`;
    case "attachment-empty":
      return `${quoted(about, "A file")} is empty.`;
    case "attachment-unreadable":
      return `${quoted(about, "A file")} cannot be read. It may have been moved or be open elsewhere.`;
    case "not-allowed":
      return `RingCentral does not allow this from your number${inBrackets(about)}. Your administrator can say why.`;
    case "expired":
      return "It could not be sent within a day. Check that it still makes sense, then send it again.";
    case "answer-lost":
      return "The answer never came: it may have been sent.";
    case "rate-limited":
      return retryAfterMs === undefined
        ? "RingCentral asks to slow down. Try again in a minute."
        : `RingCentral asks to slow down. Try again in ${waitWords(retryAfterMs)}.`;
    case "server-error":
      return "RingCentral had a fault of its own. Try again in a few minutes.";
    case "storage": {
      const trouble = troubleFrom(about);
      if (trouble !== null) return `${troubleWords(trouble).what} ${troubleWords(trouble).step}`;
      return "Tern cannot read or write its database on this computer. Check that the disk is not full, then restart Tern.";
    }
    case "not-found":
      return "This is no longer there. It may have been deleted elsewhere.";
    case "invalid-request":
    case "internal":
      return "Something in Tern went wrong. Try again; if it stays, restart Tern.";
    default:
      return assertNever(code);
  }
};
