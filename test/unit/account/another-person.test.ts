import { describe, expect, it } from "vitest";
import { createMessageStores } from "../../../main/storage/message-stores.ts";
import { damagePages } from "../../harness/damage.ts";
import { AMIR, JANE, PROFILE } from "../../harness/fake-gateway.ts";
import { type CoreUnderTest, createComputer, CREDENTIALS, startCore } from "../../harness/start-core.ts";
import { accountIn, computerWithWork, databaseIn, databasesIn, draftFor, linesWith, nextRun, work } from "./fixture.ts";

const ROBIN = { ...PROFILE, userId: "999", name: "Robin Vale" };
const ELSEWHERE = { ...CREDENTIALS, server: "https://platform.devtest.ringcentral.com" };

const end = async (core: CoreUnderTest): Promise<void> => {
  core.provider.endSession();
  await core.clock.turn(0);
};

const secretsOf = (core: CoreUnderTest, account: string): readonly string[] =>
  [...core.computer.vault.entries.keys()]
    .flatMap((key) => (key.startsWith(account) ? [key.slice(account.length + 1)] : []))
    .toSorted();

describe("somebody else who signs in", () => {
  it.each([
    ["at another server", ELSEWHERE, PROFILE],
    ["at the same server", CREDENTIALS, ROBIN],
  ])("%s sees and sends nothing of the last person, who finds everything again", async (_where, credentials, who) => {
    const core = await startCore();
    await work(core);
    const first = accountIn(core.computer);
    const jane = await core.conversationWith(JANE);
    await end(core);
    core.provider.person.profile = who;
    await core.get("account/sign-in", credentials);
    await core.clock.turn(3_600_000);
    expect(await core.ask("thread/read", { conversationId: jane, before: null, limit: 9 })).toMatchObject({
      failure: { code: "not-found" },
    });
    expect(core.provider.sent).toEqual([]);
    // What is left is the key to texts that nobody else may read, and nothing that signs anybody in.
    expect(secretsOf(core, first)).toEqual(["database-key"]);
    expect(databasesIn(core.computer)).toHaveLength(2);

    await core.get("account/sign-out", undefined);
    expect(core.state().session).toMatchObject({ because: "nobody", kept: { account: null, others: 1 } });
    core.provider.person.profile = PROFILE;
    await core.get("account/sign-in", CREDENTIALS);
    expect(accountIn(core.computer)).toBe(first);
    expect(await linesWith(core, JANE)).toEqual(["Before: received", "Waiting: accepted"]);
    expect(await draftFor(core, AMIR)).toBe("Half a thought");
    expect(core.provider.sent.map(({ body }) => body)).toEqual(["Waiting"]);
    expect(core.computer.settings.accounts()).toMatchObject({ others: [], toClear: [] });
  });

  it("is set aside in turn when the first person is back", async () => {
    const core = await startCore();
    await work(core);
    await end(core);
    core.provider.person.profile = ROBIN;
    await core.get("account/sign-in", CREDENTIALS);
    await core.get("drafts/keep", {
      conversationId: await core.get("conversations/start", { addresses: [JANE] }),
      body: "R",
    });
    await end(core);
    core.provider.person.profile = PROFILE;
    await core.get("account/sign-in", CREDENTIALS);
    expect(await draftFor(core, AMIR)).toBe("Half a thought");
    await end(core);
    core.provider.person.profile = ROBIN;
    await core.get("account/sign-in", CREDENTIALS);
    expect([await draftFor(core, JANE), await draftFor(core, AMIR)]).toEqual(["R", ""]);
    expect(databasesIn(core.computer)).toHaveLength(2);
  });

  it("does not get what was taken over from a damaged database that no longer says whose it is", async () => {
    const computer = await computerWithWork();
    const key = (await computer.vault.read(accountIn(computer), "database-key")) ?? "";
    const store = createMessageStores(computer).open(accountIn(computer), key);
    store.keepFact("profile", null);
    store.keepFact("rebuilt", { because: "damaged", setAside: "before.db", outgoing: 1, drafts: 1 });
    store.close();
    await computer.vault.remove(accountIn(computer), "jwt");
    computer.provider.person.profile = ROBIN;
    const core = await nextRun(computer);
    await core.get("account/sign-in", CREDENTIALS);
    await core.clock.turn(3_600_000);
    expect(core.provider.sent).toEqual([]);
    expect(computer.settings.accounts().others).toHaveLength(1);
  });
});

describe("the same person who signs in again", () => {
  it("after the key to the database was lost has it set aside, and is told", async () => {
    const computer = await computerWithWork();
    await computer.vault.remove(accountIn(computer), "jwt");
    await computer.vault.remove(accountIn(computer), "database-key");
    const core = await nextRun(computer);
    expect(core.state().session).toMatchObject({ because: "ended", kept: { account: null, others: 0 } });
    await core.get("account/sign-in", CREDENTIALS);
    expect(core.state()).toMatchObject({
      session: { kind: "signed-in" },
      storage: { kind: "rebuilt", because: "no-key", outgoing: 0, drafts: 0 },
    });
    expect(databasesIn(computer)).toHaveLength(2);
    expect(await linesWith(core, JANE)).toEqual(["Before: received"]);
  });

  it("finds what can be read of a database that was damaged meanwhile", async () => {
    const computer = await computerWithWork();
    await computer.vault.remove(accountIn(computer), "jwt");
    damagePages(databaseIn(computer), [7, 8]);
    const core = await nextRun(computer);
    await core.get("account/sign-in", CREDENTIALS);
    await linesWith(core, JANE);
    await core.clock.turn(60_000);
    expect(await draftFor(core, AMIR)).toBe("Half a thought");
    expect(core.provider.sent.map(({ body }) => body)).toEqual(["Waiting"]);
  });
});

describe("signing out", () => {
  it("takes nothing of somebody else who waits here", async () => {
    const core = await startCore();
    await end(core);
    core.provider.person.profile = ROBIN;
    await core.get("account/sign-in", CREDENTIALS);
    await core.get("account/sign-out", undefined);
    expect(databasesIn(core.computer)).toHaveLength(1);
    expect(core.computer.vault.entries.size).toBe(1);
  });

  it("while nobody is signed in takes away everything that is kept", async () => {
    const core = await startCore();
    await end(core);
    core.provider.person.profile = ROBIN;
    await core.get("account/sign-in", CREDENTIALS);
    await end(core);
    expect(core.state().session).toMatchObject({ kept: { account: { name: "Robin Vale" }, others: 1 } });
    await core.get("account/sign-out", undefined);
    expect(core.state().session).toEqual({ kind: "signed-out", because: "nobody" });
    expect(databasesIn(core.computer)).toEqual([]);
    expect(core.computer.vault.entries.size).toBe(0);
    expect(core.computer.settings.accounts()).toEqual({ current: null, others: [], toClear: [] });
  });
});

it("without a keychain, what was written waits in memory for the person to sign in again", async () => {
  const core = await startCore(createComputer({ keychain: false }));
  await work(core);
  await end(core);
  await core.get("account/sign-in", CREDENTIALS);
  expect(await draftFor(core, AMIR)).toBe("Half a thought");
  expect(core.provider.sent.map(({ body }) => body)).toEqual(["Waiting"]);
});
