import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { until } from "../desktop/desk-client.ts";
import { skipUnlessElectronCan } from "../harness/screen-desktop.ts";
import { clickUnder, markedUnder, trayEntry } from "../harness/tray-menu.ts";
import { useTern } from "../harness/use-tern.ts";

const STRANGER = "+13035550199";

describe("Away, switched on in the tray", () => {
  const downloads = mkdtempSync(join(tmpdir(), "tern-downloads-"));
  afterAll(() => rmSync(downloads, { recursive: true, force: true }));
  const tern = useTern({ desktop: { env: { XDG_DOWNLOAD_DIR: downloads } } }, async (tern) => {
    await clickUnder(tern.client(), "Away", "Until I turn it off");
    await tern.untilTrayIs("away");
  });

  const shown = (body: string) =>
    until("the notification", async () =>
      (await tern().client().allNotifications()).some((n) => n.body.includes(body)),
    );

  it("answers a known client once, a stranger never, and lists what it did and why", async (context) => {
    skipUnlessElectronCan("see notifications")(context);
    await tern().textFrom("Alice Nguyen", "Are you in today?");
    await until("the away reply", async () => (await tern().sent()).length > 0);
    await tern().textFrom(STRANGER, "=2+3 prizes");
    await shown("=2+3 prizes");
    await tern().textFrom("Alice Nguyen", "Hello again");
    await shown("Hello again");

    const page = await tern().mainPage();
    await page.getByRole("button", { name: /^Away/ }).first().click();
    await page.getByRole("heading", { name: "Away" }).first().waitFor();
    await page.getByRole("button", { name: "Report" }).click();
    const texts = page.getByRole("list", { name: "Texts" });
    await texts.getByText("They are not in your contacts.").waitFor();
    await texts.getByText("Away had already answered them.").waitFor();
    const sent = await tern().sent();
    const alice = tern().ringCentral.contacts.find(({ name }) => name === "Alice Nguyen")?.phoneNumber;
    expect(sent.map(({ to }) => to.map(({ phoneNumber }) => phoneNumber))).toEqual([[alice]]);
    expect(sent[0]?.subject).toContain("Hi Alice");
  });

  it("saves what it did as a table in which no text is a formula", async () => {
    const page = await tern().mainPage();
    await page.getByRole("button", { name: "Save as CSV" }).click();
    await page.getByText("Saved.").waitFor();
    const [file = ""] = (await tern().client().outside()).saved;
    expect([file, readFileSync(file, "utf8")]).toEqual([
      join(downloads, "away-report.csv"),
      expect.stringContaining(`"'${STRANGER}","","'=2+3 prizes"`),
    ]);
  });

  it("keeps the computer awake while it is on, once the person has chosen so, and no longer", async () => {
    const page = await tern().mainPage();
    const isKeptAwake = async (): Promise<boolean> => (await tern().client().outside()).isKeptAwake;
    expect(await isKeptAwake()).toBe(false);
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByText("What Away needs").click();
    await page.getByText("Keep this computer awake while Away is on").click();
    await until("it kept awake", isKeptAwake);
    await clickUnder(tern().client(), "Away", "Off");
    await until("it let sleep", async () => !(await isKeptAwake()));
  });

  it("is marked in the menu, and off everywhere once it is switched off there", async () => {
    const { client, untilTrayIs, mainPage } = tern();
    await clickUnder(client(), "Away", "Until I turn it off");
    await untilTrayIs("away");
    expect(await markedUnder(client(), "Away")).toEqual(["Until I turn it off"]);
    await clickUnder(client(), "Away", "Off");
    await until("the menu to say off", async () => (await markedUnder(client(), "Away")).includes("Off"));
    const page = await mainPage();
    await until("the switch to be off", async () => !(await page.getByRole("switch").first().isChecked()));
  });
});

describe("the tray's menu", () => {
  const tern = useTern();

  it("switches Away on until Monday morning in two clicks, and the tray and the window say until when", async () => {
    const { client, untilTrayIs, mainPage } = tern();
    await clickUnder(client(), "Away", "Until Monday morning");
    await untilTrayIs("away");
    const { tooltip } = await client().tray();
    const { label } = await trayEntry(client(), "Away");
    expect([tooltip, label]).toEqual([
      expect.stringMatching(/^Tern: away until Monday, .*9:00 AM$/u),
      expect.stringMatching(/^Away until Monday, .*9:00 AM$/u),
    ]);
    const page = await mainPage();
    await page.getByRole("button", { name: /^Away until .*9:00 AM/u }).waitFor();
    await clickUnder(client(), "Away", "Off");
    await untilTrayIs("live");
    expect((await trayEntry(client(), "Away")).label).toBe("Away");
  });

  it("switches notifications off for half an hour: urgent texts break through, others are told afterwards", async (context) => {
    skipUnlessElectronCan("see notifications")(context);
    const { client, textFrom } = tern();
    const titles = async () => (await client().allNotifications()).map(({ title }) => title);
    await clickUnder(client(), "Notifications", "Off for 30 minutes");
    await until("the menu to say quiet", () => trayEntry(client(), "Quiet until").catch(() => null));
    await textFrom("Emeka Balogun", "While it is quiet");
    await textFrom("Alice Nguyen", "Please call me right away, my card was stolen");
    await until("the urgent one", async () => (await titles()).length > 0);
    await until("both unread", async () => (await client().tray()).tooltip.includes("2 unread texts"));
    expect([(await client().tray()).tooltip, await titles()]).toEqual([
      expect.stringMatching(/^Tern: 2 unread texts, notifications off until \d+:\d\d [AP]M$/u),
      ["Urgent: Alice Nguyen"],
    ]);
    await clickUnder(client(), "Quiet", "On");
    await until("the other", async () => (await titles()).includes("Emeka Balogun"));
  });
});

describe("Away's page", () => {
  const tern = useTern({ keyring: true });

  it("says how long the session lasts without Tern, and what RingCentral knows of the numbers", async () => {
    const page = await tern().mainPage();
    await page.getByRole("button", { name: /^Away/ }).first().click();
    await page.getByText("What carriers expect").click();
    const numbers = page.getByRole("list", { name: "Your numbers" });
    await numbers.waitFor();
    await page.getByText("What Away needs").click();
    const term = await page.getByText(/until .+, your session with RingCentral ends/).innerText();
    const inAWeek = new Date(Date.now() + 7 * 24 * 60 * 60_000);
    const month = inAWeek.toLocaleDateString("en-US", { month: "short" });
    expect([await numbers.getByRole("listitem").allInnerTexts(), term]).toEqual([
      ["(650) 555-0100\nRegistered for customer care."],
      expect.stringMatching(new RegExp(`(?=.*\\b${month}\\b).*\\b${inAWeek.getDate()}\\b`)),
    ]);
  });
});
