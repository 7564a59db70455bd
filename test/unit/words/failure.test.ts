import { describe, expect, test } from "vitest";
import type { FailureCode } from "../../../preload/contract/result.ts";
import { failureWords } from "../../../renderer/features/words/failure.ts";

/** Every code; the compiler says if one is missing. */
const codes: Readonly<Record<FailureCode, true>> = {
  "bad-server": true,
  "bad-client": true,
  "bad-jwt": true,
  "missing-permission": true,
  "no-network": true,
  "signed-out": true,
  "empty-text": true,
  "text-too-long": true,
  "invalid-recipient": true,
  "no-sender-number": true,
  "too-many-attachments": true,
  "attachments-too-large": true,
  "attachment-type": true,
  "attachment-empty": true,
  "attachment-unreadable": true,
  "not-allowed": true,
  "answer-lost": true,
  "rate-limited": true,
  "server-error": true,
  storage: true,
  "not-found": true,
  "invalid-request": true,
  internal: true,
};

describe("every failure is told in whole sentences", () => {
  for (const code of Object.keys(codes) as FailureCode[]) {
    test(code, () => {
      for (const failure of [{ code }, { code, about: "ABOUT", retryAfterMs: 60_000 }]) {
        const words = failureWords(failure, "send");
        expect(words).toMatch(/^[A-Z“].*\.$/u);
        expect(words).not.toMatch(/!|oops|please|undefined|null/iu);
      }
    });
  }

  test.each(["missing-permission", "invalid-recipient", "attachment-type", "attachment-empty"] as const)(
    "%s names what it is about",
    (code) => {
      expect(failureWords({ code, about: "ABOUT" }, "send")).toContain("ABOUT");
    },
  );

  test("a rate limit says how long to wait", () => {
    expect(failureWords({ code: "rate-limited", retryAfterMs: 42_000 }, "send")).toContain("42 seconds");
  });
});
