/** What stands in place of everything else while nobody is signed in: the form, or why the kept account stays closed. */
import { type ReactNode, useEffect, useState } from "react";
import type { EpochMs } from "../../../preload/contract/model.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { SignIn } from "./sign-in.tsx";
import { StorageProblem } from "./storage-problem.tsx";

export const WayIn = (): ReactNode => {
  const { api, drafts } = useStores();
  const { session } = useAppState();
  const [isAnew, setAnew] = useState(false);
  // Kept here: while it is tried, something else is on screen.
  const [triedAt, setTriedAt] = useState<EpochMs | null>(null);
  const isOver = session.kind === "signed-out" && session.because === "nobody";
  useEffect(() => {
    if (isOver) drafts.forget();
  }, [drafts, isOver]);
  if (session.kind !== "signed-out" || session.because !== "storage" || isAnew) return <SignIn />;
  const tryAgain = async (): Promise<void> => {
    await api.request("account/resume", undefined);
    setTriedAt(Date.now());
  };
  return (
    <StorageProblem
      trouble={session.trouble ?? null}
      triedAt={triedAt}
      onTryAgain={() => void tryAgain()}
      onSignInAnew={() => setAnew(true)}
    />
  );
};
