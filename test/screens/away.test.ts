import { describe, expect, it } from "vitest";
import { until } from "../desktop/desk-client.ts";
import { skipUnlessElectronCan } from "../harness/screen-desktop.ts";
import { useTern } from "../harness/use-tern.ts";

const STRANGER = "+13035550199";

describe("Away, switched on in the tray", () => {
  const tern = useTern({}, async (tern) => {
    await tern.client().clickTray("Away");
    await tern.untilTrayIs("away");
  });

  const shown = (body: string) =>
    until("the notification", async () =>
      (await tern().client().allNotifications()).some((n) => n.body.includes(body)),
    );

  it("answers a known client once, a stranger never, and lists whom it answered", async (context) => {
    skipUnlessElectronCan("see notifications")(context);
    await tern().textFrom("Alice Nguyen", "Are you in today?");
    await until("the away reply", async () => (await tern().sent()).length > 0);
    await tern().textFrom(STRANGER, "Win a prize");
    await shown("Win a prize");
    await tern().textFrom("Alice Nguyen", "Hello again");
    await shown("Hello again");

    const page = await tern().mainPage();
    await page.getByRole("button", { name: /^Away/ }).first().click();
    await page.getByRole("heading", { name: "Away" }).first().waitFor();
    await page.getByRole("main").getByText("Alice Nguyen").first().waitFor();
    const sent = await tern().sent();
    const alice = tern().ringCentral.contacts.find(({ name }) => name === "Alice Nguyen")?.phoneNumber;
    expect(sent.map(({ to }) => to.map(({ phoneNumber }) => phoneNumber))).toEqual([[alice]]);
    expect(sent[0]?.subject).toContain("Hi Alice");
  });

  it("shows on in the menu, and off everywhere once it is clicked again", async () => {
    const entry = async () => (await tern().client().tray()).menu.find(({ label }) => label.startsWith("Away"));
    expect((await entry())?.checked).toBe(true);
    await tern()
      .client()
      .clickTray((await entry())?.label ?? "");
    await until("the menu to say off", async () => (await entry())?.checked === false);
    const page = await tern().mainPage();
    await until("the switch to be off", async () => !(await page.getByRole("switch").first().isChecked()));
  });
});
