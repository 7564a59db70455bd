import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";

import { eventually } from "../harness/eventually.ts";
import { keyringPrograms, startKeyring, startSilentPrompter, type Keyring } from "../harness/keyring.ts";
import { skipWithout } from "../harness/missing-programs.ts";
import { startSessionBus, type SessionBus } from "../harness/session-bus.ts";
import type { VaultOrder, VaultReport } from "./use-vault.ts";

const report = z.object({
  kind: z.enum(["keychain", "memory-only"]),
  answers: z.array(z.unknown()),
  events: z.array(z.string()),
});

const privateSession = async (): Promise<SessionBus> => {
  const bus = await startSessionBus();
  onTestFinished(bus.close);
  return bus;
};

const keyringIn = async (bus: SessionBus): Promise<Keyring> => {
  const keyring = await startKeyring(bus);
  onTestFinished(keyring.close);
  return keyring;
};

/** Opens a vault in a process of its own and does these steps with it. */
const vaultIn = async (
  env: NodeJS.ProcessEnv,
  steps: VaultOrder["steps"],
  { service = "Tern", limitMs = 20_000 }: Partial<VaultOrder> = {},
): Promise<VaultReport> => {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const child = execFile(
    process.execPath,
    [join(import.meta.dirname, "use-vault.ts")],
    { env, timeout: 50_000 },
    (error, stdout, stderr) => (error ? reject(new Error(`${error.message}\n${stderr}`)) : resolve(stdout)),
  );
  child.stdin?.end(JSON.stringify({ service, limitMs, steps } satisfies VaultOrder));
  return report.parse(JSON.parse(await promise));
};

const [one, two] = ["0e0b7b8e-0000-4000-8000-000000000001", "0e0b7b8e-0000-4000-8000-000000000002"];

describe("the vault over a real keyring", () => {
  beforeEach(skipWithout(...keyringPrograms));

  it("keeps each secret as an entry of its own, for a second process too, until it is removed", async () => {
    const bus = await privateSession();
    await keyringIn(bus);
    const first = await vaultIn(bus.env, [
      ["read", one, "token"],
      ["write", one, "token", "first token"],
      ["write", one, "token", "rotated token"],
      ["write", one, "client-secret", "a secret"],
      ["write", one, "jwt", "a jwt with ü"],
      ["write", two, "token", "somebody else's"],
    ]);
    expect(first).toEqual({ kind: "keychain", answers: [null, null, null, null, null, null], events: [] });
    const second = await vaultIn(bus.env, [
      ["read", one, "token"],
      ["read", one, "client-secret"],
      ["read", one, "jwt"],
      ["read", one, "database-key"],
      ["remove", one, "token"],
      ["remove", one, "token"],
      ["read", one, "token"],
      ["read", one, "client-secret"],
      ["read", two, "token"],
    ]);
    expect(second.answers).toEqual([
      "rotated token",
      "a secret",
      "a jwt with ü",
      null,
      null,
      null,
      null,
      "a secret",
      "somebody else's",
    ]);
  });

  it("finds them again after the keyring itself was restarted, and leaves nothing readable in its files", async () => {
    const bus = await privateSession();
    const keyring = await startKeyring(bus);
    await vaultIn(bus.env, [["write", one, "jwt", "a jwt nobody reads"]]);
    await keyring.close();
    await keyringIn(bus);
    expect((await vaultIn(bus.env, [["read", one, "jwt"]])).answers).toEqual(["a jwt nobody reads"]);
    const folder = join(bus.folder, "data", "keyrings");
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    expect(files.length).toBeGreaterThan(0);
    expect(files.some((bytes) => bytes.includes("a jwt nobody reads"))).toBe(false);
  });

  it("holds a value as long as a token gets", async () => {
    const bus = await privateSession();
    await keyringIn(bus);
    const long = "x".repeat(2_500);
    const { answers } = await vaultIn(bus.env, [
      ["write", one, "token", long],
      ["read", one, "token"],
    ]);
    expect(answers).toEqual([null, long]);
  });

  it("does not see another service's entries", async () => {
    const bus = await privateSession();
    await keyringIn(bus);
    await vaultIn(bus.env, [["write", one, "token", "of another"]], { service: "Tern of a test" });
    expect((await vaultIn(bus.env, [["read", one, "token"]])).answers).toEqual([null]);
  });

  it("leaves no probe behind", async () => {
    const bus = await privateSession();
    await keyringIn(bus);
    await vaultIn(bus.env, [["write", one, "jwt", "the only one"]]);
    const { stdout } = await new Promise<{ stdout: string }>((resolve, reject) => {
      execFile(
        process.execPath,
        [
          "--input-type=module",
          "--eval",
          `import { findCredentials } from "@napi-rs/keyring"; console.log(JSON.stringify(findCredentials("Tern")));`,
        ],
        { env: bus.env },
        (error, stdout) => (error ? reject(error) : resolve({ stdout })),
      );
    });
    expect(JSON.parse(stdout)).toEqual([{ account: `${one}/jwt`, password: "the only one" }]);
  });

  it("holds a whole token, the old or the new one, whenever Tern is killed while it is replaced", async () => {
    const bus = await privateSession();
    await keyringIn(bus);
    const tokenOf = (count: number): string => `${count} `.repeat(500);
    const steps = Array.from({ length: 2_000 }, (_, count): VaultOrder["steps"][number] => [
      "write",
      one,
      "token",
      tokenOf(count),
    ]);
    const writer = execFile(process.execPath, [join(import.meta.dirname, "use-vault.ts")], { env: bus.env });
    const ended = new Promise((resolve) => writer.once("exit", resolve));
    writer.stdin?.end(JSON.stringify({ service: "Tern", limitMs: 20_000, steps } satisfies VaultOrder));
    const read = async (): Promise<string> => {
      const { answers } = await vaultIn(bus.env, [["read", one, "token"]]);
      return String(answers[0]);
    };
    await eventually(async () => expect(await read()).not.toBe("null"));
    writer.kill("SIGKILL");
    await ended;
    const token = await read();
    expect(token).toBe(tokenOf(Number.parseInt(token, 10)));
  });

  it("says that the keychain refused when it stops answering, and works again when it does", async () => {
    const bus = await privateSession();
    const { pid } = await keyringIn(bus);
    const { kind, answers } = await vaultIn(
      bus.env,
      [
        ["write", one, "token", "kept"],
        ["stop", pid],
        ["read", one, "token"],
        ["go", pid],
        ["read", one, "token"],
      ],
      { limitMs: 2_000 },
    );
    expect(kind).toBe("keychain");
    expect(answers).toEqual([
      null,
      true,
      { code: "storage", message: "the keychain refused", about: "keychain" },
      true,
      "kept",
    ]);
  });

  it("says that the keychain refused when it is locked meanwhile and nobody types its password; Tern can quit", async () => {
    const bus = await privateSession();
    await keyringIn(bus);
    const prompter = await startSilentPrompter(bus);
    onTestFinished(prompter.close);
    const { kind, answers } = await vaultIn(
      bus.env,
      [["write", one, "token", "kept"], ["lock"], ["read", one, "token"], ["write", one, "token", "rotated"]],
      { limitMs: 1_000 },
    );
    const refused = { code: "storage", message: "the keychain refused", about: "keychain" };
    expect([kind, ...answers]).toEqual(["keychain", null, refused, refused]);
    expect(prompter.asked()).toBeGreaterThan(0);
  });
});

describe("the vault without a keychain", () => {
  beforeEach(skipWithout(...keyringPrograms));

  const steps: VaultOrder["steps"] = [
    ["write", one, "token", "for now"],
    ["read", one, "token"],
    ["read", two, "token"],
    ["remove", one, "token"],
    ["read", one, "token"],
  ];
  const inMemory: VaultReport = {
    kind: "memory-only",
    answers: [null, "for now", null, null, null],
    events: ["keychain/unavailable"],
  };

  it("says so, where there is no bus at all, and keeps secrets in memory", async () => {
    const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: "unix:path=/nonexistent/bus" };
    expect(await vaultIn(env, steps)).toEqual(inMemory);
  });

  it("says so, where a bus has no keyring, and keeps them until the process ends only", async () => {
    const bus = await privateSession();
    expect(await vaultIn(bus.env, steps)).toEqual(inMemory);
    expect((await vaultIn(bus.env, [["read", one, "token"]])).answers).toEqual([null]);
  });

  it("does not wait for ever for one that does not answer", async () => {
    const bus = await privateSession();
    const { pid } = await keyringIn(bus);
    process.kill(pid, "SIGSTOP");
    onTestFinished(() => void process.kill(pid, "SIGCONT"));
    expect(await vaultIn(bus.env, steps, { limitMs: 1_000 })).toEqual(inMemory);
  });

  it("does not wait for ever for somebody to type the password of a locked one", async () => {
    const bus = await privateSession();
    const keyring = await startKeyring(bus);
    await vaultIn(bus.env, [["write", one, "jwt", "locked away"]]);
    await keyring.close();
    const prompter = await startSilentPrompter(bus);
    onTestFinished(prompter.close);
    const locked = await startKeyring(bus, "locked");
    onTestFinished(locked.close);
    expect(await vaultIn(bus.env, steps, { limitMs: 1_000 })).toEqual(inMemory);
    expect(prompter.asked()).toBe(1);
  });

  it("says so where a locked one has no way to ask for its password", async () => {
    const bus = await privateSession();
    const keyring = await startKeyring(bus);
    await vaultIn(bus.env, [["write", one, "jwt", "locked away"]]);
    await keyring.close();
    const locked = await startKeyring(bus, "locked");
    onTestFinished(locked.close);
    expect(await vaultIn(bus.env, steps)).toEqual(inMemory);
  });
});
