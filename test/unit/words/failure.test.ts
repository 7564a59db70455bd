import { describe, expect, test } from "vitest";
import { FAILURE_CODES } from "../../../preload/contract/result.ts";
import { failureWords } from "../../../renderer/features/words/failure.ts";

describe("every failure is told in whole sentences", () => {
  for (const code of FAILURE_CODES) {
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
