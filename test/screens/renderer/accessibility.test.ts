import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { signedOut, useWindows } from "../../harness/window-tests.ts";
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

const screens: readonly (readonly [name: string, options: OpenOptions, act: (page: Page) => Promise<void>])[] = [
  ["a conversation", {}, press("option", /Jane Doe/u)],
  ["a text that failed", {}, press("option", /^Maria/u)],
  ["a text of unknown fate", {}, press("option", /^Lu Chen/u)],
  ["a group", {}, press("option", /^Priya/u)],
  ["no conversation", {}, async (page) => page.getByText("No conversation is open").waitFor()],
  ["Away", {}, press("button", "Away")],
  ["Settings", {}, press("button", "Settings")],
  ["a new message", {}, press("button", "New message")],
  ["signing in", signedOut, press("button", "Sign in")],
  ["the quick-reply window", { hash: "/quick-reply/amir" }, async (page) => page.getByRole("textbox").waitFor()],
];

describe("assistive technology finds its way in", () => {
  for (const [name, options, act] of screens) {
    test(name, async () => {
      const { page } = await windows.open(options);
      await act(page);
      expect(await violations(page)).toEqual([]);
    });
  }
});
