import type { DeliveryFailure, DeliveryStatus } from "../../preload/contract/model.ts";

type Delivery = { readonly status: DeliveryStatus; readonly failure: DeliveryFailure | null };

/** How far along its way a text is. `delivered` and `failed` both end it: of these the provider's later word holds. */
const progress: Readonly<Record<DeliveryStatus, number>> = {
  received: 0,
  queued: 0,
  sending: 1,
  unknown: 1,
  accepted: 2,
  sent: 3,
  delivered: 4,
  failed: 4,
};

/** Whether `next` would take a text back on its way: a `delivered` text is not `accepted` again. */
export const isBackwards = (current: DeliveryStatus, next: DeliveryStatus): boolean =>
  progress[next] < progress[current];

/** What holds after `told`: that, unless it would go backwards. */
export const laterDelivery = (current: Delivery, told: Delivery): Delivery =>
  isBackwards(current.status, told.status) ? current : told;
