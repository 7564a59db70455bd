import { describe, expect, test } from "vitest";
import { STORAGE_TROUBLES } from "../../../preload/contract/limits.ts";
import type { StorageTrouble } from "../../../preload/contract/state.ts";
import { troubleWords } from "../../../renderer/features/words/storage.ts";
import { closed, openConversation, rebuilt, useWindows } from "../../harness/window-tests.ts";

const windows = useWindows();
/** A Friday, at 10:42 in the morning. */
const now = new Date("2026-11-20T10:42:00-08:00");

describe("while texts cannot be kept", () => {
  test("a banner says why, that nothing is lost and what to do, on every page, until they can", async () => {
    const window = await windows.open({ state: { storage: { kind: "trouble", about: "full" } } });
    const { page } = window;
    const banner = page.getByRole("alert");
    await openConversation(page, /Amir/u);
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
    expect(await banner.textContent()).toBe(
      "The disk with Tern’s folder is full. Make some room on that disk. Until then Tern can neither show new texts nor send any. New ones stay at RingCentral: nothing is lost. Tern tries again by itself.",
    );
    await window.fake((fake) => fake.change({ storage: { kind: "fine" } }));
    await banner.waitFor({ state: "detached" });
  });

  test("the words of a text that cannot be stored stay, with the reason", async () => {
    const window = await windows.open();
    const { page } = window;
    await openConversation(page, /Amir/u);
    await window.fake((fake) => fake.refuse("outbox/send", { code: "storage", about: "read-only" }));
    await page.keyboard.type("Friday at 3");
    await page.keyboard.press("Enter");
    await page.getByText(/^Tern may not write in its folder\./u).waitFor();
    expect(await page.getByRole("textbox", { name: "Message" }).inputValue()).toBe("Friday at 3");
  });
});

describe("a database that was built anew", () => {
  test("is told of: what happened, what was taken over, where the old file is", async () => {
    const { page } = await windows.open({ state: { storage: rebuilt } });
    await page
      .getByText(
        "The database of this account was damaged, so Tern began a new one. 2 texts on their way out and 1 draft were taken over. Texts are read again from RingCentral. The old file is kept in Tern’s folder as messages.set-aside-3.",
      )
      .waitFor();
  });

  test("is told of until the person has seen it", async () => {
    const window = await windows.open({ state: { storage: rebuilt } });
    await window.page.getByRole("button", { name: "Dismiss" }).click();
    await window.page.getByText(/so Tern began a new one/u).waitFor({ state: "detached" });
    expect(await window.asked("storage/dismiss")).toEqual([undefined]);
  });

  test("stays told of, with the reason, when that cannot be noted", async () => {
    const window = await windows.open({ state: { storage: rebuilt } });
    await window.page.getByRole("button", { name: "Dismiss" }).waitFor();
    await window.fake((fake) => fake.refuse("storage/dismiss", { code: "storage", about: "full" }));
    await window.page.getByRole("button", { name: "Dismiss" }).click();
    await window.page.getByText(/^The disk with Tern’s folder is full\./u).waitFor();
    expect(await window.page.getByText(/so Tern began a new one/u).count()).toBe(1);
  });
});

describe("a kept account that cannot be opened", () => {
  const closedBy = (trouble: StorageTrouble | null) => ({
    state: { session: { ...closed, trouble }, connection: { kind: "idle" } } as const,
  });

  test("says what is wrong and what to do, and offers to sign in anew where that could help", async () => {
    const window = await windows.open(closedBy(null));
    const { page } = window;
    await page.getByRole("heading", { name: "Tern cannot open your texts" }).waitFor();
    const shown: Record<string, readonly string[]> = {};
    for (const trouble of STORAGE_TROUBLES) {
      await window.fake((fake, session) => fake.change({ session }), { ...closed, trouble } as const);
      await page.getByRole("alert").getByText(troubleWords(trouble).what).waitFor();
      const words = await page.getByRole("alert").textContent();
      expect(words).toBe(
        `${troubleWords(trouble).what} ${troubleWords(trouble).step}Nothing is lost: what Tern keeps here stays as it is, and new texts wait at RingCentral.`,
      );
      shown[trouble] = await page.getByRole("button").allTextContents();
    }
    const all = ["Try again", "Sign in anew", "Start over"];
    // The folder itself is in the way: signing in would end in the same place.
    const fewer = ["Try again", "Start over"];
    expect(shown).toEqual({
      "wrong-key": all,
      damaged: all,
      newer: fewer,
      "read-only": fewer,
      full: fewer,
      busy: fewer,
      unreachable: fewer,
      keychain: all,
    });
  });

  test("is tried again with Enter alone, and says when that did not help", async () => {
    const window = await windows.open({ ...closedBy(null), now });
    await window.page.getByText(/could not open what it keeps of this account/u).waitFor();
    await window.page.keyboard.press("Enter");
    await window.page.getByText("Tried again at 10:42 AM: it is still so.").waitFor();
    expect(await window.asked("account/resume")).toEqual([undefined]);
  });

  test("is not tried again in vain where Tern found no keychain when it started", async () => {
    const options = closedBy("keychain");
    const { page } = await windows.open({ state: { ...options.state, keychain: "memory-only" } });
    await page.getByText(/found no keychain that it can use when it started.*quit Tern and start it again/u).waitFor();
    expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
  });

  test("opens the conversations once it can be opened", async () => {
    const window = await windows.open(closedBy("keychain"));
    await window.page.getByRole("button", { name: "Try again" }).waitFor();
    await window.fake((fake) => fake.change({ session: { kind: "signing-in" } }));
    await window.page.getByText("Signing in").waitFor();
    const session = { kind: "signed-in", account: closed.kept.account } as const;
    await window.fake((fake, signedIn: typeof session) => fake.change({ session: signedIn }), session);
    await window.page.getByRole("option", { name: /Amir/u }).waitFor();
  });

  test("gives way to the form for one who signs in anew", async () => {
    const { page } = await windows.open(closedBy("keychain"));
    await page.getByRole("button", { name: "Sign in anew" }).click();
    await page.getByRole("heading", { name: "Sign in to RingCentral" }).waitFor();
  });

  test("is given up only after saying what is lost", async () => {
    const window = await windows.open(closedBy("newer"));
    const { page } = window;
    await page.getByRole("button", { name: "Start over" }).click();
    const question = page.getByRole("alertdialog", { name: "Delete what is kept on this computer?" });
    await question
      .getByText(
        "Tern deletes its copy of the texts of Nora Lindqvist, with drafts, away messages and texts that were not sent yet.",
      )
      .waitFor();
    await page.keyboard.press("Escape");
    await question.waitFor({ state: "detached" });
    expect(await window.asked("account/sign-out")).toEqual([]);

    await page.getByRole("button", { name: "Start over" }).click();
    await question.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("heading", { name: "Sign in to RingCentral" }).waitFor();
  });
});

describe("what is kept of people who are signed out", () => {
  const { account } = closed.kept;
  test("is told of by name", async () => {
    const session = { kind: "signed-out", because: "ended", kept: { account, others: 2 } } as const;
    const window = await windows.open({ state: { session } });
    const note = window.page.getByText(/^Kept here/u);
    await note.waitFor();
    const named = await note.textContent();
    await window.fake((fake, next) => fake.change({ session: next }), {
      ...session,
      kept: { account: null, others: 0 },
    });
    await expect.poll(() => note.textContent()).not.toBe(named);
    expect([named, await note.textContent()]).toEqual([
      "Kept here, encrypted, for the next sign-in: the texts of Nora Lindqvist and 2 other people.",
      "Kept here, encrypted, for the next sign-in: the texts of the last account.",
    ]);
  });

  test("can be deleted", async () => {
    const kept = { account, others: 0 };
    const window = await windows.open({ state: { session: { kind: "signed-out", because: "ended", kept } } });
    await window.page.getByRole("button", { name: "Delete" }).click();
    await window.page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await window.page.getByText(/^Kept here/u).waitFor({ state: "detached" });
    expect(await window.asked("account/sign-out")).toEqual([undefined]);
  });
});
