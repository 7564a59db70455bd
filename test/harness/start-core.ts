import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { RequestSender } from "../../preload/contract/handlers.ts";
import type { ConversationId, TextView } from "../../preload/contract/model.ts";
import type { Answer, Argument, Credentials, RequestName } from "../../preload/contract/requests.ts";
import type { Result } from "../../preload/contract/result.ts";
import type { AppState } from "../../preload/contract/state.ts";
import { createApp, type App } from "../../main/app.ts";
import type { MessageStoreProvider } from "../../main/core/ports/message-store.ts";
import type { IntentClassifier } from "../../main/core/ports/intents.ts";
import type { Randomness, SettingsStore } from "../../main/core/ports/system.ts";
import { createMessageStores } from "../../main/storage/message-stores.ts";
import { createCountingRandomness } from "./counting-randomness.ts";
import {
  createFakeDesktop,
  createFakeNotifier,
  createFakeSystemQuiet,
  type FakeDesktop,
  type FakeNotifier,
  type FakeSystemQuiet,
} from "./fake-desktop.ts";
import { createFakeProvider, type FakeProvider } from "./fake-gateway.ts";
import { createFakeVault, type FakeVault } from "./fake-vault.ts";
import { createHandClock, settled, type HandClock } from "./hand-clock.ts";
import { createSettingsInMemory } from "./settings-in-memory.ts";
import { createKeepingLog } from "./keeping-log.ts";
import { createTimeZones } from "../../main/time-zones/time-zones.ts";
import { localPorts } from "./local-ports.ts";

export const CREDENTIALS: Credentials = {
  server: "https://platform.ringcentral.example",
  clientId: "client",
  clientSecret: "secret",
  jwt: "jwt",
};

/** What outlives a run of Tern: keychain, settings, files, the provider and time. */
export type Computer = {
  readonly vault: FakeVault;
  readonly settings: SettingsStore;
  readonly folder: string;
  readonly provider: FakeProvider;
  readonly clock: HandClock;
  readonly randomness: Randomness;
  /** Instead of the real ones in `folder`. */
  readonly stores?: MessageStoreProvider;
  /** One that tells of each change, if not given. */
  readonly systemQuiet?: FakeSystemQuiet;
  readonly intents?: IntentClassifier;
};

/** The whole core in front of a fake provider and a fake desktop, with the real message store. */
export type CoreUnderTest = {
  readonly app: App;
  readonly computer: Computer;
  readonly provider: FakeProvider;
  readonly clock: HandClock;
  readonly desktop: FakeDesktop;
  readonly notifier: FakeNotifier;
  readonly systemQuiet: FakeSystemQuiet;
  readonly log: ReturnType<typeof createKeepingLog>;
  readonly state: () => AppState;
  /** Asks as a window would, then lets everything settle. */
  readonly ask: <Name extends RequestName>(
    name: Name,
    argument: Argument<Name>,
    sender?: RequestSender,
  ) => Promise<Result<Answer<Name>>>;
  /** As `ask`, for what must not fail. */
  readonly get: <Name extends RequestName>(name: Name, argument: Argument<Name>) => Promise<Answer<Name>>;
  readonly thread: (id: ConversationId) => Promise<readonly TextView[]>;
  /** The conversation with this address; throws if there is none. */
  readonly conversationWith: (...addresses: readonly string[]) => Promise<ConversationId>;
};

export const createComputer = ({ keychain = true }: { readonly keychain?: boolean } = {}): Computer => {
  const folder = mkdtempSync(join(tmpdir(), "tern-core-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const clock = createHandClock();
  return {
    folder,
    clock,
    randomness: createCountingRandomness(),
    provider: createFakeProvider(clock),
    vault: createFakeVault(keychain ? "keychain" : "memory-only"),
    settings: createSettingsInMemory(),
  };
};

export const someWindow = (windowId: number): RequestSender => ({ windowId, close: () => {}, fit: () => {} });

/** A run of Tern on this computer, not started yet. */
export const createCore = (computer: Computer): CoreUnderTest => {
  const { clock, provider, vault, settings, folder, randomness } = computer;
  const [desktop, notifier, log] = [createFakeDesktop(), createFakeNotifier(), createKeepingLog()];
  const systemQuiet = computer.systemQuiet ?? createFakeSystemQuiet();
  const app = createApp({
    gateways: provider,
    vault,
    stores: computer.stores ?? createMessageStores({ folder, randomness }),
    notifier,
    desktop,
    settings,
    ...localPorts(),
    ...(computer.intents === undefined ? {} : { intents: computer.intents }),
    systemQuiet,
    // The hand clock's days are UTC's.
    zones: { ...createTimeZones(), here: () => "UTC" },
    clock,
    randomness,
    log,
    suggestedServer: null,
  });
  onTestFinished(() => app.quit());

  const ask: CoreUnderTest["ask"] = async (name, argument, sender = someWindow(1)) => {
    const result = await app.handlers[name](argument, sender);
    await clock.turn(0);
    return result;
  };
  const get: CoreUnderTest["get"] = async (name, argument) => {
    const result = await ask(name, argument);
    if (!result.ok) throw new Error(`${name} failed: ${result.failure.code}`);
    return result.value;
  };

  let state: AppState | null = null;
  return {
    app,
    computer,
    provider,
    clock,
    desktop,
    notifier,
    systemQuiet,
    log,
    ask,
    get,
    state: () => {
      const told = desktop.events.findLast((event) => event.name === "state/changed");
      state = told !== undefined && "revision" in told.payload ? told.payload : state;
      if (state === null) throw new Error("no state was told yet");
      return state;
    },
    thread: async (conversationId) => (await get("thread/read", { conversationId, before: null, limit: 50 })).texts,
    conversationWith: async (...addresses) => {
      const list = await get("conversations/list", { before: null, limit: 50 });
      const wanted = addresses.toSorted().join();
      const found = list.find(
        ({ others }) =>
          others
            .map(({ address }) => address)
            .toSorted()
            .join() === wanted,
      );
      if (found === undefined) throw new Error("no such conversation");
      return found.id;
    },
  };
};

/** Somebody is signed in and everything is quiet. */
export const startCore = async (computer: Computer = createComputer()): Promise<CoreUnderTest> => {
  const core = createCore(computer);
  await core.app.start(CREDENTIALS);
  await core.clock.turn(0);
  await settled();
  return core;
};
