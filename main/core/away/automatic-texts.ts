/**
 * What a machine's text looks like. Away stays silent to these: two machines that answer each other never stop, and a
 * verification code wants no answer. A wrong guess costs one unanswered text, so the wording must be telling: what a
 * person might write ("are you on vacation?") does not belong here. Matched against the text in lower case with its
 * white space made single and typographic apostrophes made plain.
 */
const AUTOMATIC_WORDING: readonly RegExp[] = [
  // It says so itself.
  /\bauto(matic|mated|matically)?[- ]?(reply|replies|response|responder|generated|message|text|notification)\b/,
  /\bthis (is|was) an automat(ed|ic)\b/,
  /\bautomatically (sent|generated)\b/,
  /\b(do|does) not reply\b|\bdon't reply to this\b|\bno[- ]?reply\b|\bnot monitored\b|\bunmonitored\b/,

  // Other people's away messages.
  /\bout of (the )?office\b|\bon annual leave\b|\bon (maternity|paternity|parental) leave\b/,
  /\b(i'm|i am|we are|we're) (currently|presently) (away|unavailable|closed|on vacation|on holiday|out of)\b/,
  /\b(i'm|i am) driving (right now|with focus|and (can't|cannot|will))\b/,
  /\b(i|we) will (respond|reply|get back to you|return your (call|message|text)) (when|as soon as|once|upon)\b/,
  /\b(i'll|we'll) (respond|reply|get back to you|return your (call|message|text)) (when|as soon as|once|upon)\b/,
  /\b(thank you|thanks) for (contacting|(texting|messaging) us)\b/,
  /\bwe (have )?received your (message|text|request|inquiry)\b/,
  /\b(our )?(office|business) hours are\b|\boffice is (currently )?closed\b/,

  // Codes.
  /\b(verification|security|confirmation|authentication|authorization|access|login|sign-?in|one[- ]time|2fa|otp) (code|pin|passcode|password)\b/,
  /\b(code|pin|passcode|otp)( is|:)? ?[#:]?\b\d{4,8}\b|\b\d{4,8}\b is your\b/,
  /\b[a-z]-\d{5,6} is your\b/,

  // Bulk senders, who must say how to stop them, and the words of carriers.
  /\b(reply|text|txt|send) ['"]?(stop|help|end|quit|cancel|unsubscribe|y|yes|no|n|c|1|2)['"]? (to|for)\b/,
  /\b(msg|message) ?(and|&) ?data rates\b|\bto (opt[- ]?out|unsubscribe)\b/,
  /\b(could not|couldn't|cannot|was not|failed to) be delivered\b|\bundeliver(able|ed)\b|\bdelivery (has )?failed\b/,
  /\b(number|service|subscriber) (you (have )?(texted|dialed|messaged) )?is (not in service|unavailable|unable to receive)\b/,
  /\b(landline|does not accept text messages|unable to receive text messages)\b/,
];

/** E-mail that a carrier made a text of begins like this. Each part ends where the next begins: a long text costs no time. */
const EMAIL_HEADER = /^\s*\(?(frm|from|subj|subject)\s*:|^\s*[^\s@]+@(?=[^\s@]*\.[^\s@])[^\s@]+\s/i;

/** In lower case, with single spaces and plain apostrophes. */
export const plain = (body: string): string =>
  body
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/\s+/g, " ")
    .trim();

export const looksAutomatic = (body: string): boolean => {
  const text = plain(body);
  return AUTOMATIC_WORDING.some((wording) => wording.test(text));
};

export const looksLikeEmail = (body: string): boolean => EMAIL_HEADER.test(body);
