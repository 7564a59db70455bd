import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AMIR, JANE, PROFILE } from "../../harness/fake-gateway.ts";
import { settled } from "../../harness/hand-clock.ts";
import {
  type Computer,
  createComputer,
  createCore,
  type CoreUnderTest,
  CREDENTIALS,
} from "../../harness/start-core.ts";
import { accountIn, computerWithWork, databasesIn, draftFor, linesWith, nextRun } from "./fixture.ts";
import { createMortalComputer } from "./mortal-computer.ts";

const ROBIN = { ...PROFILE, userId: "999", name: "Robin Vale" };

type Act = (core: CoreUnderTest) => Promise<unknown>;
const signIn: Act = ({ ask }) => ask("account/sign-in", CREDENTIALS);
const signOut: Act = ({ ask }) => ask("account/sign-out", undefined);

/**
 * Does it once for each change of what is kept that it makes, and dies there, each time on a computer of its own. Then
 * `check` looks at the computer.
 */
const dyingEverywhere = async (
  prepare: () => Promise<Computer>,
  act: Act,
  check: (computer: Computer, where: string) => Promise<void>,
): Promise<void> => {
  const run = async (computer: Computer, deathAt: number): Promise<number> => {
    const mortal = createMortalComputer(computer, deathAt);
    const core = createCore(mortal);
    await core.app.start().catch(() => undefined);
    await act(core);
    await settled();
    return mortal.steps();
  };
  const steps = await run(await prepare(), Infinity);
  expect(steps).toBeGreaterThan(1);
  for (let deathAt = 0; deathAt <= steps; deathAt += 1) {
    const computer = await prepare();
    await run(computer, deathAt);
    await check(computer, `after ${deathAt} of ${steps} changes`);
  }
};

/** What is kept, by what each is named after. */
const kept = ({ settings, vault, folder }: Computer) => ({
  toClear: settings.accounts().toClear,
  secrets: [...vault.entries.keys()].toSorted(),
  files: readdirSync(folder),
});
const nothing = { toClear: [], secrets: [], files: [] };

const SECRETS = ["client-secret", "database-key", "jwt", "token"];

describe("a run that is killed at any moment", { timeout: 60_000 }, () => {
  it("of a sign-in is followed by one that is signed in, or asks to sign in and keeps nothing", async () => {
    const seen = new Set<string>();
    const check = async (computer: Computer, where: string): Promise<void> => {
      const core = await nextRun(computer);
      const { session } = await core.get("state/read", undefined);
      seen.add(session.kind);
      if (session.kind === "signed-in") {
        const id = accountIn(computer);
        const { secrets, toClear } = kept(computer);
        expect([where, secrets, toClear]).toEqual([where, SECRETS.map((secret) => `${id}/${secret}`), []]);
        expect(databasesIn(computer)).toEqual([`${id}.db`]);
      } else {
        expect([where, session, kept(computer)]).toEqual([where, { kind: "signed-out", because: "nobody" }, nothing]);
      }
    };
    await dyingEverywhere(async () => createComputer(), signIn, check);
    expect(seen).toEqual(new Set(["signed-in", "signed-out"]));
  });

  it("of signing out is followed by one that is signed in with everything, or has forgotten everything", async () => {
    const seen = new Set<string>();
    const check = async (computer: Computer, where: string): Promise<void> => {
      const core = await nextRun(computer);
      const { session } = await core.get("state/read", undefined);
      seen.add(session.kind);
      if (session.kind === "signed-in") {
        expect([where, await draftFor(core, AMIR)]).toEqual([where, "Half a thought"]);
      } else {
        expect([where, session, kept(computer)]).toEqual([where, { kind: "signed-out", because: "nobody" }, nothing]);
      }
    };
    await dyingEverywhere(computerWithWork, signOut, check);
    expect(seen).toEqual(new Set(["signed-in", "signed-out"]));
  });

  it("of signing in again loses nothing that the person wrote", async () => {
    const check = async (computer: Computer, where: string): Promise<void> => {
      const core = await nextRun(computer);
      const { session } = await core.get("state/read", undefined);
      if (session.kind !== "signed-in") await core.get("account/sign-in", CREDENTIALS);
      await core.clock.turn(60_000);
      expect([where, await draftFor(core, AMIR), await linesWith(core, JANE)]).toEqual([
        where,
        "Half a thought",
        ["Before: received", "Waiting: accepted"],
      ]);
      expect(core.provider.sent).toHaveLength(1);
      expect(databasesIn(computer)).toHaveLength(1);
    };
    const prepare = async (): Promise<Computer> => {
      const computer = await computerWithWork();
      await computer.vault.remove(accountIn(computer), "jwt");
      return computer;
    };
    await dyingEverywhere(prepare, signIn, check);
  });

  it("of somebody else's sign-in leaves the first person's texts to the first person", async () => {
    const check = async (computer: Computer, where: string): Promise<void> => {
      const core = await nextRun(computer);
      const { session } = await core.get("state/read", undefined);
      if (session.kind === "signed-in") {
        expect([where, session.account.name]).toEqual([where, "Robin Vale"]);
        await core.get("account/sign-out", undefined);
      }
      expect([where, core.provider.sent]).toEqual([where, []]);
      core.provider.person.profile = PROFILE;
      await core.get("account/sign-in", CREDENTIALS);
      await core.clock.turn(60_000);
      expect([where, await draftFor(core, AMIR), core.provider.sent.length]).toEqual([where, "Half a thought", 1]);
      const id = accountIn(computer);
      expect([where, kept(computer).secrets]).toEqual([where, SECRETS.map((secret) => `${id}/${secret}`)]);
      expect(databasesIn(computer)).toEqual([`${id}.db`]);
    };
    const prepare = async (): Promise<Computer> => {
      const computer = await computerWithWork();
      await computer.vault.remove(accountIn(computer), "jwt");
      computer.provider.person.profile = ROBIN;
      return computer;
    };
    await dyingEverywhere(prepare, signIn, check);
  });

  it("of building a database anew is followed by one that has it", async () => {
    const check = async (computer: Computer, where: string): Promise<void> => {
      const core = await nextRun(computer);
      const { session } = core.state();
      expect([where, session.kind, await linesWith(core, JANE)]).toEqual([where, "signed-in", ["Before: received"]]);
      expect(databasesIn(computer)).toHaveLength(2);
    };
    const prepare = async (): Promise<Computer> => {
      const computer = await computerWithWork();
      await computer.vault.remove(accountIn(computer), "database-key");
      return computer;
    };
    await dyingEverywhere(prepare, async () => {}, check);
  });
});
