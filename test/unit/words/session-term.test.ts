import { expect, test } from "vitest";
import { sessionTermWords } from "../../../renderer/features/words/session-term.ts";
import { dateTime } from "../../../renderer/features/words/time.ts";

const at = new Date(2026, 10, 28, 17).getTime();
const day = 24 * 60 * 60_000;
const then = dateTime(at);

test.each([
  [
    "when it ends, and that the JWT begins it anew",
    [true, "keychain", at - day] as const,
    `If this computer is off, asleep or offline until ${then}, your session with RingCentral ends. Tern then signs in anew with your JWT. If that is refused, nobody is answered until you sign in.`,
  ],
  [
    "that the person has to sign in then, where there is no JWT",
    [false, "keychain", at - day] as const,
    `If this computer is off, asleep or offline until ${then}, you have to sign in again, and nobody is answered until then.`,
  ],
  [
    "that it has run out, and what happens next",
    [true, "keychain", at] as const,
    `Your session with RingCentral lasted until ${then}. Tern signs in anew with your JWT once it is online. If that is refused, nobody is answered until you sign in.`,
  ],
  [
    "that it has run out for good, perhaps",
    [false, "keychain", at + day] as const,
    `Your session with RingCentral lasted until ${then}. If it is not renewed, you have to sign in again, and nobody is answered until then.`,
  ],
  [
    "that it ends with Tern on a computer without a keychain",
    [true, "memory-only", at - day] as const,
    "This computer has no keychain. Once Tern quits, you have to sign in again, and nobody is answered until then.",
  ],
])("the term of a session says %s", (_, [signsInAgain, keychain, now], words) => {
  expect(sessionTermWords({ endsAt: at, signsInAgain }, keychain, now)).toBe(words);
});
