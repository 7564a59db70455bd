import { describe, expect, test } from "vitest";
import { useWindows } from "../../harness/window-tests.ts";

const windows = useWindows();
describe("Settings", () => {
  test("show the account, and remember the chosen number", async () => {
    const window = await windows.open();
    const { page } = window;
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByText("Harbor Wealth Partners").waitFor();
    const numbers = page.getByRole("radiogroup", { name: "New conversations are written from" });
    expect(await numbers.getByRole("radio", { name: "(650) 555-0100" }).isChecked()).toBe(true);
    expect(await numbers.getByRole("radio", { name: "(650) 555-0190" }).isDisabled()).toBe(true);
    await numbers.getByText("RingCentral has not turned texting on for this number.").waitFor();
    await numbers.getByText("(800) 555-0199").click();
    await expect.poll(() => window.asked("account/choose-number")).toEqual([{ address: "+18005550199" }]);
  });

  test("sign out only after saying what is lost", async () => {
    const window = await windows.open();
    const { page } = window;
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    const question = page.getByRole("alertdialog", { name: "Sign out of Tern?" });
    await question.getByText(/removes its entries from the keychain and deletes its copy of your texts/u).waitFor();
    await question.getByRole("button", { name: "Cancel" }).click();
    await question.waitFor({ state: "detached" });
    expect(await window.asked("account/sign-out")).toEqual([]);

    await page.getByRole("button", { name: "Sign out" }).click();
    await question.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in to RingCentral" }).waitFor();
  });

  test("say plainly that the session is in memory only", async () => {
    const { page } = await windows.open({ state: { keychain: "memory-only" } });
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByText(/no keychain that Tern can use/u).waitFor();
  });
});
