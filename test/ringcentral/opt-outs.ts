import { isoTime, type ServerClock } from "./clock.ts";

const out = ["STOP", "UNSUBSCRIBE", "QUIT", "CANCEL", "END"];
const into = ["START", "SUBSCRIBE", "RESUME", "CONTINUE", "UNSTOP"];

/** One of our numbers and one of theirs; "*" for any of ours. */
export type Consent = {
  readonly from: string;
  readonly to: string;
  readonly optStatus: "OptOut" | "OptIn";
  readonly source: "Recipient" | "Api" | "Upstream" | "Carrier";
  readonly lastModifiedTime: string;
};

export type OptOuts = ReturnType<typeof createOptOuts>;

/** Who asked not to be texted, for each pair of numbers. Keywords count when they are the whole text. */
export const createOptOuts = ({ clock }: { readonly clock: ServerClock }) => {
  const consents = new Map<string, Consent>();

  const set = (from: string, to: string, optStatus: Consent["optStatus"], source: Consent["source"]): Consent => {
    const consent: Consent = { from, to, optStatus, source, lastModifiedTime: isoTime(clock.now()) };
    consents.set(`${from} ${to}`, consent);
    return consent;
  };

  return {
    /** Reads an inbound text; the consent it changed, if it is a keyword. */
    heard: (ours: string, theirs: string, text: string): Consent | null => {
      const word = text.trim().toUpperCase();
      if (out.includes(word)) return set(ours, theirs, "OptOut", "Recipient");
      if (into.includes(word)) return set(ours, theirs, "OptIn", "Recipient");
      return null;
    },
    set,
    isOptedOut: (ours: string, theirs: string): boolean =>
      (consents.get(`${ours} ${theirs}`) ?? consents.get(`* ${theirs}`))?.optStatus === "OptOut",
    list: (): readonly Consent[] => [...consents.values()],
  };
};
