import { beforeEach, describe, expect, it, onTestFinished } from "vitest";

import type { SystemQuiet } from "../../main/core/ports/desktop.ts";
import { watchSystemQuiet } from "../../main/desktop/system-quiet.ts";
import { dunstPrograms, startDunst } from "../harness/dunst.ts";
import { eventually } from "../harness/eventually.ts";
import { createKeepingLog } from "../harness/keeping-log.ts";
import { skipWithout } from "../harness/missing-programs.ts";
import { startNotificationServer, type NotificationServerOptions } from "../harness/notification-server.ts";
import { sessionBusPrograms, startSessionBus, type SessionBus } from "../harness/session-bus.ts";

const session = async (): Promise<SessionBus> => {
  const bus = await startSessionBus();
  onTestFinished(bus.close);
  return bus;
};
const serverOn = async (bus: SessionBus, options: Partial<NotificationServerOptions>) => {
  const server = await startNotificationServer(bus.address, { capabilities: ["actions"], ...options });
  onTestFinished(server.close);
  return server;
};
const dunstOn = async (bus: SessionBus) => {
  const dunst = await startDunst(bus);
  onTestFinished(dunst.close);
  return dunst;
};
/** What Tern knows, and each change it was told of. */
const watch = async (bus: SessionBus): Promise<SystemQuiet & { readonly told: readonly boolean[] }> => {
  const quiet = await watchSystemQuiet({ platform: "linux", log: createKeepingLog(), environment: bus.env });
  onTestFinished(quiet.close);
  const told: boolean[] = [];
  quiet.onChanged(() => told.push(quiet.isOn()));
  return { ...quiet, told };
};

describe("do-not-disturb of a server like KDE's", () => {
  beforeEach(skipWithout(...sessionBusPrograms));

  it("is known from the start, and never has to be asked for", async () => {
    const bus = await session();
    await serverOn(bus, { inhibited: true });
    const quiet = await watch(bus);
    expect([quiet.isOn(), quiet.look()]).toEqual([true, null]);
  });

  it.each(["told", "invalidated"] as const)("is followed as the server tells, with the value %s", async (how) => {
    const bus = await session();
    const server = await serverOn(bus, { inhibited: false });
    const quiet = await watch(bus);
    server.setInhibited(true, how);
    await eventually(() => expect(quiet.told).toEqual([true]));
    server.setInhibited(false, how);
    await eventually(() => expect(quiet.told).toEqual([true, false]));
  });

  it("is over when the server goes, and asked for when another comes", async () => {
    const bus = await session();
    const first = await serverOn(bus, { inhibited: true });
    const quiet = await watch(bus);
    await first.close();
    await eventually(() => expect(quiet.isOn()).toBe(false));
    await serverOn(bus, { inhibited: true });
    await eventually(() => expect(quiet.isOn()).toBe(true));
  });

  it("is asked for again after the bus was restarted", async () => {
    const bus = await session();
    await serverOn(bus, { inhibited: true });
    const quiet = await watch(bus);
    await bus.restart();
    await eventually(() => expect(quiet.isOn()).toBe(false));
    await serverOn(bus, { inhibited: true });
    await eventually(() => expect(quiet.isOn()).toBe(true));
  });
});

describe("do-not-disturb of dunst", () => {
  beforeEach(skipWithout(...dunstPrograms));

  it("is known when it is asked for, after dunst was paused and set going again", async () => {
    const bus = await session();
    const dunst = await dunstOn(bus);
    const quiet = await watch(bus);
    const seen = [quiet.isOn()];
    for (const isPaused of [true, false]) {
      await dunst.setPaused(isPaused);
      await quiet.look();
      seen.push(quiet.isOn());
    }
    expect([seen, quiet.told]).toEqual([
      [false, true, false],
      [true, false],
    ]);
  });

  it("is known from the start", async () => {
    const bus = await session();
    const dunst = await dunstOn(bus);
    await dunst.setPaused(true);
    expect((await watch(bus)).isOn()).toBe(true);
  });
});

describe("do-not-disturb that no program is told of", () => {
  beforeEach(skipWithout(...sessionBusPrograms));

  it.each(["darwin", "win32"] as const)("is left to %s itself", async (platform) => {
    const quiet = await watchSystemQuiet({ platform, log: createKeepingLog() });
    expect([quiet.isOn(), quiet.look()]).toEqual([false, null]);
  });

  it("is never on with a server that has none, a server that hangs, no server or no bus", async () => {
    const [plain, hanging, empty] = [await session(), await session(), await session()];
    await serverOn(plain, {});
    await serverOn(hanging, { hangs: true });
    const environments = [plain.env, hanging.env, empty.env, {}];
    const all = await Promise.all(
      environments.map((environment) => watchSystemQuiet({ platform: "linux", log: createKeepingLog(), environment })),
    );
    for (const quiet of all) onTestFinished(quiet.close);
    expect(all.map((quiet) => [quiet.isOn(), quiet.look()])).toEqual(all.map(() => [false, null]));
  });
});
