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

/** The rules of the world's phone numbers, by libphonenumber. */
export const createPhoneNumbers = (): PhoneNumbers => ({
  e164: (text, country) => {
    const number = parsePhoneNumberFromString(text.replace(/^\s*tel:/i, ""), {
      defaultCountry: countryFrom(country),
      extract: false,
    });
    // Possible, not valid: area codes younger than this metadata are real. A line behind an extension gets no texts.
    return number !== undefined && number.isPossible() && number.ext === undefined ? number.number : null;
  },
  format: (address, country) => {
    if (!address.startsWith("+")) return address;
    const number = parsePhoneNumberFromString(address);
    if (number === undefined) return address;
    // Countries that share a calling code (the US and Canada) dial each other as at home; toll-free numbers have none.
    const isAtHome = number.countryCallingCode === getCountryCallingCode(countryFrom(country));
    return isAtHome ? number.formatNational() : number.formatInternational();
  },
  isTollFree: (e164) => parsePhoneNumberFromString(e164)?.getType() === "TOLL_FREE",
});
