import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { until } from "../desktop/desk-client.ts";
import { keyringPrograms, startKeyring } from "../harness/keyring.ts";
import { skipWithout } from "../harness/missing-programs.ts";
import { startDesktop } from "../harness/screen-desktop.ts";
import { startSessionBus } from "../harness/session-bus.ts";
import { startSignedInDesktop } from "../harness/signed-in-desktop.ts";

describe("quitting in the middle of a sentence", () => {
  beforeEach(skipWithout(...keyringPrograms));

  it("keeps the sentence, the session and the window's place for the next start", async () => {
    const bus = await startSessionBus();
    onTestFinished(bus.close);
    const keyring = await startKeyring(bus);
    onTestFinished(keyring.close);
    const tern = await startSignedInDesktop({ env: { DBUS_SESSION_BUS_ADDRESS: bus.address } });
    onTestFinished(tern.close);
    const contact = tern.ringCentral.contacts[0]?.name ?? "";
    await tern.textFrom(0, "When?");

    const page = await tern.desktop.client.page("index.html");
    await page.getByText(contact).first().click();
    await page.getByRole("textbox").last().fill("On Tuesd");
    const place = (await tern.desktop.client.windows())[0]?.bounds;
    await tern.desktop.client.clickTray("Quit");
    expect(await tern.desktop.ended).toEqual({ code: 0, signal: null });

    const again = await startDesktop({
      server: tern.ringCentral.server,
      profile: tern.profile,
      headless: true,
      env: { DBUS_SESSION_BUS_ADDRESS: bus.address },
    });
    onTestFinished(async () => {
      await again.client.disconnect();
      await again.quit();
    });
    const pageAgain = await again.client.page("index.html");
    await pageAgain.getByText(contact).first().click();
    await until("the sentence", async () => (await pageAgain.getByRole("textbox").last().inputValue()) === "On Tuesd");
    expect((await again.client.windows())[0]?.bounds).toEqual(place);
  });
});
