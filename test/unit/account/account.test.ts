import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { JANE } from "../../harness/fake-gateway.ts";
import { createFakeVault } from "../../harness/fake-vault.ts";
import { createComputer, createCore, CREDENTIALS, startCore } from "../../harness/start-core.ts";

const kindsOf = (entries: ReadonlyMap<string, string>) =>
  [...entries.keys()].map((key) => key.replace(/^.*\//, "")).toSorted();

describe("signing in", () => {
  it("keeps each secret as an entry of its own, and nothing secret in the settings", async () => {
    const { computer, state } = await startCore();
    expect(kindsOf(computer.vault.entries)).toEqual(["client-secret", "database-key", "jwt", "token"]);
    expect(Object.keys(computer.settings.accounts().current ?? {}).toSorted()).toEqual(["clientId", "id", "server"]);
    expect(state()).toMatchObject({
      session: { kind: "signed-in", account: { name: "Dana Whitfield", company: "Harbor Advisors" } },
      connection: { kind: "live" },
      chosenNumber: "+16505550100",
      keychain: "keychain",
    });
  });

  it.each([
    [new AppError("bad-client", "OAU-146"), { code: "bad-client" }],
    [new AppError("bad-jwt", "OAU-105"), { code: "bad-jwt" }],
    [new AppError("bad-server", "404"), { code: "bad-server" }],
    [new AppError("no-network", "ENOTFOUND"), { code: "no-network" }],
    [new AppError("missing-permission", "CMN-401", { about: "ReadMessages" }), { about: "ReadMessages" }],
    [new AppError("rate-limited", "429", { retryAfterMs: 60_000 }), { code: "rate-limited", retryAfterMs: 60_000 }],
  ])("that fails says why and leaves nothing behind: %s", async (error, failure) => {
    const core = createCore(createComputer());
    core.provider.refuse("signIn", error);
    expect(await core.ask("account/sign-in", CREDENTIALS)).toMatchObject({ ok: false, failure });
    expect(core.state().session).toEqual({ kind: "signed-out", because: "nobody" });
    expect(core.computer.vault.entries.size).toBe(0);
    expect(core.computer.settings.accounts().current).toBe(null);
    expect(readdirSync(core.computer.folder)).toEqual([]);
  });

  it("to an app that may not read the extension ends the session it got", async () => {
    const core = createCore(createComputer());
    core.provider.refuse("profile", new AppError("missing-permission", "CMN-401", { about: "ReadAccounts" }));
    expect(await core.ask("account/sign-in", CREDENTIALS)).toMatchObject({
      failure: { code: "missing-permission", about: "ReadAccounts" },
    });
    expect(core.provider.signedOut()).toBe(1);
    expect(core.computer.vault.entries.size).toBe(0);
  });

  it("with a keychain that refuses fails and ends the session it got", async () => {
    const core = createCore(createComputer());
    core.computer.vault.lock(true);
    expect(await core.ask("account/sign-in", CREDENTIALS)).toMatchObject({
      failure: { code: "storage", about: "keychain" },
    });
    expect(core.provider.signedOut()).toBe(1);
    expect(core.computer.settings.accounts().current).toBe(null);
  });

  it.each([
    ["bad-server", { server: "ringcentral" }],
    ["bad-server", { server: "http://platform.ringcentral.com" }],
    ["bad-server", { server: "https://platform.ringcentral.com/restapi" }],
    ["bad-server", { server: "https://user:pass@platform.ringcentral.com" }],
    ["bad-client", { clientId: " " }],
    ["bad-client", { clientSecret: "" }],
    ["bad-jwt", { jwt: "\n" }],
  ])("finds %s before any network (%#)", async (code, changes) => {
    const core = createCore(createComputer());
    expect(await core.ask("account/sign-in", { ...CREDENTIALS, ...changes })).toMatchObject({ failure: { code } });
    expect(core.provider.calls).toEqual([]);
  });

  it.each(["http://127.0.0.1:4321", "http://localhost:8080/", "https://platform.devtest.ringcentral.com"])(
    "takes %s",
    async (server) => {
      const core = createCore(createComputer());
      expect(await core.ask("account/sign-in", { ...CREDENTIALS, server })).toMatchObject({ ok: true });
    },
  );

  it("works without the address book: names are missing, texts are not", async () => {
    const computer = createComputer();
    computer.provider.refuse("contacts", new AppError("missing-permission", "CMN-401", { about: "ReadContacts" }));
    const { provider, notifier } = await startCore(computer);
    provider.textFrom(JANE, "Hello");
    expect(notifier.shown).toMatchObject([{ title: "(650) 555-0111", body: "Hello" }]);
  });

  it("while somebody is signed in is refused", async () => {
    const { ask } = await startCore();
    expect(await ask("account/sign-in", CREDENTIALS)).toMatchObject({ ok: false });
  });
});

describe("the next start", () => {
  it("is signed in without asking, with number and history", async () => {
    const first = await startCore();
    await first.get("account/choose-number", { address: "+16505550109" });
    first.provider.textFrom(JANE, "Before");
    await first.app.quit();
    const second = createCore(first.computer);
    await second.app.start();
    await second.clock.turn(0);
    expect(second.state()).toMatchObject({
      session: { kind: "signed-in", account: { name: "Dana Whitfield" } },
      chosenNumber: "+16505550109",
      unread: 1,
    });
    expect(await second.thread(await second.conversationWith(JANE))).toMatchObject([{ body: "Before" }]);
  });

  it("needs no network: it is offline, and shows what is there", async () => {
    const first = await startCore();
    first.provider.textFrom(JANE, "Before");
    await first.app.quit();
    const { provider, clock } = first.computer;
    for (const method of ["profile", "senderNumbers", "contacts", "changesSince"] as const)
      provider.refuse(method, new AppError("no-network", "ENETUNREACH"), 99);
    provider.goLive.isAutomatic = false;
    const second = createCore(first.computer);
    await second.app.start();
    provider.link({ kind: "down" });
    await clock.turn(0);
    expect(second.state()).toMatchObject({
      session: { kind: "signed-in" },
      connection: { kind: "offline" },
      unread: 1,
    });
    const list = await second.get("conversations/list", { before: null, limit: 10 });
    expect(list).toMatchObject([{ title: "Jane Doe", lastLine: "Before" }]);
    expect(second.state().senderNumbers).toHaveLength(3);
  });

  it("learns of a new number, also if it could be asked for only later", async () => {
    const first = await startCore();
    await first.app.quit();
    const { provider, clock } = first.computer;
    provider.numbers.push({
      address: "+16505550177",
      label: "New",
      canSendText: true,
      canSendPictures: true,
      isPrimary: false,
    });
    provider.refuse("senderNumbers", new AppError("no-network", "ENETUNREACH"));
    provider.goLive.isAutomatic = false;
    const second = createCore(first.computer);
    await second.app.start();
    await clock.turn(0);
    expect(second.state().senderNumbers).toHaveLength(3);
    provider.link({ kind: "live" });
    await clock.turn(0);
    expect(second.state().senderNumbers).toHaveLength(4);
  });

  it("does not take credentials from the environment if an account is kept", async () => {
    const first = await startCore();
    await first.app.quit();
    const second = createCore(first.computer);
    second.provider.refuse("signIn", new AppError("bad-jwt", "never to be called"));
    await second.app.start({ ...CREDENTIALS, jwt: "another" });
    await second.clock.turn(0);
    expect(second.state().session.kind).toBe("signed-in");
  });

  it("with a locked keychain throws nothing away", async () => {
    const first = await startCore();
    await first.app.quit();
    first.computer.vault.lock(true);
    const second = createCore(first.computer);
    await second.app.start();
    await second.clock.turn(0);
    expect(second.state().session).toMatchObject({ kind: "signed-out", because: "storage", trouble: "keychain" });
    first.computer.vault.lock(false);
    await second.get("account/resume", undefined);
    expect(second.state().session.kind).toBe("signed-in");
  });
});

it("a sign-in from the environment that fails says why, where the form can show it", async () => {
  const core = createCore(createComputer());
  core.provider.refuse("signIn", new AppError("bad-jwt", "invalid_grant"));
  await core.app.start(CREDENTIALS);
  expect(core.state().session).toMatchObject({ because: "nobody", refusal: { code: "bad-jwt" } });
});

describe("how long a session lasts without Tern", () => {
  it("is told as soon as somebody is signed in, and anew with each renewal", async () => {
    const computer = createComputer();
    computer.provider.renew({ endsAt: 100, signsInAgain: true });
    const { provider, state } = await startCore(computer);
    const first = state().sessionTerm;
    provider.renew({ endsAt: 200, signsInAgain: true });
    expect([first, state().sessionTerm]).toEqual([
      { endsAt: 100, signsInAgain: true },
      { endsAt: 200, signsInAgain: true },
    ]);
  });

  it("is nobody's any more once they have signed out", async () => {
    const { ask, provider, state } = await startCore();
    provider.renew({ endsAt: 100, signsInAgain: true });
    await ask("account/sign-out", undefined);
    provider.renew({ endsAt: 200, signsInAgain: true });
    expect(state().sessionTerm).toBe(null);
  });
});

describe("a session that the provider ends", () => {
  it("says so, and the same person finds everything after signing in again", async () => {
    const core = await startCore();
    core.provider.renew({ endsAt: 5, signsInAgain: true });
    const id = await core.get("conversations/start", { addresses: [JANE] });
    await core.get("drafts/keep", { conversationId: id, body: "Half a thought" });
    core.provider.refuse("send", new AppError("signed-out", "OAU-213"));
    await core.ask("outbox/send", { conversationId: id, body: "Waiting", attachments: [] });
    core.provider.endSession();
    await core.clock.turn(0);
    expect(core.state()).toMatchObject({
      session: { kind: "signed-out", because: "ended" },
      connection: { kind: "idle" },
      sessionTerm: null,
      senderNumbers: [],
      unread: 0,
    });
    expect(await core.ask("conversations/list", { before: null, limit: 9 })).toMatchObject({
      failure: { code: "signed-out" },
    });
    await core.get("account/sign-in", CREDENTIALS);
    expect(await core.thread(id)).toMatchObject([{ body: "Waiting", status: "accepted" }]);
  });
});

describe("signing out", () => {
  it("ends the session at the provider and takes everything kept away", async () => {
    const { ask, computer, provider, state, notifier } = await startCore();
    provider.textFrom(JANE, "Hello");
    expect(await ask("account/sign-out", undefined)).toEqual({ ok: true, value: undefined });
    expect(provider.signedOut()).toBe(1);
    expect(computer.vault.entries.size).toBe(0);
    expect(computer.settings.accounts().current).toBe(null);
    expect(readdirSync(computer.folder)).toEqual([]);
    expect(notifier.visible()).toEqual([]);
    expect(state()).toMatchObject({ session: { kind: "signed-out", because: "nobody" }, unread: 0, senderNumbers: [] });
  });

  it("goes on when the keychain refuses, and says so", async () => {
    const { ask, computer, state } = await startCore();
    computer.vault.lock(true);
    expect(await ask("account/sign-out", undefined)).toMatchObject({ failure: { code: "storage" } });
    expect(state().session).toEqual({ kind: "signed-out", because: "nobody" });
    expect(computer.settings.accounts().current).toBe(null);
    expect(existsSync(computer.folder) && readdirSync(computer.folder)).toEqual([]);
  });
});

describe("without a keychain", () => {
  it("the session is kept in memory only, and the state says so", async () => {
    const first = await startCore(createComputer({ keychain: false }));
    first.provider.textFrom(JANE, "Hello");
    expect(first.state()).toMatchObject({ session: { kind: "signed-in" }, keychain: "memory-only", unread: 1 });
    expect(readdirSync(first.computer.folder)).toEqual([]);
    expect(first.computer.settings.accounts().current).toBe(null);
    await first.app.quit();
    const second = createCore(first.computer);
    await second.app.start();
    await second.ask("state/read", undefined);
    expect(await second.get("state/read", undefined)).toMatchObject({
      session: { kind: "signed-out", because: "nobody" },
    });
  });

  it("of an account kept with one nothing is lost: it is there again with the keychain", async () => {
    const first = await startCore();
    const id = await first.get("conversations/start", { addresses: [JANE] });
    first.provider.refuse("send", new AppError("no-network", "ENETUNREACH"), 1);
    await first.get("outbox/send", { conversationId: id, body: "Waiting", attachments: [] });
    await first.app.quit();
    const second = createCore({ ...first.computer, vault: createFakeVault("memory-only") });
    await second.app.start();
    await second.clock.turn(0);
    expect(second.state().session).toEqual({ kind: "signed-out", because: "storage", trouble: "keychain" });
    await second.get("account/sign-in", CREDENTIALS);
    expect(second.state().session.kind).toBe("signed-in");
    await second.get("account/sign-out", undefined);
    await second.app.quit();
    const third = createCore(first.computer);
    await third.app.start();
    await third.clock.turn(0);
    expect(await third.thread(id)).toMatchObject([{ body: "Waiting", status: "accepted" }]);
  });

  it("signing out takes the secrets out of memory too", async () => {
    const { ask, computer } = await startCore(createComputer({ keychain: false }));
    expect(computer.vault.entries.size).toBe(4);
    await ask("account/sign-out", undefined);
    expect(computer.vault.entries.size).toBe(0);
  });
});
