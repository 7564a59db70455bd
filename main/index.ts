import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { app, net, Notification, powerMonitor, session } from "electron";
import { createApp, type App } from "./app.ts";
import { createDispatch, type Refusal } from "./bridge/dispatch.ts";
import { serveRequests } from "./bridge/serve.ts";
import { redact, redactText } from "./core/log-redaction.ts";
import type { Notifier } from "./core/ports/desktop.ts";
import type { Log } from "./core/ports/system.ts";
import { setAppMenu } from "./desktop/app-menu.ts";
import { isAppUrl } from "./desktop/app-url.ts";
import { assetPaths } from "./desktop/asset-paths.ts";
import { createClock } from "./desktop/clock.ts";
import { crashVisibly } from "./desktop/crash.ts";
import { takeCredentials } from "./desktop/credentials-from-environment.ts";
import { createDesktop } from "./desktop/desktop.ts";
import { createElectronNotifier } from "./desktop/electron-notifier.ts";
import { createLog } from "./desktop/log.ts";
import { ownAddresses, watchNetwork } from "./desktop/network.ts";
import { watchPower } from "./desktop/power.ts";
import { registerAppScheme, serveAppScheme } from "./desktop/protocol.ts";
import { createRandomness } from "./desktop/randomness.ts";
import { createSettings } from "./desktop/settings.ts";
import { openSettingsFile } from "./desktop/settings-file.ts";
import { watchSystemQuiet } from "./desktop/system-quiet.ts";
import { switchesFrom } from "./desktop/switches.ts";
import { watchTrayPresence } from "./desktop/tray-presence.ts";
import { refusePermissions } from "./desktop/window-rules.ts";
import { createIntentClassifier } from "./intents/classifier.ts";
import { openVault } from "./keychain/vault.ts";
import { createLanguageModel } from "./language-model/language-model.ts";
import { createLanguages } from "./languages/languages.ts";
import { createPhoneNumbers } from "./phone-numbers/phone-numbers.ts";
import { createRingCentral } from "./ringcentral/provider.ts";
import { createMessageStores } from "./storage/message-stores.ts";
import { createTimeZones } from "./time-zones/time-zones.ts";

const APP_ID = "app.tern.Tern";
/** Under this id Windows starts Tern for a click on an old toast; it must never change. */
const TOAST_ACTIVATOR = "{6F1B6E57-3C0E-4F0B-9C64-6B8E0A2D7E15}";
const PRODUCTION_SERVER = "https://platform.ringcentral.com";

const switches = switchesFrom(process.argv.slice(1), process.cwd());
const profile = switches.profile ?? app.getPath("userData");
mkdirSync(profile, { recursive: true, mode: 0o700 });

// Taken away even if they are not wanted: no child process is to inherit them.
const fromEnvironment = takeCredentials(process.env, switches.server ?? PRODUCTION_SERVER);
const credentials = switches.jwtFromEnv ? fromEnvironment : undefined;

const createNotifier = async (log: Log): Promise<Notifier> => {
  if (process.platform === "linux") {
    // Loaded here: the other systems have no use for a D-Bus client.
    const { connectLinuxNotifier } = await import("./desktop/linux-notifier.ts");
    const linux = await connectLinuxNotifier({ log });
    if (linux !== null) return linux;
  }
  return createElectronNotifier({ Notification, platform: process.platform, log });
};

/** Builds everything and starts it. `crash` is where a bug goes that nobody else could hear of. */
const run = async (log: Log, crash: (error: unknown) => void): Promise<void> => {
  const [clock, randomness] = [createClock(), createRandomness()];
  const settings = createSettings(openSettingsFile(profile), log);
  const paths = assetPaths(join(import.meta.dirname, "..", ".."));
  const [vault, notifier, systemQuiet, trayPresence] = await Promise.all([
    openVault({ log }),
    createNotifier(log),
    watchSystemQuiet({ platform: process.platform, log }),
    watchTrayPresence({ platform: process.platform, busAddress: process.env["DBUS_SESSION_BUS_ADDRESS"], log }),
  ]);

  let isQuitting = false;
  const desktop = createDesktop({
    paths,
    settings,
    hasTray: trayPresence.isThere,
    isQuitting: () => isQuitting,
    onCommand: (command) => tern.perform(command),
    onWindowClosed: (windowId) => tern.windowClosed(windowId),
    onNetworkReport: (isOnline) => network.report(isOnline),
    log,
  });
  const tern: App = createApp({
    gateways: createRingCentral({ clock, randomness, log, limitsStore: settings.limits, version: app.getVersion() }),
    stores: createMessageStores({ folder: profile, randomness }),
    phoneNumbers: createPhoneNumbers(),
    zones: createTimeZones(),
    intents: createIntentClassifier(readFileSync(join(import.meta.dirname, "intents.bin"))),
    languages: createLanguages(),
    languageModel: createLanguageModel(),
    suggestedServer: switches.server,
    vault,
    notifier,
    systemQuiet,
    desktop,
    settings,
    clock,
    randomness,
    log,
  });

  setAppMenu(process.platform);
  refusePermissions(session.defaultSession, log);
  serveAppScheme({
    rendererFolder: paths.renderer,
    log,
    attachment: tern.attachment,
  });
  const onRefused = (refusal: Refusal): void => {
    const { error, ...fields } = { error: undefined, ...refusal };
    if (refusal.reason === "bug") log.error("request/failed", fields, error);
    else log.warn("request/refused", fields);
  };
  serveRequests({
    dispatch: createDispatch({ handlers: tern.handlers, onRefused }),
    senderOf: desktop.windows.senderOf,
    isOwnUrl: isAppUrl,
    onRefused,
    onAnswered: (name, { windowId }) => {
      if (name === "state/read") desktop.windows.listening(windowId);
    },
  });

  const wake = (cause: string): void => {
    log.info("woken", { cause });
    tern.wake();
  };
  const stopPower = watchPower(powerMonitor, { onAwake: wake, onLock: tern.lock });
  const network = watchNetwork({
    clock,
    isOnline: () => net.isOnline(),
    addresses: () => ownAddresses(),
    onChanged: () => wake("network"),
  });
  app.on("second-instance", desktop.openMain);
  app.on("activate", desktop.openMain);
  app.on("before-quit", () => {
    isQuitting = true;
  });
  // The windows are gone by now, and have handed over their drafts.
  let isEnding = false;
  app.on("will-quit", (event) => {
    // Also the second time: a person who asks twice must not cut off what is being handed over.
    event.preventDefault();
    if (isEnding) return;
    isEnding = true;
    stopPower();
    network.stop();
    const end = async (): Promise<void> => {
      await tern.quit();
      await notifier.close();
      await systemQuiet.close();
      await trayPresence.close();
      desktop.close();
      app.exit(0);
    };
    end().catch(crash);
  });

  // Without a tray nobody could open it.
  if (!switches.hidden || !trayPresence.isThere()) desktop.openMain();
  await tern.start(credentials);
};

app.setPath("userData", profile);
app.setAppUserModelId(APP_ID);
if (process.platform === "win32") app.setToastActivatorCLSID(TOAST_ACTIVATOR);
registerAppScheme();

if (app.requestSingleInstanceLock()) {
  const logs = join(profile, "logs");
  const log = createLog({ folder: logs, redaction: { fields: redact, text: redactText }, toConsole: !app.isPackaged });
  const crash = crashVisibly(log, logs);
  // Tern lives in the tray: without a listener, Electron would quit with the last window.
  app.on("window-all-closed", () => log.info("windows/all-closed"));
  app
    .whenReady()
    .then(() => run(log, crash))
    .catch(crash);
} else {
  app.exit(0);
}
