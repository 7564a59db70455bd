import type { DeliveryFailure, DeliveryStatus } from "../../../preload/contract/model.ts";
import { assertNever } from "../../../preload/contract/result.ts";
import { carrierWords } from "./carrier.ts";
import { failureWords } from "./failure.ts";

/** The way of an outbound text in a few words; null for an inbound one. */
export const statusWords = ({
  status,
  failure,
}: {
  readonly status: DeliveryStatus;
  readonly failure: DeliveryFailure | null;
}): string | null => {
  switch (status) {
    case "received":
      return null;
    case "queued":
      return "Queued";
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

/** "Not sent: the carrier blocked it as spam (CAR-430). Shorten links or call." */
export const deliveryFailureWords = (failure: DeliveryFailure | null): string => {
  if (failure === null) return "Not sent. Send it again, or discard it.";
  if (failure.code === "carrier") return `Not delivered: ${carrierWords(failure.carrierCode)}`;
  const { code, about } = failure;
  return `Not sent. ${failureWords({ code, ...(about === undefined ? {} : { about }) }, "send")}`;
};
