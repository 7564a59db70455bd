import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { ConversationId, TextView } from "../../preload/contract/model.ts";
import type { Answer, Argument, Credentials, RequestName } from "../../preload/contract/requests.ts";
import type { Result } from "../../preload/contract/result.ts";
import type { AppState } from "../../preload/contract/state.ts";
import { createApp, type App } from "../../main/app.ts";
import type { LimitsStore } from "../../main/core/ports/gateway.ts";
import type { Clock, SettingsStore } from "../../main/core/ports/system.ts";
import { createClock } from "../../main/desktop/clock.ts";
import { createRandomness } from "../../main/desktop/randomness.ts";
import { createRingCentral } from "../../main/ringcentral/provider.ts";
import { createMessageStores } from "../../main/storage/message-stores.ts";
import { controlOf, type Control } from "../ringcentral/control-client.ts";
import type { Inbound } from "../ringcentral/outside.ts";
import { type LocalRingCentral, startRingCentral } from "../ringcentral/server.ts";
import { eventually } from "./eventually.ts";
import { createFakeDesktop, createFakeNotifier, type FakeDesktop, type FakeNotifier } from "./fake-desktop.ts";
import { createFakeVault, type FakeVault } from "./fake-vault.ts";
import { createSettingsInMemory } from "./settings-in-memory.ts";
import { createLimitsInMemory } from "./limits-in-memory.ts";
import { createKeepingLog, type LogLine } from "./keeping-log.ts";
import { someWindow } from "./start-core.ts";
import { localPorts } from "./local-ports.ts";

/** What outlives a run of Tern, and the RingCentral it talks to. */
export type Surroundings = {
  readonly server: LocalRingCentral;
  readonly vault: FakeVault;
  readonly settings: SettingsStore;
  readonly limits: LimitsStore;
  readonly folder: string;
  readonly credentials: Credentials;
  /** A text arrives at RingCentral for the person. */
  readonly textFrom: (from: string, text: string, more?: Partial<Inbound>) => Promise<void>;
  /** Everything else that happens at RingCentral. */
  readonly control: Control;
} & Pick<Control, "messages" | "requests" | "faults">;

/** All of Tern but the windows: real SDKs against the local RingCentral, a real database, a fake desktop and keychain. */
export type RunningApp = {
  readonly app: App;
  readonly desktop: FakeDesktop;
  readonly notifier: FakeNotifier;
  readonly log: { readonly lines: readonly LogLine[] };
  readonly ask: <Name extends RequestName>(name: Name, argument: Argument<Name>) => Promise<Result<Answer<Name>>>;
  readonly get: <Name extends RequestName>(name: Name, argument: Argument<Name>) => Promise<Answer<Name>>;
  readonly state: () => Promise<AppState>;
  readonly conversationWith: (address: string) => Promise<ConversationId>;
  readonly thread: (address: string) => Promise<readonly TextView[]>;
  /** Words and status of every text with this address. */
  readonly lines: (address: string) => Promise<readonly string[]>;
};

export const createSurroundings = async (): Promise<Surroundings> => {
  const server = await startRingCentral();
  onTestFinished(() => server.close());
  const folder = mkdtempSync(join(tmpdir(), "tern-app-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [person] = server.users;
  const [own] = person?.phoneNumbers ?? [];
  if (person === undefined || own === undefined) throw new Error("nobody works here");

  const control = controlOf(server.control);
  const { messages, requests, faults, inbound } = control;
  return {
    server,
    folder,
    vault: createFakeVault(),
    settings: createSettingsInMemory(),
    limits: createLimitsInMemory(),
    credentials: {
      server: server.server,
      clientId: server.clientId,
      clientSecret: server.clientSecret,
      jwt: person.jwt,
    },
    control,
    messages,
    requests,
    faults,
    textFrom: async (from, text, more = {}) => void (await inbound({ from, to: own, text, ...more })),
  };
};

/**
 * A run of Tern, not started yet. It quits when the test ends. Its clock is the computer's unless another is given: then the
 * runs of a test follow each other in moments, and each begins as if a minute had passed, with no rate limit left over.
 */
export const createRun = ({ vault, settings, limits, folder }: Surroundings, given?: Clock): RunningApp => {
  const clock = given ?? createClock();
  const limitsStore = given === undefined ? createLimitsInMemory() : limits;
  const [randomness, log] = [createRandomness(), createKeepingLog()];
  const [desktop, notifier] = [createFakeDesktop(), createFakeNotifier()];
  const app = createApp({
    gateways: createRingCentral({ clock, randomness, log, limitsStore }),
    stores: createMessageStores({ folder, randomness }),
    ...localPorts(),
    suggestedServer: null,
    vault,
    settings,
    desktop,
    notifier,
    clock,
    randomness,
    log,
  });
  onTestFinished(() => app.quit());

  const ask: RunningApp["ask"] = (name, argument) => app.handlers[name](argument, someWindow(1));
  const get: RunningApp["get"] = async (name, argument) => {
    const result = await ask(name, argument);
    if (!result.ok) throw new Error(`${name} failed: ${result.failure.code}`);
    return result.value;
  };
  const conversationWith: RunningApp["conversationWith"] = async (address) => {
    const list = await get("conversations/list", { before: null, limit: 50 });
    const found = list.find(({ others }) => others.length === 1 && others[0]?.address === address);
    if (found === undefined) throw new Error("no such conversation");
    return found.id;
  };
  const thread: RunningApp["thread"] = async (address) => {
    const conversationId = await conversationWith(address);
    return (await get("thread/read", { conversationId, before: null, limit: 50 })).texts;
  };
  return {
    app,
    desktop,
    notifier,
    log,
    ask,
    get,
    state: () => get("state/read", undefined),
    conversationWith,
    thread,
    lines: async (address) => (await thread(address)).map(({ body, status }) => `${body}: ${status}`),
  };
};

/** Signed in and live. */
export const startApp = async (surroundings: Surroundings): Promise<RunningApp> => {
  const run = createRun(surroundings);
  await run.app.start(surroundings.credentials);
  await eventually(async () => {
    const { session, connection } = await run.state();
    if (session.kind !== "signed-in" || connection.kind !== "live")
      throw new Error(`${session.kind}, ${connection.kind}`);
  });
  return run;
};
