import { describe, expect, test } from "vitest";
import type { FailureCode } from "../../../preload/contract/result.ts";
import { type OpenedWindow, signedOut, useWindows } from "../../harness/window-tests.ts";

const windows = useWindows();

const fill = async ({ page }: OpenedWindow): Promise<void> => {
  await page.getByRole("textbox", { name: "Client ID" }).fill(" an-id ");
  await page.getByLabel("Client secret").fill("a-secret");
  await page.getByLabel("JWT").fill("a.jwt.value");
};

describe("signing in", () => {
  test("sends what was typed, without blank ends, to the chosen server, and shows the conversations", async () => {
    const window = await windows.open(signedOut);
    await fill(window);
    await window.page.getByRole("radio", { name: "Sandbox" }).check({ force: true });
    await window.page.getByRole("button", { name: "Sign in" }).click();

    await window.page.getByRole("listbox", { name: "Conversations" }).waitFor();
    expect(await window.asked("account/sign-in")).toEqual([
      {
        server: "https://platform.devtest.ringcentral.com",
        clientId: "an-id",
        clientSecret: "a-secret",
        jwt: "a.jwt.value",
      },
    ]);
  });

  test("starts with the suggested server as custom URL", async () => {
    const { page } = await windows.open({ state: { ...signedOut.state, suggestedServer: "http://127.0.0.1:4711" } });
    await page.getByRole("textbox", { name: "Server URL" }).waitFor();
    expect(await page.getByRole("textbox", { name: "Server URL" }).inputValue()).toBe("http://127.0.0.1:4711");
  });

  test("shows at its field why a sign-in that no window asked for failed", async () => {
    const refusal = { code: "bad-jwt", message: "invalid_grant" } as const;
    const { page } = await windows.open({ state: { session: { kind: "signed-out", because: "nobody", refusal } } });
    await page.getByText(/refused this JWT/u).waitFor();
    expect(await page.getByLabel("JWT", { exact: true }).getAttribute("aria-invalid")).toBe("true");
  });

  const refusals: readonly (readonly [FailureCode, field: string, words: RegExp])[] = [
    ["bad-client", "Client ID", /does not accept this client ID and secret/u],
    ["bad-jwt", "JWT", /refused this JWT/u],
    ["bad-server", "Server URL", /Nothing that speaks RingCentral/u],
    ["no-network", "Server URL", /cannot be reached/u],
  ];
  for (const [code, field, words] of refusals) {
    test(`marks ${field} when the answer is ${code}, and puts the cursor there`, async () => {
      const window = await windows.open({ state: { ...signedOut.state, suggestedServer: "https://example.test" } });
      const { page } = window;
      await fill(window);
      await window.fake((fake, failure: FailureCode) => fake.refuse("account/sign-in", { code: failure }), code);
      await page.getByRole("button", { name: "Sign in" }).click();

      const input = page.getByLabel(field, { exact: true });
      await page.getByText(words).waitFor();
      await expect.poll(() => input.evaluate((element) => element === document.activeElement)).toBe(true);
      expect(await input.getAttribute("aria-invalid")).toBe("true");
      // The sentence belongs to the field for those who cannot see that it stands below.
      const described = await input.getAttribute("aria-describedby");
      const sentences = await Promise.all(
        (described ?? "").split(" ").map((id) => page.locator(`[id="${id}"]`).textContent()),
      );
      expect(sentences.join(" ")).toMatch(words);
    });
  }

  test("names the permission that the app lacks", async () => {
    const window = await windows.open(signedOut);
    await fill(window);
    await window.fake((fake) => fake.refuse("account/sign-in", { code: "missing-permission", about: "ReadMessages" }));
    await window.page.getByRole("button", { name: "Sign in" }).click();
    expect(await window.page.getByRole("alert").textContent()).toContain("ReadMessages");
  });

  test("asks for what is missing without asking main", async () => {
    const window = await windows.open(signedOut);
    await window.page.getByRole("button", { name: "Sign in" }).click();
    await window.page.getByText("Enter the app’s client ID.").waitFor();
    expect(await window.asked("account/sign-in")).toEqual([]);
  });

  test("keeps what was typed when it is refused", async () => {
    const window = await windows.open(signedOut);
    await fill(window);
    await window.fake((fake) => fake.refuse("account/sign-in", { code: "bad-jwt" }));
    await window.page.getByRole("button", { name: "Sign in" }).click();
    await window.page.getByText(/refused this JWT/u).waitFor();
    expect(await window.page.getByLabel("Client secret").inputValue()).toBe("a-secret");
  });

  test("says plainly that nothing is kept where there is no keychain", async () => {
    const { page } = await windows.open({ state: { ...signedOut.state, keychain: "memory-only" } });
    await page.getByText(/no keychain that Tern can use.*ends when Tern quits/u).waitFor();
  });

  test("says that the session has ended when it was not the person who ended it", async () => {
    const { page } = await windows.open({ state: { session: { kind: "signed-out", because: "ended" } } });
    await page
      .getByText(
        "The session has ended. New texts wait at RingCentral, and what was to go out waits here. Sign in again to go on.",
      )
      .waitFor();
  });

  test("shows no form while the kept session is taken up", async () => {
    const { page } = await windows.open({ state: { session: { kind: "signing-in" } } });
    await page.getByText("Signing in").waitFor();
    expect(await page.getByRole("textbox").count()).toBe(0);
  });

  test("says what it waits for when taking up the session takes long", async () => {
    const { page } = await windows.open({ state: { session: { kind: "signing-in" } } });
    await page.getByText("Signing in").waitFor();
    expect(await page.getByText("This takes longer than usual.").count()).toBe(0);
    await page.clock.fastForward(8_000);
    await page.getByText(/waits for the keychain or RingCentral, and keeps trying/u).waitFor();
  });
});
