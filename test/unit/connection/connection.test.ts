import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { JANE } from "../../harness/fake-gateway.ts";
import { createComputer, startCore } from "../../harness/start-core.ts";

const NO_NETWORK = new AppError("no-network", "nothing answers");
const WITHOUT_END = 1_000;

describe("the connection", () => {
  it("is connecting, catching up, then live", async () => {
    const { desktop } = await startCore();
    const kinds = desktop.events.flatMap(({ payload }) => ("connection" in payload ? [payload.connection.kind] : []));
    expect(kinds.filter((kind, index) => kind !== kinds[index - 1])).toEqual([
      "idle",
      "connecting",
      "catching-up",
      "live",
    ]);
  });

  it("that is down says since when it was lost, however often it is tried", async () => {
    const { provider, clock, state } = await startCore();
    provider.refuse("changesSince", NO_NETWORK, WITHOUT_END);
    const since = clock.now();
    provider.link({ kind: "connecting" });
    await clock.turn(5_000);
    provider.link({ kind: "down" });
    await clock.turn(3_600_000);
    provider.link({ kind: "connecting" });
    const trying = state().connection;
    provider.link({ kind: "down" });
    expect([trying, state().connection]).toEqual([
      { kind: "offline", since },
      { kind: "offline", since },
    ]);
  });

  it("that is down is tried for by reading changes at once, and then every minute", async () => {
    const { provider, clock, notifier } = await startCore();
    provider.textFrom(JANE, "Told by nobody", { isTold: false });
    provider.link({ kind: "down" });
    await clock.turn(0);
    provider.textFrom(JANE, "Nor this", { isTold: false });
    await clock.turn(60_000);
    expect(notifier.shown.map(({ body }) => body)).toEqual(["Told by nobody", "Nor this"]);
  });

  it("that is down while RingCentral answers is not called offline: texts are asked for", async () => {
    const { provider, clock, state } = await startCore();
    const since = clock.now();
    provider.link({ kind: "down" });
    await clock.turn(0);
    const asking = state().connection;
    provider.refuse("changesSince", NO_NETWORK);
    await clock.turn(60_000);
    expect([asking, state().connection]).toEqual([
      { kind: "refused", since, failure: null },
      { kind: "offline", since },
    ]);
  });

  it("that has to wait for the provider says until when", async () => {
    const { provider, clock, state } = await startCore();
    const until = clock.now() + 60_000;
    provider.link({ kind: "rate-limited", until });
    const waiting = state().connection;
    await clock.turn(60_000);
    provider.link({ kind: "connecting" });
    expect([waiting, state().connection]).toEqual([
      { kind: "rate-limited", until },
      { kind: "connecting", since: until },
    ]);
  });

  it("that waits of its own accord because nothing was reached too often is called offline", async () => {
    const { provider, clock, state } = await startCore();
    provider.refuse("changesSince", NO_NETWORK, WITHOUT_END);
    const since = clock.now();
    provider.link({ kind: "rate-limited", until: since + 60_000 });
    await clock.turn(0);
    expect(state().connection).toEqual({ kind: "offline", since });
  });

  it("without a live link still reads changes every minute, and says why", async () => {
    const { provider, clock, notifier, state } = await startCore();
    provider.link({ kind: "refused", error: new AppError("missing-permission", "403", { about: "WebSockets" }) });
    await clock.turn(0);
    provider.textFrom(JANE, "Through a firewall", { isTold: false });
    await clock.turn(60_000);
    expect(notifier.shown).toMatchObject([{ body: "Through a firewall" }]);
    const failure = { code: "missing-permission", about: "WebSockets" };
    expect(state().connection).toMatchObject({ kind: "refused", failure });
  });

  it("that was refused is called offline while there is no network either", async () => {
    const { provider, clock, state } = await startCore();
    provider.link({ kind: "refused", error: new AppError("missing-permission", "403") });
    await clock.turn(0);
    provider.refuse("changesSince", NO_NETWORK, 2);
    await clock.turn(60_000);
    const since = clock.now();
    await clock.turn(5_000);
    const without = state().connection;
    await clock.turn(10_000);
    expect([without, state().connection.kind]).toEqual([{ kind: "offline", since }, "refused"]);
  });

  it("that never comes about keeps nobody from reading what there is, at once", async () => {
    const computer = createComputer();
    computer.provider.goLive.isAutomatic = false;
    computer.provider.textFrom(JANE, "Already there", { isTold: false });
    const { state } = await startCore(computer);
    expect([state().unread, state().connection.kind]).toEqual([1, "connecting"]);
  });

  it("that drops while catching up does not say live afterwards", async () => {
    const { provider, clock, state } = await startCore();
    provider.link({ kind: "live" });
    provider.refuse("changesSince", NO_NETWORK, WITHOUT_END);
    provider.link({ kind: "down" });
    await clock.turn(0);
    expect(state().connection.kind).toBe("offline");
  });

  it("is made anew when the computer wakes up, and changes are read without waiting for anything", async () => {
    const { app, provider, clock, notifier } = await startCore();
    provider.textFrom(JANE, "While it slept", { isTold: false });
    clock.sleep(3_600_000);
    app.wake();
    await clock.turn(0);
    expect([provider.wakes(), notifier.shown.map(({ body }) => body)]).toEqual([1, ["While it slept"]]);
  });
});

it("what a window says of the network reaches whoever watches it", async () => {
  const { get, desktop } = await startCore();
  await get("windows/report-network", { isOnline: false });
  expect(desktop.asked).toEqual(["network false"]);
});

describe("live", () => {
  it("is said only once the reading after connecting went through; until then, why it does not", async () => {
    const computer = createComputer();
    computer.provider.refuse("changesSince", new AppError("storage", "disk full", { about: "full" }));
    const { clock, state } = await startCore(computer);
    const since = clock.now();
    const first = state().connection;
    await clock.turn(5_000);
    const failure = { code: "storage", about: "full" };
    expect([first, state().connection]).toEqual([
      { kind: "catching-up", since, progress: null, failure },
      { kind: "live", since: clock.now() },
    ]);
  });

  it("is not said of a reading that began before the link was there", async () => {
    const computer = createComputer();
    computer.provider.goLive.isAutomatic = false;
    const { provider, clock, state } = await startCore(computer);
    provider.change(provider.textFrom(JANE, "Hi").providerId, {});
    provider.refuse("changesSince", new AppError("server-error", "500"));
    provider.link({ kind: "live" });
    await clock.turn(0);
    expect(state().connection).toMatchObject({ kind: "catching-up", failure: { code: "server-error" } });
  });

  it("outlasts one reading that fails, but not two in a row", async () => {
    const { provider, clock, state } = await startCore();
    provider.refuse("changesSince", new AppError("server-error", "500"), 2);
    await clock.turn(600_000);
    const once = state().connection.kind;
    await clock.turn(5_000);
    const since = clock.now();
    const twice = state().connection;
    await clock.turn(10_000);
    const failure = { code: "server-error" };
    expect([once, twice, state().connection]).toEqual([
      "live",
      { kind: "catching-up", since, progress: null, failure },
      { kind: "live", since: clock.now() },
    ]);
  });

  it("is not said while the provider takes no readings; nothing is asked until then, not even after waking up", async () => {
    const { app, provider, clock, state } = await startCore();
    provider.refuse("changesSince", new AppError("rate-limited", "429", { retryAfterMs: 45_000 }));
    provider.change(provider.textFrom(JANE, "Hi").providerId, {});
    await clock.turn(0);
    const until = clock.now() + 45_000;
    const asked = () => provider.calls.filter((call) => call === "changesSince").length;
    const [limited, before] = [state().connection, asked()];
    app.wake();
    provider.link({ kind: "live" });
    await clock.turn(44_000);
    const within = asked();
    await clock.turn(1_000);
    expect([limited, within - before, asked() - before, state().connection.kind]).toEqual([
      { kind: "rate-limited", until },
      0,
      1,
      "live",
    ]);
  });
});

describe("the computer's clock", () => {
  it.each([-21_600_000, 21_600_000])("set by %i ms changes no wait", async (ms) => {
    const { provider, clock, state } = await startCore();
    const asked = () => provider.calls.filter((call) => call === "changesSince").length;
    const before = asked();
    provider.refuse("changesSince", new AppError("rate-limited", "429", { retryAfterMs: 30_000 }));
    await clock.turn(600_000);
    clock.jump(ms);
    await clock.turn(29_000);
    const early = asked() - before;
    await clock.turn(1_000);
    const retried = asked() - before;
    await clock.turn(600_000);
    expect([early, retried, asked() - before, state().connection.kind]).toEqual([1, 2, 3, "live"]);
  });
});
