import { describe, expect, test } from "vitest";
import { STORAGE_TROUBLES } from "../../../preload/contract/limits.ts";
import { failureWords } from "../../../renderer/features/words/failure.ts";
import { rebuiltWords, troubleWords } from "../../../renderer/features/words/storage.ts";

describe("each trouble with storage", () => {
  test.each(STORAGE_TROUBLES)("%s says what is wrong, then what to do", (trouble) => {
    const { what, step } = troubleWords(trouble);
    for (const words of [what, step]) {
      expect(words).toMatch(/^[A-Z].*\.$/u);
      expect(words).not.toMatch(/!|oops|please/iu);
    }
    expect(failureWords({ code: "storage", about: trouble }, "send")).toBe(`${what} ${step}`);
  });

  test("has words of its own", () => {
    expect(new Set(STORAGE_TROUBLES.map((trouble) => troubleWords(trouble).what)).size).toBe(STORAGE_TROUBLES.length);
  });
});

describe("a database that was built anew", () => {
  const rebuilt = { kind: "rebuilt", because: "damaged", setAside: "old.db", outgoing: 0, drafts: 0 } as const;

  test.each([
    [0, 0, "No text on its way out and no draft could be taken over."],
    [1, 0, "1 text on its way out was taken over."],
    [0, 3, "3 drafts were taken over."],
    [2, 1, "2 texts on their way out and 1 draft were taken over."],
  ])("with %i texts and %i drafts says what was taken over", (outgoing, drafts, words) => {
    expect(rebuiltWords({ ...rebuilt, outgoing, drafts }).words).toBe(
      `${words} Texts are read again from RingCentral. The old file is kept in Tern’s folder as old.db.`,
    );
  });

  test("says why", () => {
    const titles = (["damaged", "wrong-key", "no-key"] as const).map(
      (because) => rebuiltWords({ ...rebuilt, because }).title,
    );
    expect(titles).toEqual([
      "The database of this account was damaged, so Tern began a new one.",
      "The key in the keychain no longer fits the database of this account, so Tern began a new one.",
      "The keychain no longer holds the key of this account’s database, so Tern began a new one.",
    ]);
  });
});
