import { type ReactNode, useState } from "react";
import type { Failure } from "../../../preload/contract/result.ts";
import type { SessionState } from "../../../preload/contract/state.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Confirmation } from "../../ui/dialogs.tsx";
import { failureWords } from "../words/failure.ts";
import { counted } from "../words/number.ts";

type Kept = NonNullable<Extract<SessionState, { readonly kind: "signed-out" }>["kept"]>;

/** Whose texts are kept here: "Nora Lindqvist and 2 other people". */
export const whoseWords = ({ account, others }: Kept): string => {
  if (account === null) return others === 0 ? "the last account" : "the accounts used here before";
  return others === 0 ? account.name : `${account.name} and ${counted(others, "other person", "other people")}`;
};

/** Takes away everything that this computer keeps of anybody, once the person knows what that is. Nothing if it keeps nothing. */
export const ForgetKept = ({ act }: { act: string }): ReactNode => {
  const { api } = useStores();
  const { session } = useAppState();
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  if (session.kind !== "signed-out" || session.kept === undefined) return null;
  const forget = async (): Promise<void> => {
    setAsking(false);
    const result = await api.request("account/sign-out", undefined);
    setFailure(result.ok ? null : result.failure);
  };
  return (
    <>
      <Button look="quiet" onPress={() => setAsking(true)}>
        {act}
      </Button>
      {failure === null ? null : <Banner tone="bad">{failureWords(failure, "read")}</Banner>}
      {isAsking ? (
        <Confirmation
          title="Delete what is kept on this computer?"
          confirm="Delete"
          onConfirm={() => void forget()}
          onCancel={() => setAsking(false)}
        >
          <p>
            Tern deletes its copy of the texts of {whoseWords(session.kept)}, with drafts, away messages and texts that
            were not sent yet.
          </p>
          <p>Texts at RingCentral stay.</p>
        </Confirmation>
      ) : null}
    </>
  );
};
