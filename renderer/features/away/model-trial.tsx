/** The key of the language model, and one text sent to it on purpose. Names: textbox "Key", buttons "Keep key", "Remove key", "Try". */
import { type FormEvent, type ReactNode, useState } from "react";
import type { AwayRules } from "../../../preload/contract/away.ts";
import { assertNever, type Failure } from "../../../preload/contract/result.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/fields.tsx";
import { modelTroubleWords } from "../words/language-model.ts";

/** What stands in the empty field of a key. */
const keyPlaceholder = (url: string, keptFor: string | null): string => {
  if (keptFor === null) return "Most local servers want none";
  return URL.parse(url)?.origin === keptFor ? "Kept in the keychain" : "Enter the key for this address";
};

/** The key for the server of this address. */
export const ModelKey = ({ url }: { url: string }): ReactNode => {
  const { api } = useStores();
  const keptFor = useAppState().away.modelKeyOrigin;
  const [typed, setTyped] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const put = async (key: string | null): Promise<void> => {
    const result = await api.request("away/set-model-key", { key, url });
    setFailure(result.ok ? null : result.failure);
    if (result.ok) setTyped("");
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim() !== "") void put(typed.trim());
  };
  return (
    <form aria-label="Key of the model" onSubmit={submit}>
      <div className="field-row">
        <Field
          label="Key"
          type="password"
          value={typed}
          placeholder={keyPlaceholder(url, keptFor)}
          onChange={setTyped}
        />
        <Button type="submit" isDisabled={typed.trim() === ""}>
          Keep key
        </Button>
        {keptFor !== null ? <Button onPress={() => void put(null)}>Remove key</Button> : null}
      </div>
      {keptFor === null || URL.parse(url)?.origin === keptFor ? null : (
        <p className="away-detail">
          The key that is kept was given for {keptFor}, and is sent nowhere else. If this address wants one, enter it
          again.
        </p>
      )}
      {failure === null ? null : <Banner tone="bad">Not kept. {modelTroubleWords(failure)}</Banner>}
    </form>
  );
};

type Said =
  | { readonly kind: "nothing" | "asking" | "unfit" }
  | { readonly kind: "words"; readonly words: string }
  | { readonly kind: "failed"; readonly failure: Failure };

const saidWords = (said: Said, rules: AwayRules): ReactNode => {
  switch (said.kind) {
    case "nothing":
      return null;
    case "asking":
      return `Asking the model: at most ${rules.model.timeLimitSeconds} seconds.`;
    case "unfit":
      return "It said something that must not go out, so your own words would be sent.";
    case "words":
      return <span className="selectable">“{said.words}”</span>;
    case "failed":
      return modelTroubleWords(said.failure);
    default:
      return assertNever(said);
  }
};

export const ModelTrial = ({ rules }: { rules: AwayRules }): ReactNode => {
  const { api } = useStores();
  const [heard, setHeard] = useState("Can we meet next week?");
  const [said, setSaid] = useState<Said>({ kind: "nothing" });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (heard.trim() === "") return;
    setSaid({ kind: "asking" });
    const result = await api.request("away/try-model", { rules, heard });
    if (!result.ok) setSaid({ kind: "failed", failure: result.failure });
    else setSaid(result.value === null ? { kind: "unfit" } : { kind: "words", words: result.value });
  };
  return (
    <form aria-label="Try the model" onSubmit={(event) => void submit(event)}>
      <div className="field-row">
        <Field label="Try the model on a text" value={heard} onChange={setHeard} />
        <Button type="submit" isDisabled={said.kind === "asking"}>
          Try
        </Button>
      </div>
      <p className="model-said" role="status">
        {saidWords(said, rules)}
      </p>
    </form>
  );
};
