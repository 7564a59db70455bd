import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { createRun, createSurroundings, startApp } from "../harness/start-app.ts";

describe("signing in", () => {
  it("shows who, with which numbers, and is live", async () => {
    const app = await startApp(await createSurroundings());
    expect(await app.state()).toMatchObject({
      session: { kind: "signed-in", account: { name: "Dana Whitfield", extensionNumber: "101" } },
      chosenNumber: "+16505550100",
      keychain: "keychain",
    });
    const { senderNumbers } = await app.state();
    expect(senderNumbers).toContainEqual({
      address: "+18335550111",
      formatted: "(833) 555-0111",
      label: "Toll-free",
      canSendText: true,
      canSendPictures: false,
    });
    await eventually(async () => {
      const found = await app.get("contacts/search", { query: "alice" });
      expect(found).toEqual([{ name: "Alice Nguyen", address: "+14155550121", formatted: "(415) 555-0121" }]);
    });
  });

  it.each([
    ["bad-jwt", { jwt: "bm90.YQ.and" }],
    ["bad-client", { clientSecret: "wrong" }],
    ["bad-client", { clientId: "wrong" }],
    ["no-network", { server: "http://127.0.0.1:1" }],
    ["bad-server", { server: "platform.ringcentral.com" }],
  ])("with one wrong value says %s (%#)", async (code, changes) => {
    const surroundings = await createSurroundings();
    const app = createRun(surroundings);
    const answer = await app.ask("account/sign-in", { ...surroundings.credentials, ...changes });
    expect(answer).toMatchObject({ ok: false, failure: { code } });
    expect(await app.state()).toMatchObject({ session: { kind: "signed-out" }, connection: { kind: "idle" } });
    expect(surroundings.vault.entries.size).toBe(0);
  });

  it("to an app that lacks a permission names it", async () => {
    const surroundings = await createSurroundings();
    await surroundings.faults({ missingPermissions: ["ReadMessages"] });
    const app = createRun(surroundings);
    expect(await app.ask("account/sign-in", surroundings.credentials)).toMatchObject({
      failure: { code: "missing-permission", about: "ReadMessages" },
    });
  });

  it("leaves nothing secret in the profile, the log or the state", async () => {
    const surroundings = await createSurroundings();
    const { credentials, folder, vault, textFrom } = surroundings;
    const app = await startApp(surroundings);
    await textFrom("+14155550121", "A private matter");
    await eventually(() => expect(app.notifier.shown).toHaveLength(1));
    await app.app.quit();
    const secrets = [credentials.jwt, credentials.clientSecret, ...vault.entries.values()].flatMap((secret) => {
      const parts = [...secret.matchAll(/"([\w.-]{16,})"/g)].map(([, part = ""]) => part);
      return parts.length > 0 ? parts : [secret];
    });
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), "latin1"));
    const seen = [...files, JSON.stringify(app.log.lines), JSON.stringify(app.desktop.events)].join("\n");
    expect(secrets.length).toBeGreaterThan(3);
    expect([...secrets, "A private matter"].filter((secret) => seen.includes(secret))).toEqual([]);
  });
});

describe("a restart", () => {
  it("is signed in without asking, without a new sign-in at RingCentral", async () => {
    const surroundings = await createSurroundings();
    const first = await startApp(surroundings);
    await surroundings.textFrom("+14155550121", "Before");
    await eventually(() => expect(first.notifier.shown).toHaveLength(1));
    await first.app.quit();
    await surroundings.textFrom("+14155550122", "Meanwhile");
    const second = createRun(surroundings);
    await second.app.start();
    await eventually(async () => expect((await second.state()).connection.kind).toBe("live"));
    expect(second.notifier.shown).toMatchObject([{ title: "Ben Ortiz", body: "Meanwhile" }]);
    expect((await second.state()).unread).toBe(2);
    const requests = await surroundings.requests();
    expect(requests.filter(({ path }) => path.includes("/oauth/token"))).toHaveLength(1);
  });

  it("after RingCentral ended the session signs in by the JWT it kept", async () => {
    const surroundings = await createSurroundings();
    const first = await startApp(surroundings);
    await first.app.quit();
    await surroundings.faults({ revokeTokens: true });
    const second = createRun(surroundings);
    await second.app.start();
    await eventually(async () => expect((await second.state()).connection.kind).toBe("live"));
    expect((await second.state()).session.kind).toBe("signed-in");
  });
});

describe("signing out", () => {
  it("revokes the token and removes every entry and file", async () => {
    const surroundings = await createSurroundings();
    const app = await startApp(surroundings);
    await app.get("account/sign-out", undefined);
    expect(surroundings.vault.entries.size).toBe(0);
    expect(surroundings.settings.accounts()).toEqual({ current: null, others: [], toClear: [] });
    expect(readdirSync(surroundings.folder)).toEqual([]);
    await eventually(async () => {
      const requests = await surroundings.requests();
      expect(requests.filter(({ path, status }) => path.includes("/oauth/revoke") && status === 200)).toHaveLength(1);
    });
  });
});

describe("while RingCentral does not answer", () => {
  /** Somebody signed in, a text on its way, and a token that has to be renewed. */
  const unanswered = async () => {
    const surroundings = await createSurroundings();
    const app = await startApp(surroundings);
    const conversationId = await app.get("conversations/start", { addresses: ["+14155550121"] });
    await surroundings.faults({ expireTokens: true });
    await surroundings.faults({ blackhole: true });
    await app.get("outbox/send", { conversationId, body: "On my way", attachments: [] });
    onTestFinished(() => surroundings.faults({ blackhole: false }));
    return { surroundings, app };
  };
  const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
    const begun = performance.now();
    await work();
    return (performance.now() - begun) / 1000;
  };

  it("quitting takes a few seconds", async () => {
    const { app } = await unanswered();
    expect(await secondsOf(app.app.quit)).toBeLessThan(8);
  });

  it("signing out takes a few seconds, and leaves nothing on this computer", async () => {
    const { app, surroundings } = await unanswered();
    expect(await secondsOf(() => app.get("account/sign-out", undefined))).toBeLessThan(6);
    expect(surroundings.vault.entries.size).toBe(0);
    expect(readdirSync(surroundings.folder)).toEqual([]);
  });
});
