import type { Evidence, Invariant } from "../evidence.ts";
import { answeredOnce } from "./answered-once.ts";
import { askedToSignIn } from "./asked-to-sign-in.ts";
import { awayLogAgrees } from "./away-log.ts";
import { draftsKept } from "./drafts-kept.ts";
import { goodManners } from "./good-manners.ts";
import { noCrash } from "./no-crash.ts";
import { noSecrets } from "./no-secrets.ts";
import { sentOnce } from "./sent-once.ts";
import { textsAgree } from "./texts-agree.ts";
import { toldInTime } from "./told-in-time.ts";
import { toldOnce } from "./told-once.ts";

/** What must hold, whatever happened. */
const INVARIANTS = {
  "server and store agree": textsAgree,
  "each text is told once": toldOnce,
  "each text is told in time": toldInTime,
  "each reply is sent once": sentOnce,
  "each client is answered once": answeredOnce,
  "the log of Away is true": awayLogAgrees,
  "what was begun to be written is kept": draftsKept,
  "no secret in any file": noSecrets,
  "RingCentral's rules are kept": goodManners,
  "the person is asked to sign in again": askedToSignIn,
  "nothing crashes": noCrash,
} satisfies Readonly<Record<string, Invariant>>;

/** All that is wrong, each complaint with the invariant it breaks in front. */
export const complaintsAbout = (evidence: Evidence): readonly string[] =>
  Object.entries(INVARIANTS).flatMap(([name, invariant]) =>
    invariant(evidence).map((complaint) => `${name}: ${complaint}`),
  );
