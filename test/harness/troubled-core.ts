import { AppError } from "../../main/core/ports/app-error.ts";
import type { Gateway } from "../../main/core/ports/gateway.ts";
import type { MessageStore, MessageStoreProvider } from "../../main/core/ports/message-store.ts";
import { createMessageStores } from "../../main/storage/message-stores.ts";
import { type Computer, type CoreUnderTest, createCore } from "./start-core.ts";

/**
 * What happens at one step of a run, counted from 1. `death`: the process is killed before it, as by SIGKILL; nothing the
 * run does from then on reaches anybody. `full disk`: this one step fails, and the next ones do not.
 */
export type Trouble = { readonly kind: "death" | "full disk"; readonly atStep: number };

/** A run whose every step (a write to the store, its commit, a notice, a request to the provider) is counted. */
export type TroubledCore = CoreUnderTest & {
  /** Names of the steps so far; the last one is where the trouble came, once it has. */
  readonly steps: readonly string[];
  readonly isOver: () => boolean;
  /** What the system does for a process that was killed: its files are closed. */
  readonly bury: () => void;
};

const WRITES: ReadonlySet<PropertyKey> = new Set<keyof MessageStore>([
  "accepted",
  "beginNews",
  "awaitAway",
  "awayAnswered",
  "claimAway",
  "conversationWith",
  "discard",
  "endNews",
  "enqueue",
  "forgetAbsence",
  "handOver",
  "keepAbsence",
  "keepAwayGap",
  "keepDraft",
  "keepDraftFiles",
  "keepFact",
  "keepNews",
  "keepPerson",
  "markRead",
  "postponeNews",
  "readsTold",
  "redateAbsence",
  "remove",
  "requeue",
  "rewordAway",
  "save",
  "setStatus",
  "skipAway",
  "takeBack",
  "withdrawAway",
]);

/** A run of Tern on this computer, not started yet, with trouble ahead. */
export const createTroubledCore = (computer: Computer, trouble: Trouble): TroubledCore => {
  const steps: string[] = [];
  const opened: MessageStore[] = [];
  let isDead = false;
  const isOver = (): boolean => steps.length >= trouble.atStep;

  const alive = (): void => {
    if (isDead) throw new AppError("storage", "this run is dead", { about: "unreachable" });
  };
  const step = (name: string): void => {
    alive();
    steps.push(name);
    if (steps.length !== trouble.atStep) return;
    isDead = trouble.kind === "death";
    throw new AppError("storage", `no more: ${name}`, { about: "full" });
  };
  /** A step that needs no disk. */
  const stepElsewhere = (name: string): void => {
    if (trouble.kind === "death") step(name);
  };

  const atomically =
    (store: MessageStore): MessageStore["atomically"] =>
    (work) =>
      store.atomically(() => {
        const result = work();
        step("commit");
        return result;
      });
  const troubled = (store: MessageStore): MessageStore => {
    opened.push(store);
    const inOne = atomically(store);
    return new Proxy(store, {
      get: (target, name) => {
        const method: unknown = name === "atomically" ? inOne : Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return (...given: unknown[]): unknown => {
          if (name === "close" && isDead) return undefined;
          alive();
          if (WRITES.has(name)) step(String(name));
          return Reflect.apply(method, target, given);
        };
      },
    });
  };
  const real = createMessageStores(computer);
  const stores: MessageStoreProvider = { ...real, open: (account, key) => troubled(real.open(account, key)) };

  const troubledGateway = (gateway: Gateway): Gateway => ({
    ...gateway,
    send: async (text, onProgress) => {
      stepElsewhere("send");
      const record = await gateway.send(text, onProgress);
      stepElsewhere("answer to send");
      return record;
    },
    markRead: async (ids) => {
      stepElsewhere("mark read");
      await gateway.markRead(ids);
      stepElsewhere("answer to mark read");
    },
  });
  const { provider, clock } = computer;
  const core = createCore({
    ...computer,
    stores,
    provider: {
      ...provider,
      signIn: async (...given) => troubledGateway(await provider.signIn(...given)),
      resume: async (...given) => troubledGateway(await provider.resume(...given)),
    },
    clock: { ...clock, after: (ms, callback) => clock.after(ms, () => !isDead && callback()) },
  });
  const { show, withdraw } = core.notifier;
  const never = new Promise<never>(() => {});
  const notify = <Outcome>(name: string, work: () => Promise<Outcome>): Promise<Outcome> => {
    try {
      stepElsewhere(name);
    } catch {
      return never;
    }
    return work();
  };
  Object.assign(core.notifier, {
    show: (notice: Parameters<typeof show>[0]) => notify("show", () => show(notice)),
    withdraw: (id: Parameters<typeof withdraw>[0]) => notify("withdraw", () => withdraw(id)),
  });

  return {
    ...core,
    computer,
    steps,
    isOver,
    bury: () => {
      isDead = true;
      for (const store of opened) store.close();
    },
  };
};
