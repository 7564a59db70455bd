import type { ServerClock } from "./clock.ts";
import type { Faults } from "./faults.ts";
import type { OptOuts } from "./opt-outs.ts";
import type { Message, MessageStatus, MessageStore, Party } from "./store.ts";
import { extensionById, numberOf, type World } from "./world.ts";

type Step = { readonly status: MessageStatus; readonly afterMs: number; readonly errorCode?: string | undefined };

export type Delivery = ReturnType<typeof createDelivery>;

/** What the record shows for several recipients: failed if one failed, queued if one still is (documented so). */
const together = (statuses: readonly MessageStatus[]): MessageStatus =>
  (["SendingFailed", "DeliveryFailed", "Queued", "Sent", "Delivered"] as const).find((status) =>
    statuses.includes(status),
  ) ?? "Sent";

/**
 * The life of a sent text after it was accepted: Queued → Sent → Delivered, or failed. A text to another user of the
 * company arrives there when it is Sent; one to a frozen extension is dropped after Sent.
 */
export const createDelivery = ({
  world,
  store,
  clock,
  faults,
  optOuts,
  arrive,
}: {
  readonly world: World;
  readonly store: MessageStore;
  readonly clock: ServerClock;
  readonly faults: Faults;
  readonly optOuts: OptOuts;
  /** Puts the text into the store of the company's user who has this number. */
  readonly arrive: (sent: Message, toNumber: string) => void;
}) => {
  const stepsFor = (message: Message, party: Party): readonly Step[] => {
    const gap = faults.settings().statusDelayMs;
    if (optOuts.isOptedOut(message.from.phoneNumber ?? "", party.phoneNumber ?? ""))
      return [{ status: "SendingFailed", afterMs: gap, errorCode: "SMS-RC-413" }];
    const owner = extensionById(world, numberOf(world, party.phoneNumber ?? "")?.ownerId ?? -1);
    const sent: Step = { status: "Sent", afterMs: gap };
    return owner !== undefined && owner.status !== "Enabled" ? [sent] : [sent, { status: "Delivered", afterMs: gap }];
  };

  const apply = (id: number, position: number, step: Step): void => {
    const message = store.get(id);
    const party = message?.to[position];
    if (message === undefined || party === undefined) return;
    const to = message.to.map((entry, index) =>
      index === position ? { ...entry, messageStatus: step.status } : entry,
    );
    store.change(id, {
      to,
      messageStatus: together(to.map((entry) => entry.messageStatus ?? "Queued")),
      ...(step.errorCode === undefined ? {} : { deliveryErrorCode: step.errorCode }),
      ...(step.status === "Delivered" ? { smsDeliveryTime: clock.now() } : {}),
    });
    const local = numberOf(world, party.phoneNumber ?? "");
    const owner = extensionById(world, local?.ownerId ?? -1);
    if (step.status === "Sent" && owner?.status === "Enabled") arrive(message, party.phoneNumber ?? "");
  };

  return {
    start: (message: Message): void => {
      const script = faults.takeScript(message.to.map((party) => party.phoneNumber ?? ""));
      for (const [position, party] of message.to.entries()) {
        let at = 0;
        for (const step of script?.steps ?? stepsFor(message, party)) {
          at += step.afterMs;
          clock.after(at, () => apply(message.id, position, step));
        }
      }
    },
  };
};
