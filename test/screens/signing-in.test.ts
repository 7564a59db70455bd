import { describe, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import type { Tern } from "../harness/start-tern.ts";
import { useTern } from "../harness/use-tern.ts";

type Values = { readonly clientId?: string; readonly secret?: string; readonly jwt?: string; readonly server?: string };

const fillIn = async ({ mainPage, ringCentral, user }: Tern, values: Values): Promise<void> => {
  const page = await mainPage();
  await page.getByRole("textbox", { name: "Server URL" }).fill(values.server ?? ringCentral.server);
  await page.getByRole("textbox", { name: "Client ID" }).fill(values.clientId ?? ringCentral.clientId);
  await page.getByLabel("Client secret").fill(values.secret ?? ringCentral.clientSecret);
  await page.getByLabel("JWT", { exact: true }).fill(values.jwt ?? user.jwt);
  await page.getByLabel("JWT", { exact: true }).press("Enter");
};

describe("the sign-in form", () => {
  const tern = useTern({ signIn: "nobody" });
  const fill = (values: Values): Promise<void> => fillIn(tern(), values);
  const marked = async (): Promise<readonly string[]> => {
    const page = await tern().mainPage();
    await page.locator("[aria-invalid=true]").first().waitFor();
    return page
      .locator("[aria-invalid=true]")
      .evaluateAll((fields) =>
        fields.map((field) => field.id && (document.querySelector(`label[for="${field.id}"]`)?.textContent ?? "")),
      );
  };

  it("names the JWT when RingCentral refuses it, and keeps what was typed", async () => {
    await fill({ jwt: "not-a-jwt" });
    expect(await marked()).toEqual(["JWT"]);
    const page = await tern().mainPage();
    expect(await page.getByRole("textbox", { name: "Client ID" }).inputValue()).toBe(tern().ringCentral.clientId);
  });

  it("names the client when its secret is wrong", async () => {
    await fill({ secret: "wrong" });
    expect((await marked())[0]).toBe("Client ID");
  });

  it("names the server when nothing answers there", async () => {
    await fill({ server: "http://127.0.0.1:9" });
    expect(await marked()).toEqual(["Server URL"]);
  });
});

// Apart from the wrong tries: RingCentral hears of sign-ins and sign-outs four times a minute at most.
describe("the sign-in form, filled in rightly", () => {
  const tern = useTern({ signIn: "nobody" });

  it("signs in; signing out takes everything away and comes back to it", async () => {
    await fillIn(tern(), {});
    await tern().untilTrayIs("live");
    const page = await tern().mainPage();
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByText(tern().user.name).first().waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in to RingCentral" }).waitFor();
    await tern().untilTrayIs("signed-out");
    await eventually(async () => {
      const revoked = (await tern().control.requests()).filter(({ path }) => path.includes("/oauth/revoke"));
      expect(revoked.map(({ status }) => status)).toContain(200);
    });
  });
});
