// The full metadata: the small one cannot tell toll-free numbers from others.
import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import type { PhoneNumbers } from "../core/ports/system.ts";

/** What an unknown or missing country is taken for: RingCentral's own. */
const FALLBACK_COUNTRY: CountryCode = "US";

const countryFrom = (country: string): CountryCode => {
  const code = country.toUpperCase();
  return isSupportedCountry(code) ? code : FALLBACK_COUNTRY;
};

/** Lists, notices and the tray write the same few numbers out again and again, and each costs some 30 µs. */
const REMEMBERED = 2_000;

const formatted = (address: string, country: CountryCode): string => {
  const number = parsePhoneNumberFromString(address);
  if (number === undefined) return address;
  // Countries that share a calling code (the US and Canada) dial each other as at home; toll-free numbers have none.
  const isAtHome = number.countryCallingCode === getCountryCallingCode(country);
  return isAtHome ? number.formatNational() : number.formatInternational();
};

const createFormat = (): ((address: string, country: CountryCode) => string) => {
  const known = new Map<string, string>();
  return (address, country) => {
    const key = `${country}${address}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const written = formatted(address, country);
    if (known.size >= REMEMBERED) known.clear();
    known.set(key, written);
    return written;
  };
};

/** The rules of the world's phone numbers, by libphonenumber. */
export const createPhoneNumbers = (): PhoneNumbers => {
  const format = createFormat();
  return {
    e164: (text, country) => {
      const number = parsePhoneNumberFromString(text.replace(/^\s*tel:/i, ""), {
        defaultCountry: countryFrom(country),
        extract: false,
      });
      // Possible, not valid: area codes younger than this metadata are real. A line behind an extension gets no texts.
      return number !== undefined && number.isPossible() && number.ext === undefined ? number.number : null;
    },
    format: (address, country) => (address.startsWith("+") ? format(address, countryFrom(country)) : address),
    isTollFree: (e164) => parsePhoneNumberFromString(e164)?.getType() === "TOLL_FREE",
  };
};
