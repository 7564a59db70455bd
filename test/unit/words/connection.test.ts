import { describe, expect, test } from "vitest";
import { FAILURE_CODES } from "../../../preload/contract/result.ts";
import type { ConnectionState } from "../../../preload/contract/state.ts";
import { connectionHint, progressWords } from "../../../renderer/features/words/connection.ts";

describe("what a state of the connection means", () => {
  const states: readonly (readonly [state: ConnectionState, words: string])[] = [
    [{ kind: "idle" }, "Sign in to send and receive texts."],
    [{ kind: "live", since: 0 }, "Texts arrive here within seconds."],
    [
      { kind: "offline", since: 0 },
      "RingCentral cannot be reached. Tern keeps trying; what you write is sent when it is back.",
    ],
    [
      { kind: "rate-limited", until: 0 },
      "RingCentral asked Tern to slow down. Texts wait there, and Tern goes on by itself.",
    ],
    [
      { kind: "refused", since: 0, failure: null },
      "No live connection to RingCentral gets through, so Tern asks for texts. A firewall or proxy may be in the way.",
    ],
    [
      { kind: "catching-up", since: 0, progress: null, failure: null },
      "Reading what came in before the connection was there.",
    ],
    [
      { kind: "catching-up", since: 0, progress: null, failure: { code: "storage", about: "full" } },
      "Not all texts are here yet. The disk with Tern’s folder is full. Tern tries again by itself.",
    ],
    [
      { kind: "catching-up", since: 0, progress: null, failure: { code: "storage" } },
      "Not all texts are here yet. They cannot be kept on this computer. Tern tries again by itself.",
    ],
  ];
  test.each(states)("%j", (state, words) => {
    expect(connectionHint(state)).toBe(words);
  });

  test.each(FAILURE_CODES)("a reading that fails with %s is told in whole sentences", (code) => {
    const words = connectionHint({ kind: "catching-up", since: 0, progress: null, failure: { code } });
    expect(words).toMatch(/^Not all texts are here yet\. [A-Z“].*\. Tern tries again by itself\.$/u);
    expect(words).not.toMatch(/undefined|null|Try again/u);
  });
});

describe("how far a reading is", () => {
  test.each([
    [{ done: 0, total: 1 }, "0 of 1 text"],
    [{ done: 1200, total: 5000 }, "1,200 of 5,000 texts"],
    [{ done: 1, total: null }, "1 text"],
  ])("%j is “%s”", (progress, words) => {
    expect(progressWords(progress)).toBe(words);
  });
});
