import { expect, it, onTestFinished, vi } from "vitest";
import { createHandClock } from "../../harness/hand-clock.ts";
import { recordingWaits } from "./bare-gateway.ts";
import { liveTimes, openScene } from "./scene.ts";

const FASTEST_MS = 15_000;

/** Timers that code of ours, or a library of ours, asks Node for itself, past the clock: "setInterval 1000". */
const watchTimers = () => {
  const isOurs = (): boolean =>
    /main\/ringcentral|@rc-ex|@ringcentral|wait-for-async|\/ws\//.test(new Error().stack ?? "");
  const running = new Map<unknown, string>();
  const asked: string[] = [];
  for (const name of ["setInterval", "setTimeout"] as const) {
    const real = globalThis[name];
    vi.spyOn(globalThis, name).mockImplementation((callback: () => void, ms = 0, ...rest: unknown[]) => {
      const isTimer = isOurs();
      const handle = Reflect.apply(real, globalThis, [callback, ms, ...rest]) as NodeJS.Timeout;
      if (isTimer) {
        running.set(handle, `${name} ${ms}`);
        asked.push(`${name} ${ms}`);
      }
      return handle;
    });
  }
  for (const name of ["clearInterval", "clearTimeout"] as const) {
    const real = globalThis[name];
    vi.spyOn(globalThis, name).mockImplementation((handle) => {
      running.delete(handle);
      real(handle as NodeJS.Timeout);
    });
  }
  onTestFinished(() => void vi.restoreAllMocks());
  return { asked, running };
};

it("While nothing happens, for hours, no timer is faster than 15 s, and none of the libraries' ticks", async () => {
  const clock = recordingWaits(createHandClock(Date.now()));
  const timers = watchTimers();
  const scene = await openScene({ clock });
  const heard = scene.live(await scene.signIn());
  await liveTimes(heard, 1);
  await clock.turn(10_000);
  const whileOpening = timers.asked.length;
  clock.waits.length = 0;
  timers.asked.length = 0;
  const renewals = (await scene.requests("/oauth/token")).length;
  for (let passed = 0; passed < 3 * 60 * 60_000; passed += 10_000) {
    await clock.turn(10_000);
    // What goes over the network in between needs real time.
    await scene.sockets();
    await scene.sockets();
  }
  const intervals = [...timers.running.values()].filter((name) => name.startsWith("setInterval"));
  expect([clock.waits.filter((ms) => ms < FASTEST_MS), timers.asked, intervals, whileOpening > 0]).toEqual([
    [],
    [],
    [],
    true,
  ]);
  // It was no stillness of the dead: heartbeats, renewals and one and the same connection.
  expect([
    clock.waits.filter((ms) => ms === 30_000).length > 300,
    (await scene.requests("/oauth/token")).length - renewals >= 5,
    heard.links.map(({ kind }) => kind),
  ]).toEqual([true, true, ["connecting", "live"]]);
});
