import type { EpochMs } from "../../../preload/contract/model.ts";

/** `history`: the very first sync of an account, which nobody wants to be notified of. */
export type SyncKind = "history" | "news";

/** A text may reach the provider's list some time after the moment it is dated. */
const MARGIN_MS = 10 * 60_000;

/**
 * What a sync finds that Tern did not know is news if it was created after this: a sync may also bring old texts that only
 * changed, and, after its cursor was refused, everything of many days. By the provider's clock, as the texts are.
 */
export const newsAfter = ({
  kind,
  answeredAt,
  syncedAt,
  signedInAt,
  signedInThere,
  knownUntil,
  now,
}: {
  readonly kind: SyncKind;
  /** When the provider answered, by its clock; null if it does not say. */
  readonly answeredAt: EpochMs | null;
  /** When it answered the sync before this one, by its clock; null if that is not known. */
  readonly syncedAt: EpochMs | null;
  /** By this computer's clock, as `now` is. */
  readonly signedInAt: EpochMs;
  /** The same by the provider's clock; null if that was not known then. */
  readonly signedInThere: EpochMs | null;
  /**
   * Texts created until then were here before, and told, though a database that was built anew does not know all of them;
   * by the provider's clock. Null: it was not.
   */
  readonly knownUntil: EpochMs | null;
  readonly now: EpochMs;
}): EpochMs => {
  if (syncedAt !== null) return Math.max(syncedAt - MARGIN_MS, knownUntil ?? Number.NEGATIVE_INFINITY);
  if (kind === "news") return Number.NEGATIVE_INFINITY;
  // The two clocks may differ by hours: only the time since the sign-in is taken from this computer's.
  return signedInThere ?? (answeredAt ?? now) - Math.max(0, now - signedInAt);
};
