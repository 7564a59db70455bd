import { listPackage } from "@electron/asar";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { build, root } from "../commands/build.ts";
import { packApp, type Packed } from "../commands/packing.ts";
import { until } from "../desktop/desk-client.ts";
import { openPackedApp, type PackedApp } from "../desktop/packed-app.ts";
import { skipUnlessElectronCan } from "../harness/screen-desktop.ts";
import { useTern } from "../harness/use-tern.ts";

describe.runIf(process.platform === "linux")("the packed app", () => {
  let packed: Packed;
  let app: PackedApp;
  const tern = useTern(() => {
    // Not built anew: other tests run from out/ at the same time.
    if (!existsSync(join(root, "out", "main", "index.js"))) build();
    packed = packApp(["--dir"], () => {});
    app = openPackedApp(join(packed.folder, "resources"));
    return { desktop: { main: app.main } };
  });
  afterAll(() => app?.remove());

  it("notifies of a text and sends the answer", async (context) => {
    skipUnlessElectronCan("see notifications")(context);
    await tern().textFrom("Emeka Balogun", "Packed and ready?");
    const notification = await until("the notification", async () => (await tern().client().notifications())[0]);
    await tern().client().replyTo(notification.id, "Ready.");
    const sent = await until("the answer", async () => (await tern().sent())[0]);
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
