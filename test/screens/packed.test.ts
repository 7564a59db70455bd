import { listPackage } from "@electron/asar";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packApp, type Packed } from "../commands/packing.ts";
import { until } from "../desktop/desk-client.ts";
import { openPackedApp, type PackedApp } from "../desktop/packed-app.ts";
import { skipUnlessElectronCan } from "../harness/screen-desktop.ts";
import { needsScreen } from "../harness/screen-programs.ts";
import { startTern, type Tern } from "../harness/start-tern.ts";

needsScreen();

describe.runIf(process.platform === "linux")("the packed app", () => {
  let packed: Packed;
  let app: PackedApp;
  let tern: Tern;
  beforeAll(async () => {
    packed = packApp(["--dir"], () => {});
    app = openPackedApp(join(packed.folder, "resources"));
    tern = await startTern({ desktop: { main: app.main } });
  }, 120_000);
  afterAll(async () => {
    await tern?.close();
    app?.remove();
  });

  it("notifies of a text and sends the answer", async (context) => {
    skipUnlessElectronCan("see notifications")(context);
    await tern.textFrom("Emeka Balogun", "Packed and ready?");
    const notification = await until("the notification", async () => (await tern.client().notifications())[0]);
    await tern.client().replyTo(notification.id, "Ready.");
    const sent = await until("the answer", async () => (await tern.sent())[0]);
    expect([notification.body, sent.subject]).toEqual(["Packed and ready?", "Ready."]);
  });

  it("holds what it runs, of this system only, and nothing of the tests", () => {
    const files = listPackage(join(packed.folder, "resources", "app.asar"), { isPack: false });
    const tops = [...new Set(files.map((file) => file.split(/[\\/]/)[1] ?? ""))].toSorted((a, b) => a.localeCompare(b));
    const natives = files.filter((file) => file.endsWith(".node"));
    expect(tops).toEqual(["assets", "node_modules", "out", "package.json"]);
    expect(natives.filter((file) => !file.includes(`${process.platform}-${process.arch}`))).toEqual([]);
    expect(natives).toHaveLength(2);
  });
});
