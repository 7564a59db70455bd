import { beforeEach, describe, expect, it } from "vitest";
import { NETWORK_POLL_MS, ownAddresses, watchNetwork } from "../../../main/desktop/network.ts";
import { createHandClock, type HandClock } from "../../harness/hand-clock.ts";

let clock: HandClock;
let isOnline: boolean;
let addresses: string | null;
let changes: number;
beforeEach(() => {
  clock = createHandClock();
  isOnline = true;
  addresses = "192.0.2.7";
  changes = 0;
});

const watch = () =>
  watchNetwork({ clock, isOnline: () => isOnline, addresses: () => addresses, onChanged: () => (changes += 1) });
/** How many changes were told after looking so many times more. */
const looks = async (times: number) => {
  await clock.turn(times * NETWORK_POLL_MS);
  return changes;
};

describe("the network", () => {
  it("that is lost and comes back is told once each", async () => {
    watch();
    isOnline = false;
    const lost = await looks(3);
    isOnline = true;
    expect([lost, await looks(3)]).toEqual([1, 2]);
  });

  it("that is there all the time is no news", async () => {
    watch();
    expect(await looks(10)).toBe(0);
  });

  it("that is said not to be there for ever is no news either", async () => {
    isOnline = false;
    watch();
    expect(await looks(10)).toBe(0);
  });

  it("that was not there at the start is told when it comes", async () => {
    isOnline = false;
    watch();
    isOnline = true;
    expect(await looks(1)).toBe(1);
  });

  it("that is another one, by the computer's own addresses, is told once", async () => {
    watch();
    addresses = "192.0.2.7 198.51.100.2";
    expect(await looks(3)).toBe(1);
  });

  it("whose addresses cannot be told for a while is no news", async () => {
    watch();
    addresses = null;
    await looks(3);
    addresses = "192.0.2.7";
    expect(await looks(3)).toBe(0);
  });

  it("whose loss a window saw is told at once, and not again when we look", async () => {
    const { report } = watch();
    isOnline = false;
    addresses = "";
    report(false);
    const atOnce = changes;
    report(false);
    expect([atOnce, await looks(3)]).toEqual([1, 1]);
  });

  it("is asked for no more once the watching ends", async () => {
    const { stop } = watch();
    await looks(1);
    stop();
    isOnline = false;
    expect(await looks(10)).toBe(0);
  });
});

describe("the computer's own addresses", () => {
  const at = (address: string, internal = false) => ({
    address,
    internal,
    netmask: "",
    mac: "",
    cidr: null,
    ...(address.includes(":") ? ({ family: "IPv6", scopeid: 0 } as const) : ({ family: "IPv4" } as const)),
  });

  it("are compared without order, loopback and those the computer gave itself", () => {
    const one = ownAddresses(() => ({ lo: [at("127.0.0.1", true)], wlan0: [at("192.0.2.7"), at("2001:db8::7")] }));
    const other = ownAddresses(() => ({
      docker0: [at("169.254.3.3"), at("fe80::1")],
      wlan0: [at("2001:db8::7"), at("192.0.2.7")],
    }));
    expect([one === other, one]).toEqual([true, "192.0.2.7 2001:db8::7"]);
  });

  it("may be kept secret by the system", () => {
    expect(
      ownAddresses(() => {
        throw new Error("not permitted");
      }),
    ).toBeNull();
  });
});
