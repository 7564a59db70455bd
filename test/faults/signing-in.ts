import type { Stage } from "./stage.ts";

/** On the server's clock: so long a person waits before they press the button again. */
const AGAIN_AFTER_MS = 30_000;

const lastTries = new WeakMap<Stage, number>();

/**
 * Whether somebody is signed in. If a fault kept Tern from signing the person in for the first time, or RingCentral ended
 * the session for good, they press the button themselves, now and then. Rejects with GoneError.
 */
export const isSignedIn = async (stage: Stage): Promise<boolean> => {
  const { computer, credentials, ledger, now, say } = stage;
  const tern = computer.tern();
  const { session } = await tern.state();
  if (session.kind !== "signed-out") return session.kind === "signed-in";
  if (session.because !== "nobody" && !ledger.hasEnded) return false;
  if (now() < (lastTries.get(stage) ?? 0) + AGAIN_AFTER_MS) return false;
  lastTries.set(stage, now());
  const result = await tern.ask("account/sign-in", credentials);
  say(`the person signs in: ${result.ok ? "done" : result.failure.code}`);
  return result.ok;
};
