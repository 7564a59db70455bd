/**
 * Who is signed in, from which number, how much is read and kept, and how this computer treats Tern.
 * Names: region "Settings", radiogroup "New conversations are written from", button "Sign out", alertdialog "Sign out of Tern?".
 */
import { type ReactNode, useState } from "react";
import { assertNever, type Failure } from "../../../preload/contract/result.ts";
import type { AppState, NotificationAbility } from "../../../preload/contract/state.ts";
import { useAppState, useStores } from "../../state/stores.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Confirmation } from "../../ui/dialogs.tsx";
import { Facts } from "../../ui/facts.tsx";
import { PageFrame } from "../window/page-frame.tsx";
import { failureWords } from "../words/failure.ts";
import { QuietPart } from "./quiet-part.tsx";
import { SenderChoice } from "./sender-choice.tsx";
import { TextsHere } from "./texts-here.tsx";

const notificationWords = (ability: NotificationAbility): string => {
  switch (ability) {
    case "inline-reply":
      return "Texts are announced, and can be answered inside the notification.";
    case "buttons":
      return "Texts are announced. Reply in the notification opens the quick-reply window.";
    case "click":
      return "Texts are announced. A click on the notification opens the conversation: this system shows no buttons.";
    case "none":
      return "This system shows no notifications, or they are switched off for Tern. New texts show in the tray and here.";
    default:
      return assertNever(ability);
  }
};

const keychainWords = (keychain: AppState["keychain"]): string =>
  keychain === "keychain"
    ? "Token, client secret, JWT and the database’s key are in this computer’s keychain, each as an entry of its own."
    : "This computer has no keychain that Tern can use. The session is in memory only: it ends when Tern quits, and nothing is kept.";

const SignOut = (): ReactNode => {
  const { api, drafts } = useStores();
  const { keychain } = useAppState();
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const signOut = async (): Promise<void> => {
    setAsking(false);
    await drafts.flush();
    const result = await api.request("account/sign-out", undefined);
    setFailure(result.ok ? null : result.failure);
  };
  return (
    <>
      {failure === null ? null : <Banner tone="bad">{failureWords(failure, "read")}</Banner>}
      <div>
        <Button onPress={() => setAsking(true)}>Sign out</Button>
      </div>
      {isAsking ? (
        <Confirmation
          title="Sign out of Tern?"
          confirm="Sign out"
          onConfirm={() => void signOut()}
          onCancel={() => setAsking(false)}
        >
          <p>
            Tern revokes its access at RingCentral
            {keychain === "keychain" ? ", removes its entries from the keychain" : ""} and deletes its copy of your
            texts, drafts and away message from this computer.
          </p>
          <p>Texts at RingCentral stay. Texts that are still queued here are not sent.</p>
        </Confirmation>
      ) : null}
    </>
  );
};

export const Settings = (): ReactNode => {
  const { session, keychain, notifications, senderNumbers } = useAppState();
  if (session.kind !== "signed-in") return null;
  const { name, company, extensionNumber, server } = session.account;
  return (
    <PageFrame title="Settings">
      <section className="part">
        <h2 className="part-title">Account</h2>
        <Facts
          facts={[
            ["Name", name],
            ["Company", company],
            ["Extension", extensionNumber],
            ["Server", server],
          ]}
        />
      </section>
      <section className="part">
        {senderNumbers.length === 0 ? (
          <>
            <h2 className="part-title">Numbers</h2>
            <p className="part-words">
              This account has no number that can text. Ask your RingCentral administrator for one.
            </p>
          </>
        ) : (
          <SenderChoice label="New conversations are written from" />
        )}
      </section>
      <TextsHere />
      <section className="part" aria-label="Notifications">
        <h2 className="part-title">Notifications</h2>
        <p className="part-words">{notificationWords(notifications)}</p>
        <QuietPart />
      </section>
      <section className="part">
        <h2 className="part-title">What is kept where</h2>
        {keychain === "memory-only" ? (
          <Banner tone="warn">{keychainWords(keychain)}</Banner>
        ) : (
          <p className="part-words">
            {keychainWords(keychain)} Texts and drafts are in an encrypted database beside Tern’s settings.
          </p>
        )}
      </section>
      <section className="part" aria-label="Signing out">
        <SignOut />
      </section>
    </PageFrame>
  );
};
