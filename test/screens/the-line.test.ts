import { beforeEach, describe, expect, it } from "vitest";
import { until } from "../desktop/desk-client.ts";
import { skipUnlessElectronCan } from "../harness/screen-desktop.ts";
import { useTern } from "../harness/use-tern.ts";

beforeEach(skipUnlessElectronCan("see notifications"));

describe("a text that comes in", () => {
  const tern = useTern({ keyring: true });

  it("comes up as a notification, and the answer written in it is delivered", async () => {
    await tern().textFrom("Alice Nguyen", "Can you call me <soon> & quietly?");
    const notification = await until("the notification", async () => (await tern().client().notifications())[0]);
    await tern().client().replyTo(notification.id, "In five minutes.");
    const [sent] = await until("the answer at RingCentral", async () => {
      const texts = await tern().sent();
      return texts.length > 0 && texts;
    });
    const page = await tern().mainPage();
    await page
      .getByRole("row", { name: /Alice Nguyen/ })
      .or(page.getByRole("option", { name: /Alice Nguyen/ }))
      .first()
      .click();
    await page.getByText("In five minutes.").last().waitFor();
    await page.getByText("Delivered").first().waitFor({ timeout: 20_000 });
    expect([
      notification.title,
      notification.body,
      sent?.subject,
      sent?.to[0]?.phoneNumber,
      await tern().client().notifications(),
    ]).toEqual([
      "Alice Nguyen",
      "Can you call me <soon> & quietly?",
      "In five minutes.",
      tern().ringCentral.contacts.find(({ name }) => name === "Alice Nguyen")?.phoneNumber,
      [],
    ]);
  });

  it("finds Tern signed in after it was quit and started again", async () => {
    const { code } = await tern().restart();
    await tern().untilTrayIs("live");
    await tern().textFrom("Ben Ortiz", "Are you back?");
    const notification = await until("the notification", async () => (await tern().client().notifications())[0]);
    expect([code, notification.title, notification.body]).toEqual([0, "Ben Ortiz", "Are you back?"]);
  });
});
