import type { DeliveryStatus } from "../../../preload/contract/model.ts";
import type { HeldMessage } from "../../ringcentral/control-client.ts";
import type { StoredText } from "../../../main/core/ports/stored.ts";
import type { Evidence, Invariant } from "../evidence.ts";
import type { Ledger } from "../ledger.ts";
import type { StoreContents } from "../store-contents.ts";

/** RingCentral's words for the statuses of an outbound text, in Tern's. */
const STATUS: Readonly<Record<string, DeliveryStatus>> = {
  Received: "received",
  Queued: "accepted",
  Sent: "sent",
  Delivered: "delivered",
  SendingFailed: "failed",
  DeliveryFailed: "failed",
};

type Line = {
  readonly words: string;
  readonly direction: string;
  readonly status: string;
  readonly isRead: boolean;
  readonly files: number;
};

const lineOf = ({ subject, direction, messageStatus, readStatus, attachments }: HeldMessage): Line => ({
  words: subject,
  direction: direction.toLowerCase(),
  status: STATUS[messageStatus] ?? messageStatus,
  // An outbound text is read by nature.
  isRead: direction === "Outbound" || readStatus === "Read",
  files: attachments.filter(({ type }) => type !== "Text").length,
});

const lineOfCopy = ({ body, direction, status, isRead, attachments }: StoredText): Line => ({
  words: body,
  direction,
  status,
  isRead,
  files: attachments.length,
});

/** What the carrier refused is taken out of sight when the person takes it away or sends it anew. */
const isHidden = ({ discarded, sentAgain }: Ledger, { messageStatus, subject }: HeldMessage): boolean =>
  STATUS[messageStatus] === "failed" && [...discarded, ...sentAgain].includes(subject);

/** Where RingCentral and the store differ. */
export const textDifferences = (
  server: readonly HeldMessage[],
  store: StoreContents,
  ledger: Ledger,
): readonly string[] => {
  const complaints: string[] = [];
  const alive = server.filter(({ availability }) => availability === "Alive");
  for (const message of alive) {
    const copies = store.texts.filter(({ providerId }) => providerId === String(message.id));
    const [copy] = copies;
    if (copies.length === 0 && isHidden(ledger, message)) continue;
    if (copies.length !== 1 || copy === undefined) {
      complaints.push(`RingCentral's text ${message.id} "${message.subject}" is in the store ${copies.length} times`);
      continue;
    }
    const [there, here] = [JSON.stringify(lineOf(message)), JSON.stringify(lineOfCopy(copy))];
    if (there !== here) complaints.push(`text ${message.id} at RingCentral is ${there}, in the store ${here}`);
  }
  const ids = new Set(alive.map(({ id }) => String(id)));
  for (const { providerId, body, status } of store.texts) {
    if (providerId === null) {
      if (!["queued", "failed", "unknown"].includes(status)) complaints.push(`"${body}" is ${status}, with no id`);
    } else if (!ids.has(providerId)) complaints.push(`the store has "${body}" (${providerId}), RingCentral has not`);
  }
  return complaints;
};

/** Where a file here holds something else than it does at RingCentral. Those of texts that it does not have lie here only. */
const fileDifferences = ({ files, store }: Evidence): readonly string[] => {
  const contentsOf = new Map(files.map(({ id, contents }) => [String(id), contents]));
  return store.texts.flatMap(({ providerId, body, contents }) => {
    const there = providerId === null ? undefined : contentsOf.get(providerId);
    return there === undefined || JSON.stringify(there) === JSON.stringify(contents)
      ? []
      : [`the files of "${body}" (${providerId}) hold something else here than at RingCentral`];
  });
};

/**
 * Server and store agree message for message: each text that RingCentral has is in the store once, with the same words,
 * direction, status, read mark and files, byte for byte. What else is in the store was never accepted, and says so.
 */
export const textsAgree: Invariant = (evidence) => [
  ...textDifferences(evidence.server, evidence.store, evidence.ledger),
  ...fileDifferences(evidence),
];
