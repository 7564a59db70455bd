import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { closed, openConversation, rebuilt, signedOut, useWindows } from "../../harness/window-tests.ts";
import { faintWords } from "../../harness/contrast.ts";
import { awayEverything, awayParts } from "../../harness/open-away.ts";
import type { OpenOptions } from "../../harness/window-page.ts";

const windows = useWindows();
const axe = await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** What axe finds against WCAG 2.2 AA and its own best practices: the rule, and the first element. */
const violations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe);
  const results: AxeResults = await page.evaluate("axe.run(document)");
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
};

const press = (role: "option" | "button", name: RegExp | string) => async (page: Page) => {
  await page.getByRole(role, { name }).first().click();
};

const otherDays = async (page: Page): Promise<void> => {
  await press("button", "Settings")(page);
  await page.getByRole("radiogroup", { name: "Keep texts" }).getByText("Other").click();
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByText("Enter a number of days").waitFor();
};

const askingToRemove = async (page: Page): Promise<void> => {
  await press("button", "Settings")(page);
  await page.getByRole("radiogroup", { name: "Keep texts" }).getByText("90 days").click();
  await page.getByRole("alertdialog").waitFor();
};

const waiting = async (page: Page): Promise<void> => {
  await openConversation(page, /Amir/u);
  await page.keyboard.type("Friday at 3");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Cancel" }).waitFor();
};

const refused = async (page: Page): Promise<void> => {
  await press("button", "Sign in")(page);
  await page.getByText("Enter the app’s client ID.").waitFor();
};

const offline = (state: OpenOptions["state"] = {}): OpenOptions => ({
  state: { ...state, connection: { kind: "offline", since: 0 } },
});

const reading: OpenOptions = {
  state: {
    connection: { kind: "catching-up", since: 0, progress: { done: 1, total: 2 }, failure: { code: "internal" } },
  },
};

const openPart =
  (part: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole("button", { name: /^Away/u }).first().click();
    await page.getByRole("button", { name: new RegExp(`^${part}`, "u") }).click();
  };

const wrongRules = async (page: Page): Promise<void> => {
  await openPart("Working hours")(page);
  await page.getByLabel("Monday to").fill("08:00");
  await page.getByRole("textbox", { name: "Message to those who text you" }).fill("");
  await page.getByText("Write something: an empty message is not sent.").waitFor();
};

const screens: readonly (readonly [name: string, options: OpenOptions, act: (page: Page) => Promise<void>])[] = [
  ["a conversation", {}, press("option", /Jane Doe/u)],
  ["a text that failed", {}, press("option", /^Maria/u)],
  ["a text of unknown fate", {}, press("option", /^Lu Chen/u)],
  ["a group", {}, press("option", /^Priya/u)],
  ["no conversation", {}, async (page) => page.getByText("No conversation is open").waitFor()],
  ["Away", {}, press("button", "Away")],
  ...awayParts.map((part) => [`Away, ${part}`, awayEverything, openPart(part)] as const),
  ["Away with what cannot be kept", awayEverything, wrongRules],
  ["Settings", {}, press("button", "Settings")],
  ["a new message", {}, press("button", "New message")],
  ["other days to keep texts", {}, otherDays],
  ["a question before texts are taken away", {}, askingToRemove],
  ["a text that waits for the network", offline(), waiting],
  ["a long reading", reading, press("option", /Jane Doe/u)],
  ["a disk that is full", offline({ storage: { kind: "trouble", about: "full" } }), waiting],
  ["a database built anew", offline({ storage: rebuilt }), waiting],
  ["signing in", signedOut, refused],
  ["signing in again", { state: { session: { ...closed, because: "ended" } } }, press("button", "Sign in")],
  ["an account that cannot be opened", { state: { session: closed } }, press("button", "Try again")],
  ["the quick-reply window", { hash: "/quick-reply/amir" }, async (page) => page.getByRole("textbox").waitFor()],
];

describe("assistive technology finds its way, and every word has enough contrast in light and dark, in", () => {
  for (const [name, options, act] of screens) {
    test(name, async () => {
      const { page } = await windows.open({ ...options, page: { viewport: { width: 980, height: 1400 } } });
      await act(page);
      expect({ violations: await violations(page), faint: await faintWords(page) }).toEqual({
        violations: [],
        faint: [],
      });
    });
  }
});
