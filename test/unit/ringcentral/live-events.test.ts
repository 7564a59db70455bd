import { describe, expect, it } from "vitest";
import { createEventReader } from "../../../main/ringcentral/live-events.ts";
import { createHandClock } from "../../harness/hand-clock.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";

const start = () => {
  const clock = createHandClock();
  const told: number[] = [];
  const own = { userId: "1", extensionNumber: "101", numbers: new Set<string>() };
  const reader = createEventReader(
    { identity: { own: () => Promise.resolve(own) }, clock, log: createKeepingLog() },
    { onText: () => undefined, onChanged: () => void told.push(clock.steady()) },
  );
  return { clock, reader, told };
};

let made = 0;
const changed = () => {
  made += 1;
  return { uuid: `event-${made}`, event: "/restapi/v1.0/account/1/extension/2/message-store", body: {} };
};

describe("an event that was missed", () => {
  it("is told at once", () => {
    const { reader, told } = start();
    reader.missed();
    expect(told).toEqual([0]);
  });

  it("is told at most once a second, however many are missed", async () => {
    const { clock, reader, told } = start();
    for (let each = 0; each < 50; each += 1) {
      reader.missed();
      await clock.turn(100);
    }
    await clock.turn(10_000);
    expect(told).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000]);
  });

  it("shares its telling with what else changed", async () => {
    const { clock, reader, told } = start();
    reader.missed();
    for (let each = 0; each < 10; each += 1) reader.read(changed());
    await clock.turn(10_000);
    expect(told).toEqual([0, 1_000]);
  });

  it("may also be one that cannot be read", async () => {
    const { clock, reader, told } = start();
    reader.read({ no: "envelope" });
    await clock.turn(10_000);
    expect(told).toEqual([1_000]);
  });

  it("is not told any more once nobody listens", async () => {
    const { clock, reader, told } = start();
    reader.missed();
    reader.missed();
    reader.stop();
    reader.missed();
    await clock.turn(10_000);
    expect(told).toEqual([0]);
  });
});

describe("changes", () => {
  it("are told a second after the first, and once for all that came meanwhile", async () => {
    const { clock, reader, told } = start();
    for (let each = 0; each < 10; each += 1) reader.read(changed());
    await clock.turn(999);
    const early = told.length;
    await clock.turn(10_000);
    expect([early, told]).toEqual([0, [1_000]]);
  });
});
