import type { Ports } from "../../main/core/ports.ts";
import { createLanguageModel } from "../../main/language-model/language-model.ts";
import { createLanguages } from "../../main/languages/languages.ts";
import { createPhoneNumbers } from "../../main/phone-numbers/phone-numbers.ts";
import { createFakeSystemQuiet } from "./fake-desktop.ts";
import { createTimeZones } from "../../main/time-zones/time-zones.ts";

/** What knows of the world without asking it: the same in every run of Tern. */
export const localPorts = (): Pick<
  Ports,
  "phoneNumbers" | "zones" | "intents" | "languages" | "languageModel" | "systemQuiet"
> => ({
  systemQuiet: createFakeSystemQuiet(),
  phoneNumbers: createPhoneNumbers(),
  zones: createTimeZones(),
  // Nothing is urgent, or anything else, to it: a test that cares brings its own.
  intents: { chances: () => ({ urgent: 0, scheduling: 0, document: 0, question: 0, social: 0, other: 1 }) },
  languages: createLanguages(),
  languageModel: createLanguageModel(),
});
