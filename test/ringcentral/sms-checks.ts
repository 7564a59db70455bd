import { failure, invalidParameter } from "./errors.ts";
import type { Faults } from "./faults.ts";
import type { SmsRequest } from "./sms-request.ts";
import { extensionByNumber, featuresFor, numberOf, type Extension, type PhoneNumber, type World } from "./world.ts";

/** "(415) 555-0123" and "14155550123" as "+14155550123"; short numbers and anything else stay as they are. */
export const normalisedNumber = (text: string): string => {
  const trimmed = text.trim();
  const digits = trimmed.replaceAll(/[\s().-]/gu, "");
  if (/^\+\d{8,15}$/u.test(digits)) return digits;
  if (/^1\d{10}$/u.test(digits)) return `+${digits}`;
  if (/^\d{10}$/u.test(digits)) return `+1${digits}`;
  return /^\+?[\d\s().-]+$/u.test(trimmed) ? digits : trimmed;
};

const checkSender = (world: World, caller: Extension, from: string): PhoneNumber => {
  const number = numberOf(world, from);
  if (number === undefined) throw failure("MSG-245", { parameterName: "from", parameterValue: from });
  if (!number.listedFor.includes(caller.id)) throw failure("MSG-304");
  if (number.type === "FaxOnly") throw failure("MSG-241");
  if (featuresFor(number, caller.id).includes("SmsSender")) return number;
  throw failure(number.ownerId === caller.id ? "MSG-367" : "MSG-242");
};

const checkRecipient = (world: World, sender: PhoneNumber, to: string, faults: Faults): void => {
  if (!to.startsWith("+") && /^\d{1,6}$/u.test(to))
    throw failure(extensionByNumber(world, to) === undefined && to.length > 4 ? "MSG-247" : "MSG-246");
  // Country 1: ten digits, neither area nor exchange starting with 0 or 1.
  const isNorthAmerican = to.startsWith("+1");
  if (!/^\+[1-9]\d{7,14}$/u.test(to) || (isNorthAmerican && !/^\+1[2-9]\d{2}[2-9]\d{6}$/u.test(to)))
    throw invalidParameter("to", to);
  if (!isNorthAmerican && !sender.features.includes("InternationalSmsSender")) throw failure("MSG-240");
  const { blockedNumbers, prohibitedNumbers } = faults.settings();
  if (blockedNumbers.includes(to)) throw failure("MSG-243", { parameterName: "to", parameterValue: to });
  if (prohibitedNumbers.includes(to)) throw failure("MSG-388");
};

/**
 * Whether the caller may send this, in the order: sender, recipients, features. Answers the sender's number and the
 * recipients in E.164; throws the documented failure.
 */
export const checkSms = (
  { world, faults }: { readonly world: World; readonly faults: Faults },
  caller: Extension,
  request: SmsRequest,
): { readonly number: PhoneNumber; readonly recipients: readonly string[] } => {
  const number = checkSender(world, caller, normalisedNumber(request.from));
  const recipients = request.to.map(normalisedNumber);
  for (const to of recipients) checkRecipient(world, number, to, faults);
  if (new Set(recipients).size < recipients.length) throw failure("CMN-406", { parameterName: "to" });
  const needsMms = request.attachments.length > 0 || recipients.length > 1;
  if (needsMms && !featuresFor(number, caller.id).includes("MmsSender")) throw failure("MSG-383");
  return { number, recipients };
};
