import { readdirSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Gateway, TokenStore } from "../../../main/core/ports/gateway.ts";
import { type FakeProvider, JANE } from "../../harness/fake-gateway.ts";
import type { FakeVault } from "../../harness/fake-vault.ts";
import {
  type Computer,
  createComputer,
  createCore,
  type CoreUnderTest,
  CREDENTIALS,
  someWindow,
  startCore,
} from "../../harness/start-core.ts";
import { accountIn, computerWithWork, nextRun } from "./fixture.ts";

/** Never settles while the test runs; rejects after it, so that nothing waits for ever. */
const hanging = (): Promise<never> => {
  const { promise, reject } = Promise.withResolvers<never>();
  onTestFinished(() => reject(new Error("the test is over")));
  return promise;
};

/** The same provider, whose sessions hang where the test says. */
const hangingAt = (provider: FakeProvider, methods: Partial<Pick<Gateway, "signOut" | "live">>): FakeProvider => ({
  ...provider,
  signIn: async (credentials, tokens) => ({ ...(await provider.signIn(credentials, tokens)), ...methods }),
});

/** Whether it settles while the clock goes on by `ms`. */
const settlesWithin = async ({ clock }: CoreUnderTest, ms: number, work: Promise<unknown>): Promise<boolean> => {
  let isSettled = false;
  const noted = work.finally(() => {
    isSettled = true;
  });
  noted.catch(() => undefined);
  await clock.turn(ms);
  return isSettled;
};

const lockedUp = (vault: FakeVault, method: "read" | "write" | "remove"): FakeVault => ({
  ...vault,
  [method]: hanging,
});

describe("quitting takes no more than five seconds", () => {
  const quits = (core: CoreUnderTest): Promise<boolean> => settlesWithin(core, 5_000, core.app.quit());

  it("while a sign-in hangs", async () => {
    const computer = createComputer();
    const core = createCore({ ...computer, provider: { ...computer.provider, signIn: hanging } });
    void core.ask("account/sign-in", CREDENTIALS);
    expect(await quits(core)).toBe(true);
  });

  it("while a sign-in goes through: no bug, and nobody is signed in", async () => {
    const computer = createComputer();
    const { promise, resolve } = Promise.withResolvers<void>();
    const signIn: FakeProvider["signIn"] = async (credentials, tokens) => {
      await promise;
      return computer.provider.signIn(credentials, tokens);
    };
    const core = createCore({ ...computer, provider: { ...computer.provider, signIn } });
    const signingIn = core.ask("account/sign-in", CREDENTIALS);
    expect(await quits(core)).toBe(true);
    resolve();
    expect(await signingIn).toMatchObject({ ok: false, failure: { code: "signed-out" } });
    expect(core.log.lines.map(({ fields }) => fields["code"])).toEqual(["signed-out"]);
  });

  it("while the keychain asks for its password at the start", async () => {
    const computer = await computerWithWork();
    const core = createCore({ ...computer, vault: lockedUp(computer.vault, "read") });
    void core.app.start();
    expect(await quits(core)).toBe(true);
  });

  it("while a text is on its way and no answer comes", async () => {
    const core = await startCore();
    const release = core.provider.holdSends();
    const conversationId = await core.get("conversations/start", { addresses: [JANE] });
    await core.get("outbox/send", { conversationId, body: "Hello", attachments: [] });
    expect(await quits(core)).toBe(true);
    release();
    await core.clock.turn(0);
    expect(core.log.lines.filter(({ level }) => level !== "info")).toEqual([]);
  });

  it("while the connection does not close, as it waits for a token", async () => {
    const computer = createComputer();
    const live: Gateway["live"] = () => ({ wake: () => {}, close: hanging });
    const core = await startCore({ ...computer, provider: hangingAt(computer.provider, { live }) });
    expect(await quits(core)).toBe(true);
  });

  it("while a session is being ended at the provider", async () => {
    const computer = createComputer();
    const core = await startCore({ ...computer, provider: hangingAt(computer.provider, { signOut: hanging }) });
    await core.get("account/sign-out", undefined);
    expect(await quits(core)).toBe(true);
  });

  it("while the keychain does not forget", async () => {
    const computer = createComputer();
    const core = await startCore({ ...computer, vault: lockedUp(computer.vault, "remove") });
    void core.ask("account/sign-out", undefined);
    expect(await quits(core)).toBe(true);
  });

  it("and nothing begins afterwards", async () => {
    const computer = await computerWithWork();
    const { promise, resolve } = Promise.withResolvers<void>();
    const read: FakeVault["read"] = async (account, secret) => {
      await promise;
      return computer.vault.read(account, secret);
    };
    const core = createCore({ ...computer, vault: { ...computer.vault, read } });
    const starting = core.app.start();
    expect(await quits(core)).toBe(true);
    resolve();
    await starting;
    await core.clock.turn(600_000);
    expect(core.state().session.kind).not.toBe("signed-in");
    expect(computer.provider.sent).toEqual([]);
  });
});

describe("signing out takes no more than three seconds", () => {
  const signsOut = (core: CoreUnderTest): Promise<boolean> =>
    settlesWithin(core, 3_000, core.app.handlers["account/sign-out"](undefined, someWindow(1)));
  const rest = ({ settings, vault, folder }: Computer) => ({
    ...settings.accounts(),
    secrets: vault.entries.size,
    files: readdirSync(folder),
  });
  const nothing = { current: null, others: [], toClear: [], secrets: 0, files: [] };

  it("while a text is on its way and no answer comes", async () => {
    const core = await startCore();
    const release = core.provider.holdSends();
    const conversationId = await core.get("conversations/start", { addresses: [JANE] });
    await core.get("outbox/send", { conversationId, body: "Hello", attachments: [] });
    expect(await signsOut(core)).toBe(true);
    expect(rest(core.computer)).toEqual(nothing);
    release();
  });

  it("while the provider does not answer, which is told in the background", async () => {
    const computer = createComputer();
    const core = await startCore({ ...computer, provider: hangingAt(computer.provider, { signOut: hanging }) });
    expect(await signsOut(core)).toBe(true);
    expect(rest(computer)).toEqual(nothing);
    expect(core.state().session).toEqual({ kind: "signed-out", because: "nobody" });
  });

  it("while the keychain does not forget, which it does at the next start", async () => {
    const computer = createComputer();
    const core = await startCore({ ...computer, vault: lockedUp(computer.vault, "remove") });
    const account = accountIn(computer);
    expect(await signsOut(core)).toBe(true);
    expect(core.state().session).toEqual({ kind: "signed-out", because: "nobody" });
    expect(rest(computer)).toEqual({ ...nothing, toClear: [account], secrets: 4 });
    const next = await nextRun(computer);
    const { session } = await next.get("state/read", undefined);
    expect(session).toEqual({ kind: "signed-out", because: "nobody" });
    expect(rest(computer)).toEqual(nothing);
  });

  it("and no token that is renewed just then comes back to the keychain", async () => {
    const computer = createComputer();
    const { provider, vault } = computer;
    let tokens: TokenStore | null = null;
    let write = vault.write;
    const core = await startCore({
      ...computer,
      vault: { ...vault, write: (...given) => write(...given) },
      provider: {
        ...provider,
        signIn: (credentials, store) => {
          tokens = store;
          return provider.signIn(credentials, store);
        },
      },
    });
    const renewed = (token: string): Promise<void> => tokens?.write(token) ?? Promise.resolve();
    const { promise: asked, resolve: answer } = Promise.withResolvers<void>();
    write = async (...given) => {
      await asked;
      await vault.write(...given);
    };
    const slow = renewed("on its way");
    expect(await signsOut(core)).toBe(true);
    answer();
    await slow;
    await core.clock.turn(0);
    await renewed("too late");
    expect(rest(computer)).toEqual(nothing);
  });
});
