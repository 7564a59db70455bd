/**
 * What a carrier's verdict means and what to do. By the part behind `SMS-`; RC is RingCentral, UP the company
 * between, CAR the carrier. Source: RingCentral, "SMS errors" (deliveryErrorCode).
 */
const meanings: Readonly<Record<string, string>> = {
  "RC-403": "your account has reached its limit of texts. Ask your administrator.",
  "RC-410": "this number cannot receive texts: it is wrong, a landline, or unsupported. Call instead.",
  "RC-413": "this person has opted out of your texts. They can text START to undo that.",
  "RC-430": "it looks like spam to a filter. Change the words.",
  "RC-500": "RingCentral had a fault of its own. Send it again later.",
  "RC-501": "RingCentral had a fault of its own. Send it again later.",
  "RC-503": "your number is not set up for texting. Ask your administrator.",
  "RC-504": "your number is not set up for texting. Ask your administrator.",
  "UP-410": "this number cannot receive texts: it is wrong, a landline, or unsupported. Call instead.",
  "UP-413": "this person has opted out of your texts. They can text START to undo that.",
  "UP-414": "your number is not registered with the carriers. Ask your administrator.",
  "UP-430": "it looks like spam to a filter. Change the words.",
  "UP-431": "your number is blocked as a source of spam. Ask your administrator.",
  "UP-432": "it is too long for this carrier. Shorten it.",
  "UP-433": "the carriers could not read it. Rephrase it.",
  "UP-500": "the network on the way had a fault. Send it again later.",
  "CAR-104": "the carrier never reported back. It may have arrived.",
  "CAR-199": "the carrier gave an unknown report. It may have arrived.",
  "CAR-400": "their carrier does not take this kind of text. Call or write elsewhere.",
  "CAR-410": "their phone could not be reached in time. Send it again later.",
  "CAR-411": "this number cannot receive texts: it is wrong, a landline, or unsupported. Call instead.",
  "CAR-412": "their phone is not available. Call or write elsewhere.",
  "CAR-413": "this person has opted out of your texts. They can text START to undo that.",
  "CAR-414": "your number is not registered with their carrier. Ask your administrator.",
  "CAR-430": "the carrier blocked it as spam. Shorten links or call.",
  "CAR-431": "the carrier rejected it without a reason. Send it again later.",
  "CAR-432": "it is too long for their carrier. Shorten it to 160 characters.",
  "CAR-433": "the carrier could not read it. Rephrase it.",
  "CAR-434": "the files are too large for their carrier. Send smaller ones.",
  "CAR-435": "it holds a shortened link, which the carrier blocks. Use the full link.",
  "CAR-450": "your brand’s daily limit at T-Mobile is reached. Try tomorrow, or ask your administrator.",
  "CAR-451": "your campaign’s limit at AT&T is reached. Try tomorrow, or ask your administrator.",
  "CAR-452": "the carrier’s limit for your number is reached. Try tomorrow, or ask your administrator.",
  "CAR-460": "short codes cannot be texted from here.",
  "CAR-461": "your toll-free number is not verified. Ask your administrator.",
  "CAR-500": "their carrier had a fault. Send it again later.",
};

/** Why a text was not delivered, with the code in brackets. `code` as RingCentral writes it: `SMS-CAR-431`. */
export const carrierWords = (code: string | undefined): string => {
  if (code === undefined) return "the carrier did not deliver it and gave no reason. Send it again later.";
  const short = code.replace(/^SMS-/u, "");
  const meaning = meanings[short] ?? "the carrier did not deliver it. Send it again later.";
  // The code goes before the first sentence's end: "… as spam (CAR-430). Shorten …".
  const end = meaning.indexOf(".");
  return `${meaning.slice(0, end)} (${short})${meaning.slice(end)}`;
};
