import { beforeEach, describe, expect, it } from "vitest";
import { until } from "../desktop/desk-client.ts";
import { skipUnlessElectronCan } from "../harness/screen-desktop.ts";
import { useTern } from "../harness/use-tern.ts";

beforeEach(skipUnlessElectronCan("see notifications"));

describe("a text that comes in while Tern is not connected", () => {
  const tern = useTern();

  const shown = async (body: string) => (await tern().client().allNotifications()).filter((n) => n.body === body);

  it("is notified once after the socket dropped", async () => {
    await tern().control.faults({ dropSocket: true });
    await tern().textFrom("Ben Ortiz", "Sent into a closed socket");
    await until("the notification", async () => (await shown("Sent into a closed socket")).length > 0, 30_000);
    await tern().untilTrayIs("unread");
    expect(await shown("Sent into a closed socket")).toHaveLength(1);
  });

  it("is notified once after the cable was pulled and put back, and the window says offline meanwhile", async (context) => {
    skipUnlessElectronCan("pull the cable")(context);
    await tern().client().network(false);
    await tern().client().power("resume");
    const page = await tern().mainPage();
    await page
      .getByText(/^Offline/)
      .first()
      .waitFor({ timeout: 30_000 });
    await tern().textFrom("Deepa Iyer", "Sent while offline");
    await tern().client().network(true);
    await tern().client().power("resume");
    await until("the notification", async () => (await shown("Sent while offline")).length > 0, 30_000);
    await page.getByText("Live", { exact: true }).first().waitFor({ timeout: 30_000 });
    expect(await shown("Sent while offline")).toHaveLength(1);
  });
});
