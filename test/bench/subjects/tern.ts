import { createLimitsInMemory } from "../../harness/limits-in-memory.ts";
import { createApp } from "../../../main/app.ts";
import { USUAL_RULES } from "../../../main/core/away/away-rules.ts";
import { createClock } from "../../../main/desktop/clock.ts";
import { createRandomness } from "../../../main/desktop/randomness.ts";
import { createRingCentral } from "../../../main/ringcentral/provider.ts";
import { createMessageStores } from "../../../main/storage/message-stores.ts";
import { createKeychainFolder, createSettingsFile } from "../../faults/child/kept-files.ts";
import { makePlaces } from "../../faults/places.ts";
import { createFakeDesktop } from "../../harness/fake-desktop.ts";
import { AWAY_LIMITS } from "../../../preload/contract/limits.ts";
import { moment } from "../moment.ts";
import type { FromSubject, ToSubject } from "../subject-words.ts";
import { localPorts } from "../../harness/local-ports.ts";

/** A process that is all of Tern but its windows, over the real SDKs and the real database. */
const say = (message: FromSubject): void => void process.send?.(message);
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const asManyAsCanBe = { ...USUAL_RULES, perMinute: AWAY_LIMITS.perMinute.most };
const theWindow = { windowId: 1, close: () => undefined, fit: () => undefined };

const build = ({ folder, credentials }: Extract<ToSubject, { kind: "begin" }>) => {
  const places = makePlaces(folder);
  const [clock, randomness] = [createClock(), createRandomness()];
  let connection = "idle";
  const app = createApp({
    gateways: createRingCentral({ clock, randomness, log: quiet, limitsStore: createLimitsInMemory() }),
    stores: createMessageStores({ folder: places.profile, randomness }),
    vault: createKeychainFolder(places.keychain, () => undefined),
    settings: createSettingsFile(places.settings),
    ...localPorts(),
    suggestedServer: null,
    desktop: {
      ...createFakeDesktop(),
      broadcast: (_name, payload) => {
        if (!("connection" in payload) || payload.connection.kind === connection) return;
        connection = payload.connection.kind;
        if (connection === "live") say({ kind: "live", at: moment() });
      },
    },
    notifier: {
      ability: () => "inline-reply",
      show: async ({ body }) => {
        say({ kind: "notified", body, at: moment() });
        return "shown";
      },
      withdraw: async () => undefined,
      onAct: () => undefined,
      close: async () => undefined,
    },
    clock,
    randomness,
    log: quiet,
  });
  const hear = async (message: ToSubject): Promise<void> => {
    switch (message.kind) {
      case "begin":
        await app.start(credentials);
        await app.handlers["conversations/list"]({ before: null, limit: 50 }, theWindow);
        say({ kind: "listed", at: moment() });
        break;
      case "new-absence":
        await app.handlers["away/set-rules"](asManyAsCanBe, theWindow);
        await app.handlers["away/switch"]({ kind: "off" }, theWindow);
        await app.handlers["away/switch"]({ kind: "until-off" }, theWindow);
        say({ kind: "away" });
        break;
      case "wake":
        app.wake();
        break;
      case "count": {
        const state = await app.handlers["state/read"](undefined, theWindow);
        globalThis.gc?.();
        say({ kind: "counted", unread: state.ok ? state.value.unread : -1, rssBytes: process.memoryUsage().rss });
        break;
      }
      case "quit":
        await app.quit();
        process.exit(0);
    }
  };
  return { hear };
};

let tern: ReturnType<typeof build> | null = null;
process.on("message", (message: ToSubject) => {
  if (message.kind === "begin") tern = build(message);
  // A rejection ends the process, and the bench with it.
  void tern?.hear(message);
});
process.on("disconnect", () => process.exit(0));
