import { AppError } from "../../../main/core/ports/app-error.ts";
import type { MessageStoreProvider } from "../../../main/core/ports/message-store.ts";
import { createMessageStores } from "../../../main/storage/message-stores.ts";
import type { Computer } from "../../harness/start-core.ts";

/** A computer that a run of Tern dies on. */
export type MortalComputer = Computer & {
  /** How often what is kept was changed. */
  readonly steps: () => number;
};

/**
 * The same computer, for a run of Tern that is killed right after its `deathAt`-th change of what is kept (keychain,
 * settings, database files), counted from 1; 0: before any. From then on nothing that the run does there has any effect.
 */
export const createMortalComputer = (computer: Computer, deathAt: number): MortalComputer => {
  const { vault, settings } = computer;
  const stores: MessageStoreProvider = computer.stores ?? createMessageStores(computer);
  let steps = 0;
  let isDead = false;

  const die = (): never => {
    isDead = true;
    throw new AppError("storage", "this run is dead");
  };
  const change = <T>(work: () => T): T => {
    if (isDead || deathAt === 0) die();
    steps += 1;
    const made = work();
    if (steps === deathAt) die();
    return made;
  };
  const look = <T>(work: () => T): T => (isDead ? die() : work());

  return {
    ...computer,
    steps: () => steps,
    vault: {
      ...vault,
      read: async (account, secret) => look(() => vault.read(account, secret)),
      write: async (account, secret, value) => change(() => vault.write(account, secret, value)),
      remove: async (account, secret) => change(() => vault.remove(account, secret)),
    },
    settings: {
      ...settings,
      keepAccounts: (accounts) => change(() => settings.keepAccounts(accounts)),
    },
    stores: {
      open: (account, key) => change(() => stores.open(account, key)),
      rebuild: (...given) => change(() => stores.rebuild(...given)),
      erase: (account) => change(() => stores.erase(account)),
    },
  };
};
