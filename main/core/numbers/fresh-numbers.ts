import type { Gateway, ProviderNumber } from "../ports/gateway.ts";

/** Asks the provider for the account's own numbers, until it has answered once. */
export type FreshNumbers = {
  /** Does nothing if it has answered, or is being asked. Rejects as the gateway does; it is asked again the next time then. */
  readonly ask: () => Promise<void>;
  /** An answer that comes later is not taken. */
  readonly stop: () => void;
};

/** `areKnown`: it has just answered. */
export const createFreshNumbers = ({
  gateway,
  areKnown,
  onNumbers,
}: {
  readonly gateway: Pick<Gateway, "senderNumbers">;
  readonly areKnown: boolean;
  readonly onNumbers: (numbers: readonly ProviderNumber[]) => void;
}): FreshNumbers => {
  let isDone = areKnown;
  let isStopped = false;
  return {
    ask: async () => {
      if (isDone) return;
      isDone = true;
      try {
        const numbers = await gateway.senderNumbers();
        if (!isStopped) onNumbers(numbers);
      } catch (error) {
        isDone = false;
        throw error;
      }
    },
    stop: () => {
      isStopped = true;
    },
  };
};
