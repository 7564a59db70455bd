import { isGuarded } from "./guarded-words.ts";
import type { KnownLanguage } from "./same-meaning.ts";

/** What may be said to anybody, as patterns of whole clauses in small letters. In place of TOPIC stands what it is about. */
type Courtesies = { readonly greetings: string; readonly phrases: readonly string[] };

const TOPIC = "(?<topic>.+?)";

const inEnglish = (): Courtesies => {
  const about = `(?: (?:about|regarding|concerning|on) ${TOPIC})?`;
  const thanks = "(?:many thanks|thanks(?: a lot| so much| very much)?|thank you(?: so much| very much)?)";
  const message = "(?:kind )?(?:message|text|note|question|inquiry|enquiry|request)";
  return {
    greetings: "hi|hello|hey|dear|greetings|good day",
    phrases: [
      thanks,
      `${thanks} for (?:your|the) ${message}${about}`,
      `${thanks} for (?:writing|texting|asking|reaching out|getting in touch|contacting (?:me|us))(?: to (?:me|us))?${about}`,
      `${thanks} for your (?:patience|understanding)`,
      `(?:(?:i|we) )?(?:have )?(?:got|received) your ${message}${about}`,
      `your ${message}${about} (?:has )?(?:arrived|reached (?:me|us)|been received)`,
      "(?:i|we) appreciate (?:your (?:message|patience|understanding)|you reaching out)",
      "(?:am )?sorry (?:for|about) (?:the|any) (?:delay|wait|inconvenience)",
      "(?:am )?sorry (?:that )?(?:i|we) missed (?:you|your (?:message|text))",
      "(?:have a (?:good|great|nice|lovely) day|take care|(?:best|kind|warm) (?:regards|wishes)|all the best|regards)",
    ],
  };
};

const inSpanish = (): Courtesies => {
  const about = `(?: (?:sobre|acerca de|respecto a) ${TOPIC})?`;
  const message = "(?:mensaje|texto|pregunta|consulta|nota|solicitud)";
  return {
    greetings: "hola|buenos días|buenas tardes|buenas|estimado|estimada|querido|querida",
    phrases: [
      "(?:muchas )?gracias",
      `(?:muchas )?gracias por (?:su|tu|el|la) ${message}${about}`,
      `(?:muchas )?gracias por (?:escribir|escribirme|escribirnos|contactarme|contactarnos)${about}`,
      "gracias por (?:su|tu) (?:paciencia|comprensión)",
      `(?:he|hemos) recibido (?:su|tu) ${message}${about}`,
      "(?:disculpe|perdone|disculpa) (?:las molestias|la demora)",
      "(?:que tenga un buen día|(?:un )?saludos?(?: cordial(?:es)?)?)",
    ],
  };
};

const inFrench = (): Courtesies => {
  const about = `(?: (?:au sujet|à propos) (?:de la|de|du|des) ${TOPIC})?`;
  const message = "(?:message|texto|question|demande|note)";
  return {
    greetings: "bonjour|bonsoir|salut|cher|chère",
    phrases: [
      "merci(?: beaucoup)?",
      `merci(?: beaucoup)? (?:pour|de) (?:votre|ton|ta|le) ${message}${about}`,
      `merci(?: beaucoup)? de (?:m'avoir|nous avoir) (?:écrit|contactée?s?)${about}`,
      "merci (?:pour|de) votre (?:patience|compréhension)",
      `(?:j'ai|nous avons) bien reçu (?:votre|ton|ta) ${message}${about}`,
      "(?:désolée? (?:pour|de) (?:le|ce) (?:retard|dérangement)|veuillez (?:m'|nous )excuser)",
      "(?:bonne journée|cordialement|bien cordialement|bien à vous|sincères salutations)",
    ],
  };
};

const inGerman = (): Courtesies => {
  const about = `(?: (?:zu|zur|zum|über|wegen|bezüglich) ${TOPIC})?`;
  const message = "(?:nachricht|sms|frage|anfrage|mitteilung)";
  const thanks = "(?:danke|vielen dank|herzlichen dank)";
  return {
    greetings: "hallo|guten tag|liebe|lieber",
    phrases: [
      thanks,
      `${thanks} für (?:ihre|deine|die) ${message}${about}`,
      `${thanks} für (?:ihre|deine) geduld`,
      `(?:ich habe|wir haben) (?:ihre|deine) ${message}${about} (?:erhalten|bekommen)`,
      `(?:ihre|deine) ${message}${about} ist angekommen`,
      "entschuldigen sie (?:die|bitte die) (?:verzögerung|störung)",
      "(?:mit freundlichen grüßen|(?:viele|beste|liebe) grüße|schönen tag(?: noch)?)",
    ],
  };
};

const COURTESIES: Readonly<Record<KnownLanguage, Courtesies>> = {
  en: inEnglish(),
  es: inSpanish(),
  fr: inFrench(),
  de: inGerman(),
};

/** Of "hi jane": the name; empty if there is none, null if the clause is no greeting. Names have three words at most. */
export const greetedName = (clause: string, language: KnownLanguage): string | null => {
  const { greetings } = COURTESIES[language];
  const found = new RegExp(`^(?:${greetings})(?<name>(?: [\\p{L}\\p{M}'-]+){0,3})$`, "u").exec(clause);
  const name = found?.groups?.["name"]?.trim() ?? "";
  return found === null || name.split(" ").some(isGuarded) ? null : name;
};

/** Whether a clause is a polite phrase and nothing else; `isTopic` says what it may be about. */
export const isCourtesy = (clause: string, language: KnownLanguage, isTopic: (words: string) => boolean): boolean =>
  COURTESIES[language].phrases.some((phrase) => {
    const found = new RegExp(`^(?:${phrase})$`, "u").exec(clause);
    const topic = found?.groups?.["topic"];
    return found !== null && (topic === undefined || isTopic(topic));
  });
