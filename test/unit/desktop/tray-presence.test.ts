import { sessionBus } from "dbus-native";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { watchTrayPresence } from "../../../main/desktop/tray-presence.ts";
import { skipWithout } from "../../harness/missing-programs.ts";
import { sessionBusPrograms, startSessionBus } from "../../harness/session-bus.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";

const log = createKeepingLog();
const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});

describe("whether there is a tray", () => {
  it.each(["darwin", "win32"] as const)("is sure on %s", async (platform) => {
    const presence = await watchTrayPresence({ platform, busAddress: undefined, log });
    expect(presence.isThere()).toBe(true);
  });

  it("is denied on Linux without a session bus", async () => {
    const presence = await watchTrayPresence({ platform: "linux", busAddress: undefined, log });
    expect(presence.isThere()).toBe(false);
  });

  it("is denied on Linux when the bus does not answer", async () => {
    const presence = await watchTrayPresence({ platform: "linux", busAddress: "unix:path=/nowhere/bus", log });
    expect(presence.isThere()).toBe(false);
    expect(log.lines).toContainEqual(expect.objectContaining({ level: "warn", event: "tray/watcher-unknown" }));
  });
});

describe("on a Linux desktop", () => {
  beforeEach(skipWithout(...sessionBusPrograms));

  it("the tray is there as long as somebody watches for icons", async () => {
    const bus = await startSessionBus();
    endings.push(bus.close);
    const presence = await watchTrayPresence({ platform: "linux", busAddress: bus.address, log });
    endings.push(presence.close);
    expect(presence.isThere()).toBe(false);

    const panel = sessionBus({ busAddress: bus.address });
    endings.push(() => panel.close());
    await panel.requestName("org.kde.StatusNotifierWatcher", 0);
    await expect.poll(presence.isThere).toBe(true);

    await panel.releaseName("org.kde.StatusNotifierWatcher");
    await expect.poll(presence.isThere).toBe(false);
  });
});
