import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { createServerClock, type ServerClock } from "./clock.ts";
import { askOAuth, restProbe } from "./probes/rest-probe.ts";
import { openSocket, storeFilter, wscOf } from "./probes/socket-probe.ts";
import { alice, dana, started } from "./probes/started.ts";

const clockAt = (speed: number): ServerClock => {
  const clock = createServerClock(speed);
  onTestFinished(() => clock.stop());
  return clock;
};

test("A clock runs as many times as fast as it is told, and its timers with it", async () => {
  const clock = clockAt(600);
  const [server, wall] = [clock.now(), Date.now()];
  await clock.pause(60_000);
  const [passed, waited] = [clock.now() - server, Date.now() - wall];
  expect([passed >= 59_990, waited >= 99, Math.abs(passed / waited - 600) < 60]).toEqual([true, true, true]);
});

test("Timers that fall due by a jump ahead run at once, the soonest first; a jump back leaves them as they were", async () => {
  const clock = clockAt(1);
  const order: string[] = [];
  const last = new Promise<void>((resolve) => {
    clock.after(7_200_000, () => order.push("in two hours"));
    clock.after(3_600_000, () => order.push("in an hour"));
    clock.after(40, () => order.push("soon"));
    const cancel = clock.after(3_500_000, () => order.push("taken away"));
    clock.after(7_200_000, resolve);
    cancel();
  });
  clock.advance(-86_400_000);
  await clock.pause(60);
  const before = [...order];
  clock.advance(7_200_000);
  await last;
  expect([before, order]).toEqual([["soon"], ["soon", "in an hour", "in two hours"]]);
});

test("A timer that throws does not keep the others from running", async () => {
  const clock = clockAt(1);
  const thrown = new Promise<unknown>((resolve) => {
    const listeners = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    process.once("uncaughtException", resolve);
    onTestFinished(() => {
      for (const listener of listeners) process.on("uncaughtException", listener);
    });
  });
  clock.after(1, () => {
    throw new Error("a bug");
  });
  await clock.pause(1);
  expect(await thrown).toMatchObject({ message: "a bug" });
});

test("A jump ahead is over when it returns: what looks at the time again and again has looked", () => {
  const clock = clockAt(1);
  const seen: number[] = [];
  const start = clock.now();
  clock.every(60_000, () => seen.push(Math.round((clock.now() - start) / 3_600_000)));
  clock.advance(3_600_000);
  clock.advance(-3_600_000);
  expect(seen).toEqual([1]);
});

test("A clock that was stopped runs nothing any more", async () => {
  const [clock, other] = [createServerClock(1), clockAt(1)];
  let runs = 0;
  clock.after(5, () => (runs += 1));
  clock.every(5, () => (runs += 1));
  clock.stop();
  clock.after(5, () => (runs += 1));
  clock.advance(1000);
  await other.pause(40);
  expect(runs).toBe(0);
});

test("A fast server tells its own time: of texts, statuses, requests, tokens", async () => {
  const { ringCentral, control } = await started({ speed: 500 });
  const before = await control.clock();
  const probe = await restProbe(ringCentral);
  await control.faults({ statusDelayMs: 60_000 });
  await probe.ask("POST", "E/sms", { from: { phoneNumber: dana }, to: [{ phoneNumber: alice }], text: "Hello" });
  const delivered = await eventually(async () => {
    const [text] = await control.messages();
    if (text?.messageStatus !== "Delivered") throw new Error(text?.messageStatus);
    return Date.parse(String(text["smsDeliveryTime"])) - Date.parse(String(text["creationTime"]));
  });
  const after = await control.clock();
  const [signIn] = await control.requests();
  const signedIn = Date.parse(signIn?.at ?? "");
  expect([
    before.speed,
    // Two minutes of the server's, with room for a busy machine.
    delivered >= 119_000 && delivered < 120_000 + 500 * 10_000,
    signedIn >= before.now && signedIn <= after.now,
  ]).toEqual([500, true, true]);
});

test("On a fast server a token is too old after its lifetime, by the server's time", async () => {
  const { ringCentral, control } = await started({ speed: 500 });
  await control.faults({ tokenLifetimeS: 600 });
  const probe = await restProbe(ringCentral);
  const begun = performance.now();
  await eventually(async () => expect((await probe.ask("GET", "E")).status).toBe(401));
  // 1.2 s of the wall clock.
  expect(performance.now() - begun).toBeLessThan(10_000);
});

test("On a fast server sessions can be ended, and their sockets end with them", async () => {
  const { ringCentral, control } = await started({ speed: 500 });
  const probe = await restProbe(ringCentral);
  await control.faults({ wsTokenLifetimeS: 6000, pongTimeoutS: 6000 });
  const socket = await openSocket(probe);
  await socket.next("ConnectionDetails");
  await control.faults({ revokeTokens: true });
  const { body } = await socket.next("Error");
  const form = { grant_type: "refresh_token", refresh_token: probe.refreshToken };
  const refreshed = await askOAuth(ringCentral, "token", form);
  expect([body["errorCode"], (await probe.ask("GET", "E")).status, refreshed.status]).toEqual(["WSG-901", 401, 400]);
});

test("On a fast server a penalty lasts as long as it is said to, by the server's time", async () => {
  const { ringCentral, control } = await started({ speed: 500 });
  const probe = await restProbe(ringCentral);
  await control.faults({ rateLimits: { light: 1, penaltyS: 300 } });
  // On a busy computer a minute of this server's may be over before the second request.
  let refused = await probe.ask("GET", "E");
  while (refused.status === 200) refused = await probe.ask("GET", "E");
  const over = (await control.clock()).now + 300_000;
  await eventually(async () => expect((await control.clock()).now).toBeGreaterThan(over));
  const { status } = await probe.ask("GET", "E");
  expect([refused.status, refused.headers.get("retry-after"), status]).toEqual([429, "300", 200]);
});

test("On a fast server an idle socket is closed, and a session kept for recovery, by the server's time", async () => {
  const { ringCentral, control } = await started({ speed: 500 });
  const probe = await restProbe(ringCentral);
  await control.faults({ idleTimeoutS: 300, recoveryTimeoutS: 100_000, wsTokenLifetimeS: 600, pongTimeoutS: 600 });
  const socket = await openSocket(probe);
  const { token } = wscOf(await socket.next("ConnectionDetails"));
  await socket.subscribe(storeFilter);
  const { body } = await socket.next("Error");
  await socket.closed;
  const recovered = await (await openSocket(probe, token)).next("ConnectionDetails");
  expect([body["errorCode"], recovered.body["recoveryState"]]).toEqual(["WSG-902", "Successful"]);
});

test("Nothing in the server but its clock looks at the wall clock or sets a timer", () => {
  const folder = import.meta.dirname;
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    // Probes, flows and the tours of wire/ are clients.
    (path) => path.endsWith(".ts") && !/\.test\.ts$|^(?:clock\.ts|probes|flows|wire)/u.test(path),
  );
  const strays = files.filter((path) =>
    /\b(?:setTimeout|setInterval|timers\/promises|Date\.now|performance\.now|new Date\(\))/u.test(
      readFileSync(join(folder, path), "utf8"),
    ),
  );
  expect([files.includes("gateway.ts"), strays]).toEqual([true, []]);
});
