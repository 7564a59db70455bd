import { useCell } from "../../state/cell.ts";
import { useAppState, useStores } from "../../state/stores.tsx";

/** First name of someone who was in touch, so that previews show a real case. */
export const useSampleName = (): string => {
  const { conversations } = useStores();
  const { conversations: all } = useCell(conversations.list);
  const known = all?.find(({ kind, others }) => kind === "text" && (others[0]?.name ?? null) !== null);
  return known?.others[0]?.name?.split(/\s+/u)[0] ?? "Maria";
};

/** The own number as previews show it on top of the client's phone. */
export const useOwnNumber = (): string => {
  const { senderNumbers, chosenNumber } = useAppState();
  return senderNumbers.find(({ address }) => address === chosenNumber)?.formatted ?? "Your number";
};
