/** What Away depends on, said plainly. Names: switches "Keep this computer awake", "Start Tern at login". */
import { type ReactNode, useState } from "react";
import type { AwayRules } from "../../../preload/contract/away.ts";
import type { Failure } from "../../../preload/contract/result.ts";
import { useNow } from "../../state/now.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Toggle } from "../../ui/fields.tsx";
import { failureWords } from "../words/failure.ts";
import { sessionTermWords } from "../words/session-term.ts";
import type { AwayForm } from "./use-away-form.ts";

export const computerWords = ({ keepsAwake }: Pick<AwayRules, "keepsAwake">): string =>
  keepsAwake ? "Kept awake while Away is on" : "Needs this computer awake";

/** Null where the system offers no such thing. */
const AtLogin = (): ReactNode => {
  const { api } = useStores();
  const { startsAtLogin } = useAppState();
  const [failure, setFailure] = useState<Failure | null>(null);
  if (startsAtLogin === null) return null;
  const change = async (isOn: boolean): Promise<void> => {
    const result = await api.request("settings/start-at-login", { isOn });
    setFailure(result.ok ? null : result.failure);
  };
  return (
    <>
      <Toggle name="Start Tern at login" isOn={startsAtLogin} onChange={(isOn) => void change(isOn)}>
        <span>Start Tern when you sign in to this computer</span>
        <span className="away-detail">
          After a restart of the computer, Away goes on once you have signed in to it.
        </span>
      </Toggle>
      {failure === null ? null : <Banner tone="bad">Not changed. {failureWords(failure, "read")}</Banner>}
    </>
  );
};

const SessionTerm = (): ReactNode => {
  const { sessionTerm, keychain } = useAppState();
  const now = useNow();
  if (sessionTerm === null) return null;
  return <p className="part-words tabular">{sessionTermWords(sessionTerm, keychain, now)}</p>;
};

export const ComputerPart = ({ form }: { form: AwayForm }): ReactNode => (
  <>
    <p className="part-words">
      Tern answers only while this computer is awake, connected and signed in. After a sleep it answers what is not too
      old. For weeks away, ask your administrator for an answering rule at RingCentral itself.
    </p>
    <SessionTerm />
    <Toggle
      name="Keep this computer awake"
      isOn={form.rules.keepsAwake}
      onChange={(keepsAwake) => form.changeRules({ keepsAwake })}
    >
      <span>Keep this computer awake while Away is on</span>
      <span className="away-detail">
        It does not go to sleep by itself. A closed lid or an empty battery still sends it to sleep.
      </span>
    </Toggle>
    <AtLogin />
  </>
);
