import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { JANE } from "../../harness/fake-gateway.ts";
import { createComputer, startCore } from "../../harness/start-core.ts";

const syncs = (calls: readonly string[]) => calls.filter((call) => call === "changesSince").length;

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

  it("that is down says since when, however often it is tried", async () => {
    const { provider, clock, state } = await startCore();
    const since = clock.now();
    provider.link({ kind: "down" });
    await clock.turn(5_000);
    provider.link({ kind: "connecting" });
    provider.link({ kind: "down" });
    expect(state().connection).toEqual({ kind: "offline", since });
  });

  it("that has to wait for the provider says until when", async () => {
    const { provider, clock, state } = await startCore();
    const until = clock.now() + 60_000;
    provider.link({ kind: "rate-limited", until });
    expect(state().connection).toEqual({ kind: "rate-limited", until });
  });

  it("without a live link still reads changes every minute, and says why", async () => {
    const { provider, clock, notifier, state } = await startCore();
    provider.link({ kind: "refused", error: new AppError("missing-permission", "403", { about: "WebSockets" }) });
    provider.textFrom(JANE, "Through a firewall", { isTold: false });
    await clock.turn(60_000);
    expect(notifier.shown).toMatchObject([{ body: "Through a firewall" }]);
    const failure = { code: "missing-permission", about: "WebSockets" };
    expect(state().connection).toMatchObject({ kind: "refused", failure });
  });

  it("that drops while catching up does not say live afterwards", async () => {
    const { provider, clock, state } = await startCore();
    provider.link({ kind: "live" });
    provider.link({ kind: "down" });
    await clock.turn(0);
    expect(state().connection.kind).toBe("offline");
  });

  it("is made anew when the computer wakes up", async () => {
    const { app, provider } = await startCore();
    app.wake();
    expect(provider.wakes()).toBe(1);
  });
});

describe("reading changes", () => {
  it("runs one at a time, and once more if asked meanwhile, however often", async () => {
    const { provider, clock } = await startCore();
    const text = provider.textFrom(JANE, "Hi");
    const before = syncs(provider.calls);
    for (let times = 0; times < 5; times += 1) provider.change(text.providerId, {});
    await clock.turn(0);
    expect(syncs(provider.calls) - before).toBe(2);
  });

  it("that fails is tried again, later and later, as the provider asks", async () => {
    const computer = createComputer();
    computer.provider.refuse("changesSince", new AppError("server-error", "503"), 2);
    computer.provider.refuse("changesSince", new AppError("rate-limited", "429", { retryAfterMs: 30_000 }), 1);
    computer.provider.textFrom(JANE, "Old", { at: computer.clock.now() - 60_000 });
    const { provider, clock, state } = await startCore(computer);
    expect(state().connection.kind).toBe("live");
    const after = async (ms: number) => {
      await clock.turn(ms);
      return syncs(provider.calls);
    };
    expect([
      await after(4_000),
      await after(1_000),
      await after(10_000),
      await after(29_000),
      await after(1_000),
    ]).toEqual([1, 2, 3, 3, 4]);
    expect(state().unread).toBe(1);
  });

  it("of a first sync goes back thirty days", async () => {
    const computer = createComputer();
    const day = 86_400_000;
    computer.provider.textFrom(JANE, "In", { at: computer.clock.now() - 29 * day });
    computer.provider.textFrom(JANE, "Out", { at: computer.clock.now() - 31 * day });
    const { thread, conversationWith } = await startCore(computer);
    expect(await thread(await conversationWith(JANE))).toMatchObject([{ body: "In" }]);
  });
});
