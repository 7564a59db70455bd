import type { ReactNode } from "react";
import { useAppState } from "../../state/stores.tsx";
import { Banner } from "../../ui/banner.tsx";
import { ForgetKept, whoseWords } from "./forget-kept.tsx";

/** Whose texts wait here for their next sign-in, and the way to be rid of them. */
const Kept = (): ReactNode => {
  const { session } = useAppState();
  if (session.kind !== "signed-out" || session.kept === undefined) return null;
  return (
    <Banner tone="info" acts={<ForgetKept act="Delete" />}>
      Kept here, encrypted, for the next sign-in: the texts of {whoseWords(session.kept)}.
    </Banner>
  );
};

/** What there is to know before signing in. */
export const Notes = (): ReactNode => {
  const { session, keychain } = useAppState();
  return (
    <>
      {session.kind === "signed-out" && session.because === "ended" ? (
        <Banner tone="warn">
          The session has ended. New texts wait at RingCentral, and what was to go out waits here. Sign in again to go
          on.
        </Banner>
      ) : null}
      {keychain === "memory-only" ? (
        <Banner tone="warn">
          This computer has no keychain that Tern can use. The session stays in memory: it ends when Tern quits, and
          nothing secret is written to disk.
        </Banner>
      ) : null}
      <Kept />
    </>
  );
};
