/**
 * Whether texts can be kept, across the whole window and for as long as that is not so.
 * Names: alert or status, button "Dismiss".
 */
import { type ReactNode, useState } from "react";
import { assertNever, type Failure } from "../../../preload/contract/result.ts";
import type { StorageState } from "../../../preload/contract/state.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { failureWords } from "../words/failure.ts";
import { rebuiltWords, troubleWords, whileInTrouble } from "../words/storage.ts";

const Rebuilt = ({ storage }: { storage: Extract<StorageState, { readonly kind: "rebuilt" }> }): ReactNode => {
  const { api } = useStores();
  const [failure, setFailure] = useState<Failure | null>(null);
  const { title, words } = rebuiltWords(storage);
  const dismiss = async (): Promise<void> => {
    const result = await api.request("storage/dismiss", undefined);
    setFailure(result.ok ? null : result.failure);
  };
  return (
    <Banner tone="warn" acts={<Button onPress={() => void dismiss()}>Dismiss</Button>}>
      <strong>{title}</strong> {words}
      {failure === null ? null : <p role="alert">{failureWords(failure, "read")}</p>}
    </Banner>
  );
};

export const StorageBanner = (): ReactNode => {
  const { storage } = useAppState();
  switch (storage.kind) {
    case "fine":
      return null;
    case "trouble": {
      const { what, step } = troubleWords(storage.about);
      return (
        <div className="storage-banner">
          <Banner tone="bad">
            <strong>{what}</strong> {step} {whileInTrouble} Tern tries again by itself.
          </Banner>
        </div>
      );
    }
    case "rebuilt":
      return (
        <div className="storage-banner">
          <Rebuilt storage={storage} />
        </div>
      );
    default:
      return assertNever(storage);
  }
};
