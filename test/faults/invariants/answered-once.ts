import type { Evidence, Invariant } from "../evidence.ts";
import type { Absence } from "../ledger.ts";

/** Clocks of Tern and RingCentral may differ by so much, on the server's clock. */
const LEEWAY_MS = 10_000;

/** Nothing came between a text and its answer: no death, no sleep, nothing that was lost. */
const isQuiet = ({ acts, past }: Evidence): boolean =>
  past.every(({ wasKilled }) => !wasKilled) &&
  acts.every(({ kind }) => kind !== "sleep" && kind !== "set-clock" && kind !== "quit");

const complaintsAbout = (evidence: Evidence, { words, since, until }: Absence): readonly string[] => {
  const { ledger, server } = evidence;
  const answers = server.filter(({ direction, subject }) => direction === "Outbound" && subject === words);
  const known = new Set(ledger.inbound.flatMap((text) => (text.isFromKnownClient ? [text.from] : [])));
  const counts = new Map<string, number>();
  const complaints: string[] = [];
  for (const { to } of answers) {
    const [first] = to;
    const address = first?.phoneNumber ?? "nobody";
    counts.set(address, (counts.get(address) ?? 0) + 1);
    if (to.length !== 1 || !known.has(address)) complaints.push(`${address} was answered and should not be`);
  }
  for (const [address, count] of counts)
    if (count > 1) complaints.push(`${address} was answered ${count} times in one absence`);
  const wrote = new Set(
    ledger.inbound.flatMap((text) =>
      text.isFromKnownClient && text.at > since + LEEWAY_MS && until === null ? [text.from] : [],
    ),
  );
  if (isQuiet(evidence))
    for (const address of wrote) if (!counts.has(address)) complaints.push(`${address} was not answered`);
  return complaints;
};

/**
 * Each known client is answered by Away once at most in an absence, strangers, short codes and groups never; and where
 * nothing died or slept, whoever wrote in an absence that still lasts was answered.
 */
export const answeredOnce: Invariant = (evidence) =>
  evidence.ledger.absences.flatMap((absence) =>
    complaintsAbout(evidence, absence).map((complaint) => `"${absence.words}": ${complaint}`),
  );
