/**
 * Why what is kept of the account cannot be opened, and the safest way on.
 * Names: heading "Tern cannot open your texts", buttons "Try again", "Sign in anew", "Start over".
 */
import type { ReactNode } from "react";
import type { EpochMs } from "../../../preload/contract/model.ts";
import type { StorageTrouble } from "../../../preload/contract/state.ts";
import { useAppState } from "../../state/stores.tsx";
import { Button } from "../../ui/button.tsx";
import { TernMark } from "../../ui/tern-mark.tsx";
import { troubleWords } from "../words/storage.ts";
import { clockTime } from "../words/time.ts";
import { ForgetKept } from "./forget-kept.tsx";

/** Signing in needs the same folder: while it cannot be written, that would end in the same place. */
const canSignInAnew = (trouble: StorageTrouble | null): boolean =>
  trouble === null || trouble === "keychain" || trouble === "wrong-key" || trouble === "damaged";

/** Which keychain there is, is found out when Tern starts. */
const noKeychain = {
  what: "Tern found no keychain that it can use when it started, so the database stays closed.",
  step: "Unlock the keychain or start its service, then quit Tern and start it again.",
};

const unknown = {
  what: "Tern could not open what it keeps of this account.",
  step: "Try again. If it stays so, restart Tern.",
};

export const StorageProblem = (props: {
  trouble: StorageTrouble | null;
  /** When it was last tried again from here; null: it was not. */
  triedAt: EpochMs | null;
  onTryAgain: () => void;
  onSignInAnew: () => void;
}): ReactNode => {
  const { trouble, triedAt } = props;
  const { keychain } = useAppState();
  const isWithoutKeychain = trouble === "keychain" && keychain === "memory-only";
  const { what, step } = isWithoutKeychain ? noKeychain : trouble === null ? unknown : troubleWords(trouble);
  return (
    <main className="sign-in">
      <section className="sign-in-form" aria-label="Storage">
        <header className="sign-in-head">
          <TernMark size={48} />
          <h1 className="sign-in-title">Tern cannot open your texts</h1>
        </header>
        <div className="problem-words selectable" role="alert">
          <p>
            <strong>{what}</strong> {step}
          </p>
          <p>Nothing is lost: what Tern keeps here stays as it is, and new texts wait at RingCentral.</p>
          {triedAt === null ? null : (
            <p className="part-words tabular">Tried again at {clockTime(triedAt)}: it is still so.</p>
          )}
        </div>
        <div className="problem-acts">
          {isWithoutKeychain ? null : (
            <Button look="primary" autoFocus onPress={props.onTryAgain}>
              Try again
            </Button>
          )}
          {canSignInAnew(trouble) ? <Button onPress={props.onSignInAnew}>Sign in anew</Button> : null}
          <ForgetKept act="Start over" />
        </div>
      </section>
    </main>
  );
};
