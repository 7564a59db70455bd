import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { JSHandle, Page } from "playwright-core";
import { missingOf, skipWithout } from "./missing-programs.ts";
import { fakeOf, type OpenOptions, startWindowPages, type WindowPages } from "./window-page.ts";
import type { FakeRequest, WindowFake } from "./window-fake.ts";

export type OpenedWindow = {
  readonly page: Page;
  /** The window loses or gets the person's attention. */
  readonly turn: (event: "blur" | "focus") => Promise<void>;
  /** Does something to the fake main inside the page. `act` is sent there: it sees its argument and nothing else. */
  readonly fake: JSHandle<WindowFake>["evaluate"];
  /** What the window asked main by this name, oldest first. */
  readonly asked: (name: FakeRequest["name"]) => Promise<readonly unknown[]>;
};

/**
 * A browser for the tests of one file, and a fresh page for each test. A test also fails if its page reported an error:
 * an exception, or something that the content security policy refused.
 */
export const useWindows = (): { readonly open: (options?: OpenOptions) => Promise<OpenedWindow> } => {
  let pages: WindowPages | null = null;
  beforeAll(async () => {
    if (missingOf(["chromium"]).length === 0) pages = await startWindowPages();
  });
  beforeEach(skipWithout("chromium"));
  afterEach(async () => {
    await pages?.closePages();
    expect(pages?.errors() ?? []).toEqual([]);
  });
  afterAll(() => pages?.close());
  return {
    open: async (options) => {
      if (pages === null) throw new Error("no browser yet: open a window inside a test");
      const page = await pages.open(options);
      const handle = await fakeOf(page);
      return {
        page,
        turn: (event) => page.evaluate((name) => void window.dispatchEvent(new Event(name)), event),
        fake: handle.evaluate.bind(handle),
        asked: async (name) => {
          const requests = await handle.evaluate((fake) => fake.requests);
          return requests.flatMap((request) => (request.name === name ? [request.argument] : []));
        },
      };
    },
  };
};

/** The window of somebody who is not signed in. */
export const signedOut: OpenOptions = {
  state: { session: { kind: "signed-out", because: "nobody" }, connection: { kind: "idle" } },
};

/** The session of somebody whose kept account cannot be opened. */
export const closed = {
  kind: "signed-out",
  because: "storage",
  trouble: "keychain",
  kept: {
    account: { name: "Nora Lindqvist", company: null, extensionNumber: null, server: "https://example.test" },
    others: 0,
  },
} as const;

/** A database that had to be built anew. */
export const rebuilt = {
  kind: "rebuilt",
  because: "damaged",
  setAside: "messages.set-aside-3",
  outgoing: 2,
  drafts: 1,
} as const;

/** Opens a conversation from the list, and waits for its field. */
export const openConversation = async (page: Page, name: RegExp): Promise<void> => {
  await page.getByRole("option", { name }).click();
  await page.getByRole("textbox", { name: "Message" }).waitFor();
};
