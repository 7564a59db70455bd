import type { Evidence, Invariant } from "../evidence.ts";

/** How often RingCentral had ended the session in this run: a time of being signed out by it, up to the next sign-in. */
const endingsIn = ({ observed }: Evidence, run: number): number => {
  let endings = 0;
  let hasEnded = false;
  for (const sight of observed) {
    if (sight.run !== run || sight.kind !== "session") continue;
    if (sight.state === "signed-in") hasEnded = false;
    if (sight.because !== "ended" || hasEnded) continue;
    hasEnded = true;
    endings += 1;
  }
  return endings;
};

/** One notice asks the person to sign in again for each time that RingCentral ended the session, and none otherwise. */
export const askedToSignIn: Invariant = (evidence) =>
  evidence.past.flatMap(({ run, wasKilled }) => {
    const endings = endingsIn(evidence, run);
    const asked = evidence.notices.filter(
      (line) => line.run === run && line.kind === "shown" && line.notice.id === "session",
    ).length;
    // Killed between the one and the other.
    const isFine = asked === endings || (wasKilled && Math.abs(asked - endings) === 1);
    return isFine ? [] : [`run ${run} asked ${asked} times, and the session ended ${endings} times`];
  });
