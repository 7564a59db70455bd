import type { AwayEntry, AwayReport } from "../../../preload/contract/away.ts";
import type { EpochMs } from "../../../preload/contract/model.ts";
import type { StoredAwayEntry } from "../ports/away-log.ts";
import type { MessageStore } from "../ports/message-store.ts";
import type { Clock } from "../ports/system.ts";
import type { Contacts } from "../contacts/contacts.ts";

/** How many absences can be looked back at. */
export const ABSENCES_KEPT = 50;

const entryFrom =
  (contacts: Pick<Contacts, "party">) =>
  ({ address, text, conversationId, at, intent, outcome }: StoredAwayEntry): AwayEntry => ({
    conversationId,
    from: contacts.party(address, "text", text?.fromName ?? null),
    at,
    heard: text?.body ?? "",
    intent,
    outcome,
  });

/** What was done in the absence that began then, or in the latest one; null: there is none. */
export const awayReport = (
  since: EpochMs | null,
  {
    store,
    contacts,
    clock,
  }: {
    readonly store: Pick<MessageStore, "absences" | "awayEntries" | "awayGaps">;
    readonly contacts: Pick<Contacts, "party">;
    readonly clock: Clock;
  },
): AwayReport | null => {
  const absence = store.absences(ABSENCES_KEPT).find((each) => since === null || each.since === since);
  if (absence === undefined) return null;
  const end = absence.hasEnded ? (absence.until ?? clock.now()) : clock.now();
  const gaps = store.awayGaps(absence.since, end).map(({ kind, from, to }) => ({
    kind,
    from: Math.max(from, absence.since),
    to: to === null && !absence.hasEnded ? null : Math.min(to ?? end, end),
  }));
  return { absence, entries: store.awayEntries(absence.since).map(entryFrom(contacts)), gaps };
};
