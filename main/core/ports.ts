/**
 * The roles the core needs, in Tern's words. RingCentral, the keychain, the database, the clock and the desktop stand
 * behind these; tests put fakes or the real thing there. A method that talks to the outside may reject with an AppError
 * and with nothing else on purpose.
 */
import type { Desktop, Notifier, SystemQuiet } from "./ports/desktop.ts";
import type { GatewayProvider } from "./ports/gateway.ts";
import type { IntentClassifier } from "./ports/intents.ts";
import type { MessageStoreProvider } from "./ports/message-store.ts";
import type { Clock, Log, PhoneNumbers, Randomness, SettingsStore, TimeZones } from "./ports/system.ts";
import type { LanguageLoader, LanguageModel } from "./ports/understanding.ts";
import type { Vault } from "./ports/vault.ts";

/** Everything the product stands on. */
export type Ports = {
  readonly gateways: GatewayProvider;
  readonly vault: Vault;
  readonly stores: MessageStoreProvider;
  readonly notifier: Notifier;
  readonly systemQuiet: SystemQuiet;
  readonly desktop: Desktop;
  readonly settings: SettingsStore;
  readonly phoneNumbers: PhoneNumbers;
  readonly zones: TimeZones;
  readonly intents: IntentClassifier;
  readonly languages: LanguageLoader;
  readonly languageModel: LanguageModel;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: Log;
};
