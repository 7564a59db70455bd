import { type ReactNode, useState } from "react";
import type { SenderNumber } from "../../../preload/contract/model.ts";
import type { Failure } from "../../../preload/contract/result.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { Banner } from "../../ui/banner.tsx";
import { type Choice, Choices } from "../../ui/fields.tsx";
import { FoldedChoices } from "../../ui/folded-choices.tsx";
import { failureWords } from "../words/failure.ts";

const choiceFrom = ({ address, formatted, label, canSendText, canSendPictures }: SenderNumber): Choice => {
  const able = canSendPictures ? "Texts and pictures" : "Texts only";
  return {
    value: address,
    label: formatted,
    detail: label === null ? able : `${label}. ${able}`,
    refusal: canSendText
      ? undefined
      : `${label === null ? "" : `${label}. `}RingCentral has not turned texting on for this number.`,
  };
};

/** The number that new conversations are written from. Numbers that cannot send stay in sight, with the reason. */
export const SenderChoice = (props: { label: string; isFolded?: boolean }): ReactNode => {
  const { api } = useStores();
  const { senderNumbers, chosenNumber } = useAppState();
  const [failure, setFailure] = useState<Failure | null>(null);
  const choose = async (address: string): Promise<void> => {
    const result = await api.request("account/choose-number", { address });
    setFailure(result.ok ? null : result.failure);
  };
  const choices = {
    label: props.label,
    value: chosenNumber,
    choices: senderNumbers.map(choiceFrom),
    onChange: (address: string) => void choose(address),
  };
  if (props.isFolded !== true) {
    return <Choices {...choices} error={failure === null ? null : failureWords(failure, "send")} />;
  }
  return (
    <>
      <FoldedChoices {...choices} />
      {failure === null ? null : <Banner tone="bad">{failureWords(failure, "send")}</Banner>}
    </>
  );
};
