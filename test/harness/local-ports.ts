import type { Ports } from "../../main/core/ports.ts";
import { createLanguageModel } from "../../main/language-model/language-model.ts";
import { guessLanguage } from "../../main/languages/languages.ts";
import { createPhoneNumbers } from "../../main/phone-numbers/phone-numbers.ts";
import { createFakeSystemQuiet } from "./fake-desktop.ts";
import { createTimeZones } from "../../main/time-zones/time-zones.ts";

/** What knows of the world without asking it: the same in every run of Tern. */
export const localPorts = (): Pick<
  Ports,
  "phoneNumbers" | "zones" | "intentOf" | "languageOf" | "languageModel" | "systemQuiet"
> => ({
  systemQuiet: createFakeSystemQuiet(),
  phoneNumbers: createPhoneNumbers(),
  zones: createTimeZones(),
  intentOf: () => ({ intent: "other", confidence: 0 }),
  languageOf: guessLanguage,
  languageModel: createLanguageModel(),
});
