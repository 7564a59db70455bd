import type { SenderNumber } from "../../../preload/contract/model.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";
import type { ProviderNumber } from "../ports/gateway.ts";
import type { MessageStore } from "../ports/message-store.ts";

/** The account's own numbers and which of them new conversations are written from. */
export type SenderNumbers = {
  readonly all: () => readonly SenderNumber[];
  /** Address of the number that new conversations are written from; null if none can send texts. */
  readonly chosen: () => string | null;
  /** Remembered with the messages. Fails with no-sender-number if it cannot send texts. */
  readonly choose: (address: string) => Result<void>;
  /** What the provider says now; kept for a start without network. */
  readonly refresh: (numbers: readonly ProviderNumber[]) => void;
};

const numbersFromFact = (fact: unknown): readonly ProviderNumber[] =>
  Array.isArray(fact) ? fact.filter(isProviderNumber) : [];

const isProviderNumber = (value: unknown): value is ProviderNumber =>
  typeof value === "object" && value !== null && "address" in value && typeof value.address === "string";

export const createSenderNumbers = ({
  store,
  format,
  onChanged,
}: {
  readonly store: MessageStore;
  readonly format: (address: string) => string;
  readonly onChanged: () => void;
}): SenderNumbers => {
  let numbers = numbersFromFact(store.fact("sender-numbers"));

  const chosen = (): string | null => {
    const kept = store.fact("chosen-number");
    const able = numbers.filter((number) => number.canSendText);
    const choice = able.find((number) => number.address === kept) ?? able.find((number) => number.isPrimary) ?? able[0];
    return choice?.address ?? null;
  };

  return {
    all: () =>
      numbers.map((number) => ({
        address: number.address,
        formatted: format(number.address),
        label: number.label,
        canSendText: number.canSendText,
        canSendPictures: number.canSendPictures,
      })),
    chosen,
    choose: (address) => {
      if (!numbers.some((number) => number.address === address && number.canSendText))
        return failed("no-sender-number", "this number cannot send texts");
      store.keepFact("chosen-number", address);
      onChanged();
      return ok(undefined);
    },
    refresh: (fresh) => {
      numbers = fresh;
      store.keepFact("sender-numbers", fresh);
      onChanged();
    },
  };
};
