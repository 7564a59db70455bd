import type { DeliveryFailure, DeliveryStatus } from "../../../preload/contract/model.ts";
import { assertNever, type Failure } from "../../../preload/contract/result.ts";
import type { ConnectionState } from "../../../preload/contract/state.ts";
import { carrierWords } from "./carrier.ts";
import { failureWords } from "./failure.ts";
import { clockTime } from "./time.ts";

type Fate = { readonly status: DeliveryStatus; readonly failure: DeliveryFailure | null };

/** What a queued text waits for, if that can be known. */
const waitingFor = (connection: ConnectionState): string => {
  if (connection.kind === "offline") return "Waiting for the network";
  if (connection.kind === "rate-limited") return `Waiting until ${clockTime(connection.until)}`;
  return "Queued";
};

/** The way of an outbound text in a few words; null for an inbound one. */
export const statusWords = ({ status, failure }: Fate, connection: ConnectionState): string | null => {
  switch (status) {
    case "received":
      return null;
    case "queued":
      return waitingFor(connection);
    case "sending":
      // Its answer never came: until it is found at RingCentral, or is not, nobody can say more.
      return failure === null ? "Sending" : "Checking whether it was sent";
    case "accepted":
      return "On its way";
    case "sent":
      return "Sent";
    case "delivered":
      return "Delivered";
    case "failed":
      return failure?.code === "carrier" ? "Not delivered" : "Not sent";
    case "unknown":
      return "May have been sent";
    default:
      return assertNever(status);
  }
};

/**
 * Why a text did not go out, or that nobody knows, and what to do: "Not sent: the carrier blocked it as spam (CAR-430).
 * Shorten links or call."
 */
export const troubleOfText = ({ status, failure }: Fate): string => {
  if (status === "unknown")
    return "May have been sent. RingCentral’s answer never came. If you send it again, they may get it twice.";
  if (failure === null) return "Not sent. Send it again, or discard it.";
  if (failure.code === "carrier") return `Not delivered: ${carrierWords(failure.carrierCode)}`;
  if (failure.code === "expired")
    return "Not sent: it waited for a day, and Tern sends nothing that old by itself. Check that it still makes sense, then send it again.";
  const { code, about } = failure;
  return `Not sent. ${failureWords({ code, ...(about === undefined ? {} : { about }) }, "send")}`;
};

/** Why a queued text could not be cancelled. */
export const notCancelledWords = (failure: Failure): string =>
  failure.code === "invalid-request" || failure.code === "not-found"
    ? "Not cancelled: it is on its way."
    : `Not cancelled. ${failureWords(failure, "send")}`;
