/**
 * Signing in: where, with which app, as whom. A refusal stands at the field it is about.
 * Names: heading "Sign in to RingCentral", radiogroup "Server" (Production, Sandbox, Custom URL), textboxes "Server URL",
 * "Client ID", "Client secret", "JWT", button "Sign in".
 */
import { type FormEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { Failure } from "../../../preload/contract/result.ts";
import { useAfter } from "../../state/now.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Choices, Field } from "../../ui/fields.tsx";
import { TernMark } from "../../ui/tern-mark.tsx";
import { serverChoices, serverFromForm, type SignInField, startForm } from "./sign-in-form.ts";
import { Notes } from "./notes.tsx";
import { complaintFromFailure, firstComplaint, type Complaint } from "./complaint.ts";
import { Step } from "./step.tsx";

/** Taking up a kept session goes without network as a rule: after so long something is in the way. */
const LONG_MS = 8_000;

export const SignIn = (): ReactNode => {
  const { api } = useStores();
  const { session, keychain, suggestedServer } = useAppState();
  const [form, setForm] = useState(() => startForm(suggestedServer));
  // Until something was done in this form, what was refused without it is what there is to say.
  const refusal = session.kind === "signed-out" ? session.refusal : undefined;
  const refused = useMemo(() => (refusal === undefined ? null : complaintFromFailure(refusal)), [refusal]);
  const [answered, setComplaint] = useState<Complaint | null | undefined>(undefined);
  const complaint = answered === undefined ? refused : answered;
  const [isAsked, setAsked] = useState(false);
  const isLong = useAfter(LONG_MS, session.kind === "signing-in");
  const inputs = useRef(new Map<SignInField, HTMLInputElement>());
  const isBusy = session.kind === "signing-in" || isAsked;

  // The cursor goes to what has to be changed.
  useEffect(() => {
    if (complaint !== null && complaint.field !== null) inputs.current.get(complaint.field)?.focus();
  }, [complaint]);

  if (session.kind === "signing-in" && !isAsked) {
    return (
      <main className="alone">
        <Empty title="Signing in" art={<TernMark />}>
          {isLong
            ? "This takes longer than usual. Tern waits for the keychain or RingCentral, and keeps trying."
            : undefined}
        </Empty>
      </main>
    );
  }

  const submit = async (): Promise<void> => {
    const missing = firstComplaint(form);
    setComplaint(missing);
    if (missing !== null) return;
    setAsked(true);
    const result = await api.request("account/sign-in", {
      server: serverFromForm(form),
      clientId: form.clientId.trim(),
      clientSecret: form.clientSecret.trim(),
      jwt: form.jwt.trim(),
    });
    setAsked(false);
    const failure: Failure | null = result.ok ? null : result.failure;
    setComplaint(failure === null ? null : complaintFromFailure(failure));
  };

  const fieldProps = (field: SignInField) => ({
    value: form[field],
    error: complaint?.field === field ? complaint.words : null,
    isMarked: complaint?.alsoMarked === field,
    isDisabled: isBusy,
    onChange: (value: string) => {
      setForm({ ...form, [field]: value });
      if (complaint?.field === field || complaint?.alsoMarked === field) setComplaint(null);
    },
    inputRef: (input: HTMLInputElement | null) => {
      if (input === null) inputs.current.delete(field);
      else inputs.current.set(field, input);
    },
  });

  return (
    <main className="sign-in">
      <form
        className="sign-in-form"
        aria-label="Sign in"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void submit();
        }}
      >
        <header className="sign-in-head">
          <TernMark size={48} />
          <div>
            <h1 className="sign-in-title">Sign in to RingCentral</h1>
            <p className="part-words">Tern brings your business texts to this desktop.</p>
          </div>
        </header>
        <Notes />
        <Step number={1} title="Where">
          <Choices
            label="Server"
            isLabelHidden
            isRow
            value={form.preset}
            choices={serverChoices}
            error={complaint?.field === "server" && form.preset !== "custom" ? complaint.words : null}
            onChange={(preset) => {
              setForm({ ...form, preset });
              setComplaint(null);
            }}
          />
          {form.preset === "custom" ? (
            <Field label="Server URL" type="url" placeholder="https://platform.example.com" {...fieldProps("server")} />
          ) : (
            <p className="field-hint tabular">{form.preset}</p>
          )}
        </Step>
        <Step
          number={2}
          title="The app"
          words="A REST API app with JWT login. Both are on its Credentials page in RingCentral’s developer console."
        >
          <div className="sign-in-pair">
            <Field label="Client ID" {...fieldProps("clientId")} />
            <Field label="Client secret" type="password" {...fieldProps("clientSecret")} />
          </div>
        </Step>
        <Step
          number={3}
          title="You"
          words="A JWT says whose texts these are. Make one in the console, under your name."
        >
          <Field label="JWT" type="password" {...fieldProps("jwt")} />
        </Step>
        {complaint !== null && complaint.field === null ? <Banner tone="bad">{complaint.words}</Banner> : null}
        <div className="sign-in-act">
          <Button look="primary" type="submit" isDisabled={isBusy}>
            {isBusy ? "Signing in" : "Sign in"}
          </Button>
        </div>
        <p className="sign-in-kept">
          {keychain === "keychain"
            ? "Client secret, JWT and the session’s token go to this computer’s keychain, each as an entry of its own. Server and client ID stand in Tern’s settings. Texts are kept in an encrypted database on this computer."
            : "Server and client ID stand in Tern’s settings. Client secret, JWT, token and texts stay in memory."}
        </p>
      </form>
    </main>
  );
};
