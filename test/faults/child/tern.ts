import { join } from "node:path";
import { createApp } from "../../../main/app.ts";
import { redact, redactText } from "../../../main/core/log-redaction.ts";
import type { MessageStore } from "../../../main/core/ports/message-store.ts";
import type { Log } from "../../../main/core/ports/system.ts";
import { createLog } from "../../../main/desktop/log.ts";
import { createRandomness } from "../../../main/desktop/randomness.ts";
import { createRingCentral } from "../../../main/ringcentral/provider.ts";
import { createMessageStores } from "../../../main/storage/message-stores.ts";
import type { RequestName } from "../../../preload/contract/requests.ts";
import type { RequestSender } from "../../../preload/contract/handlers.ts";
import type { Result } from "../../../preload/contract/result.ts";
import { createFakeDesktop } from "../../harness/fake-desktop.ts";
import { placesIn } from "../places.ts";
import { type FromTern, type Life, type ToTern, toTernFrom } from "../protocol.ts";
import { contentsOf } from "../store-contents.ts";
import { broken } from "./breakages.ts";
import { createKeychainFolder, createLimitsFile, createSettingsFile } from "./kept-files.ts";
import { createNoticeFile } from "./notice-file.ts";
import { createObserver, type Observe } from "./observer.ts";
import { createSpedClock } from "./sped-clock.ts";
import { watchForStalls } from "./stalls.ts";
import { steppedGateways, steppedNotifier, steppedSettings, steppedStores, steppedVault } from "./stepped-ports.ts";
import { createSteps } from "./steps.ts";
import { localPorts } from "../../harness/local-ports.ts";

/**
 * A process that is Tern: all of it but its windows, over the real SDKs and the real database, on the pretend computer of
 * its harness. The harness speaks to it over the pipe between them (protocol.ts); it ends when the pipe does.
 */
const theWindow: RequestSender = { windowId: 1, close: () => undefined, fit: () => undefined };

/** The profile's own log, as Tern writes it, and every line to the harness. */
const createLogs = (folder: string, observe: Observe): Log => {
  const log = createLog({ folder, redaction: { fields: redact, text: redactText }, toConsole: false });
  const both =
    (level: "info" | "warn" | "error"): Log["error"] =>
    (event, fields = {}, error) => {
      observe({
        kind: "log",
        level,
        event,
        fields,
        error: error instanceof Error ? (error.stack ?? error.name) : null,
      });
      log[level](event, fields, error);
    };
  return { info: both("info"), warn: both("warn"), error: both("error") };
};

/** Builds Tern on its computer; answers what becomes of what the harness says. */
const build = ({ run, folder, time, dieAtStep, breakage, credentials }: Life, say: (message: FromTern) => void) => {
  const places = placesIn(folder);
  const clock = createSpedClock(places.clock, time);
  const observe = createObserver(places.observed, run, clock.truth);
  watchForStalls({ now: clock.truth, speed: time.speed }, (since) => observe({ kind: "stalled", since }));
  const steps = createSteps(observe);
  steps.dieAt(dieAtStep);
  const randomness = createRandomness();
  const log = createLogs(join(places.profile, "logs"), observe);
  const { notifier, act } = createNoticeFile(places.notices, run, clock.truth);
  let store: MessageStore | null = null;

  const stores = createMessageStores({ folder: places.profile, randomness });
  const ports = broken(
    {
      gateways: createRingCentral({ clock, randomness, log, limitsStore: createLimitsFile(places.limits) }),
      stores,
      vault: createKeychainFolder(places.keychain, (value) => observe({ kind: "secret", value })),
      notifier,
      desktop: {
        ...createFakeDesktop(),
        broadcast: (_name, payload) => {
          if (!("session" in payload)) return;
          const { session, connection } = payload;
          observe({ kind: "connection", state: connection.kind });
          observe({
            kind: "session",
            state: session.kind,
            because: session.kind === "signed-out" ? session.because : null,
          });
        },
      },
      settings: createSettingsFile(places.settings),
      ...localPorts(),
      clock,
      randomness,
      log,
      suggestedServer: null,
    },
    breakage,
    places.profile,
  );
  const app = createApp({
    ...ports,
    gateways: steppedGateways(ports.gateways, steps),
    stores: steppedStores(ports.stores, steps, observe, (opened) => {
      store = opened;
    }),
    vault: steppedVault(ports.vault, steps),
    notifier: steppedNotifier(ports.notifier, steps),
    settings: steppedSettings(ports.settings, steps),
  });

  const ask = async (name: RequestName, argument: unknown): Promise<Result<unknown>> => {
    // The harness is of one make with this: what it asks for has the shape of the contract.
    const handler = app.handlers[name] as (given: unknown, sender: RequestSender) => Promise<Result<unknown>>;
    return handler(argument, theWindow);
  };

  const hear = async (message: Exclude<ToTern, { readonly kind: "begin" }>): Promise<void> => {
    switch (message.kind) {
      case "ask":
        say({ kind: "answer", id: message.id, result: await ask(message.name, message.argument) });
        break;
      case "look":
        say({ kind: "looked", id: message.id, contents: store === null ? null : contentsOf(store) });
        break;
      case "show":
        say({ kind: "answer", id: message.id, result: await app.attachment(message.textId, message.attachmentId) });
        break;
      case "act":
        act(message.act);
        break;
      case "wake":
        app.wake();
        break;
      case "leapt":
        clock.rearm();
        break;
      case "die-at":
        steps.dieAt(message.death);
        break;
      case "quit":
        await app.quit();
        process.exit(0);
        break;
      default:
        throw new Error("not a message of the harness");
    }
  };
  return { start: () => app.start(credentials), hear };
};

let tern: ReturnType<typeof build> | null = null;

const hear = async (message: ToTern): Promise<void> => {
  if (message.kind !== "begin") return tern?.hear(message);
  tern = build(message.life, (answer) => void process.send?.(answer));
  return tern.start();
};

// A rejection ends the process, as a bug ends Tern.
process.on("message", (message) => void hear(toTernFrom(message)));
// Whoever started it is gone.
process.on("disconnect", () => process.exit(0));
