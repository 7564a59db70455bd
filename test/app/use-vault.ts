import { text } from "node:stream/consumers";

import { openVault } from "../../main/keychain/vault.ts";
import type { SecretKind } from "../../main/core/ports/vault.ts";
import { failureFrom } from "../../main/core/ports/app-error.ts";
import { lockKeyring } from "../harness/keyring.ts";
import { createKeepingLog } from "../harness/keeping-log.ts";

/**
 * What to do with the vault, one after the other. `stop` and `go` hold and release a process (the keyring's), `lock`
 * locks the keyring.
 */
export type VaultStep =
  | readonly ["read", account: string, secret: SecretKind]
  | readonly ["remove", account: string, secret: SecretKind]
  | readonly ["write", account: string, secret: SecretKind, value: string]
  | readonly ["stop", pid: number]
  | readonly ["go", pid: number]
  | readonly ["lock"];

export type VaultOrder = { readonly service: string; readonly limitMs: number; readonly steps: readonly VaultStep[] };

export type VaultReport = {
  readonly kind: "keychain" | "memory-only";
  /** For each step but `lock` what it gave: a value, null, or a failure. */
  readonly answers: readonly unknown[];
  readonly events: readonly string[];
};

/**
 * Run as a process of its own, since the keychain library finds its bus by the environment: reads a VaultOrder from
 * stdin, writes a VaultReport to stdout. Secrets of the tests come by stdin, as Tern's never come by argv.
 */
const main = async (): Promise<void> => {
  const { service, limitMs, steps }: VaultOrder = JSON.parse(await text(process.stdin));
  const log = createKeepingLog();
  const vault = await openVault({ log, service, limitMs });
  const answers: unknown[] = [];
  for (const step of steps) {
    try {
      if (step[0] === "write") answers.push((await vault.write(step[1], step[2], step[3])) ?? null);
      else if (step[0] === "read") answers.push(await vault.read(step[1], step[2]));
      else if (step[0] === "remove") answers.push((await vault.remove(step[1], step[2])) ?? null);
      else if (step[0] === "lock") await lockKeyring(process.env["DBUS_SESSION_BUS_ADDRESS"] ?? "");
      else answers.push(process.kill(step[1], step[0] === "stop" ? "SIGSTOP" : "SIGCONT"));
    } catch (error) {
      answers.push(failureFrom(error));
    }
  }
  const report: VaultReport = { kind: vault.kind, answers, events: log.lines.map(({ event }) => event) };
  process.stdout.write(JSON.stringify(report));
};

if (process.argv[1] === import.meta.filename) await main();
