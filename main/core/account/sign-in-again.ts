import type { StandingWords } from "../standing-notice.ts";

/** What the person is told when a session has ended for good. */
export const SIGN_IN_AGAIN: StandingWords = {
  title: "Sign in to RingCentral again",
  body: "The session has ended. New texts wait at RingCentral, and what was to go out waits here.",
};
