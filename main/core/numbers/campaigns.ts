import type { SenderCampaign } from "../../../preload/contract/model.ts";
import { failureFrom } from "../ports/app-error.ts";
import type { Gateway, ProviderCampaign } from "../ports/gateway.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Clock, Log } from "../ports/system.ts";
import type { SenderNumbers } from "./sender-numbers.ts";

/** What texts of the own numbers are registered for with carriers. */
export type Campaigns = {
  /**
   * Asks the provider first if it has not answered within a day. Never rejects for what the provider does: then it is what
   * was known before.
   */
  readonly read: () => Promise<readonly SenderCampaign[]>;
  /** Answers that come later are not kept. */
  readonly stop: () => void;
};

/** Campaigns change seldom, and each number is a request of its own. */
const ASK_AGAIN_MS = 24 * 60 * 60_000;
/** RingCentral takes 50 requests of this kind a minute, and texts need most of them. */
const MOST_NUMBERS = 10;

const isCampaign = (value: unknown): value is ProviderCampaign =>
  typeof value === "object" &&
  value !== null &&
  "isConfirmed" in value &&
  (value.isConfirmed === null || typeof value.isConfirmed === "boolean") &&
  "useCases" in value &&
  Array.isArray(value.useCases) &&
  value.useCases.every((name) => typeof name === "string");

/** By address; a number that is known to have none has null. */
const campaignsFromFact = (fact: unknown): ReadonlyMap<string, ProviderCampaign | null> =>
  new Map(
    Object.entries(typeof fact === "object" && fact !== null ? fact : {}).map(([address, campaign]) => [
      address,
      isCampaign(campaign) ? campaign : null,
    ]),
  );

export const createCampaigns = ({
  gateway,
  store,
  numbers,
  clock,
  log,
}: {
  readonly gateway: Pick<Gateway, "campaign">;
  readonly store: Pick<MessageStore, "fact" | "keepFact">;
  readonly numbers: Pick<SenderNumbers, "all">;
  readonly clock: Pick<Clock, "steady">;
  readonly log: Log;
}): Campaigns => {
  let known = campaignsFromFact(store.fact("campaigns"));
  let answeredAt: number | null = null;
  let asking: Promise<void> | null = null;
  let isStopped = false;

  const senders = () =>
    numbers
      .all()
      .filter(({ canSendText }) => canSendText)
      .slice(0, MOST_NUMBERS);

  const ask = async (): Promise<void> => {
    const told = new Map<string, ProviderCampaign | null>();
    try {
      for (const { address } of senders()) {
        told.set(address, await gateway.campaign(address));
        if (isStopped) return;
      }
      answeredAt = clock.steady();
    } catch (error) {
      log.info("campaigns not known", { code: failureFrom(error).code });
      if (isStopped) return;
    }
    known = new Map([...known, ...told]);
    store.keepFact("campaigns", Object.fromEntries(known));
  };

  return {
    read: async () => {
      if (answeredAt === null || clock.steady() - answeredAt >= ASK_AGAIN_MS) {
        asking ??= ask().finally(() => {
          asking = null;
        });
        await asking;
      }
      return senders().flatMap(({ address, formatted }) => {
        const campaign = known.get(address) ?? null;
        return campaign === null ? [] : [{ address, formatted, ...campaign }];
      });
    },
    stop: () => {
      isStopped = true;
    },
  };
};
