import type { DeliveryFailure, Direction } from "../../../preload/contract/model.ts";
import { plain } from "./automatic-texts.ts";

/** Keywords that carriers and RingCentral act on themselves (opt out, opt in, help), alone in a text. */
const OPT_OUT: ReadonlySet<string> = new Set([
  "STOP",
  "STOPALL",
  "STOP ALL",
  "UNSUBSCRIBE",
  "QUIT",
  "CANCEL",
  "END",
  "REVOKE",
  "OPTOUT",
  "OPT OUT",
]);
const OPT_IN: ReadonlySet<string> = new Set(["START", "SUBSCRIBE", "RESUME", "CONTINUE", "UNSTOP"]);
const OTHERS: ReadonlySet<string> = new Set(["HELP", "INFO"]);

const asKeyword = (body: string): string =>
  body
    .trim()
    .replace(/[.!\s]+$/, "")
    .replace(/\s+/g, " ")
    .toUpperCase();

export const isKeyword = (body: string): boolean => {
  const word = asKeyword(body);
  return OPT_OUT.has(word) || OPT_IN.has(word) || OTHERS.has(word);
};

/**
 * People ask in words of their own as well, and may: that they said it counts, not how. Each is telling by itself, since
 * "stop" and "cancel" are about many things. Matched as the wording of machines is.
 */
const ASKS_TO_STOP: readonly RegExp[] = [
  /^(please,? )?(stop|unsubscribe)( it| this| now| that)?( (please|now|already))?[.! ]*$/,
  /\b(stop|quit|cease) (texting|text messaging|messaging|contacting|spamming|sms)( me| us| this number| here|[.!,]|$)/,
  /\b(stop|quit) sending (me |us )?(any |these |those |your |more )*(texts?|text messages?|messages?|sms)\b/,
  /\b(do not|don't|dont|never) (text|message|sms|contact) (me|us|this number)( (again|anymore|any more|ever|please))* ?([.!]|$)/,
  /\bno more (texts?|text messages?|messages|sms)\b/,
  /\b(take|remove|delete) (me|us|my (phone )?number|this number) (off|from) (of )?(your|this|the|all|any) /,
  /\bunsubscribe (me|us|my number|this number)\b|\bopt (me |us )?out\b/,
  /\b(deja|deje|dejen|dejad) de (enviarme|mandarme|escribirme|enviar|mandar)\b|\bno me (escriba|envíe|mande|escribas|envíes|mandes)n? más\b/,
  /\b(arrêtez|arrête|cessez) de m'(écrire|envoyer)|\bne m'(écrivez|envoyez|écris|envoie) plus\b/,
  /\b(schreiben sie|schreib) mir (bitte )?(nicht|keine \S+) mehr\b|\bkeine (sms|nachrichten) mehr\b/,
];

/** Whether a person asks in their own words not to be texted. */
export const asksToStop = (body: string): boolean => {
  const text = plain(body);
  return ASKS_TO_STOP.some((wording) => wording.test(text));
};

/** SMS-RC-413, SMS-UP-413, SMS-CAR-413: the recipient has opted out and must text START (developer guide, SMS errors). */
const OPTED_OUT_FAILURE = /^SMS-[A-Z]+-413$/;

/** What of a text is looked at. */
type Said = { readonly direction: Direction; readonly body: string; readonly failure: DeliveryFailure | null };

/** What a text says of whether they want texts: `out`, `in`, or nothing. */
export const wordOnTexts = ({ direction, body, failure }: Said): "out" | "in" | null => {
  if (direction === "outbound") return OPTED_OUT_FAILURE.test(failure?.carrierCode ?? "") ? "out" : null;
  const word = asKeyword(body);
  if (OPT_IN.has(word)) return "in";
  return OPT_OUT.has(word) || asksToStop(body) ? "out" : null;
};
