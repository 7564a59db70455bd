import { beforeEach, describe, expect, it } from "vitest";
import { NETWORK_POLL_MS, watchNetwork } from "../../../main/desktop/network.ts";
import { createHandClock, type HandClock } from "../../harness/hand-clock.ts";

let clock: HandClock;
let isOnline: boolean;
let back: number;
beforeEach(() => {
  clock = createHandClock();
  isOnline = true;
  back = 0;
});

const watch = () => watchNetwork({ clock, isOnline: () => isOnline, onBack: () => (back += 1) });

describe("the network", () => {
  it("that comes back is told once", async () => {
    watch();
    isOnline = false;
    await clock.turn(3 * NETWORK_POLL_MS);
    expect(back).toBe(0);
    isOnline = true;
    await clock.turn(3 * NETWORK_POLL_MS);
    expect(back).toBe(1);
  });

  it("that is there all the time is no news", async () => {
    watch();
    await clock.turn(10 * NETWORK_POLL_MS);
    expect(back).toBe(0);
  });

  it("that was not there at the start is told when it comes", async () => {
    isOnline = false;
    watch();
    isOnline = true;
    await clock.turn(NETWORK_POLL_MS);
    expect(back).toBe(1);
  });

  it("is asked for no more once the watching ends", async () => {
    const stop = watch();
    isOnline = false;
    await clock.turn(NETWORK_POLL_MS);
    stop();
    isOnline = true;
    await clock.turn(10 * NETWORK_POLL_MS);
    expect(back).toBe(0);
  });
});
