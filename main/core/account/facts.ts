import type { StorageState } from "../../../preload/contract/state.ts";
import type { ProviderProfile } from "../ports/gateway.ts";

type Shapeless<Shape> = Partial<Record<keyof Shape, unknown>>;

/** Reads a kept profile; null if it was never kept or has another shape. */
export const profileFromFact = (fact: unknown): ProviderProfile | null => {
  if (typeof fact !== "object" || fact === null) return null;
  const kept: Shapeless<ProviderProfile> = fact;
  const { userId, name, company, extensionNumber, country } = kept;
  if (typeof userId !== "string" || typeof name !== "string" || typeof country !== "string") return null;
  return {
    userId,
    name,
    country,
    company: typeof company === "string" ? company : null,
    extensionNumber: typeof extensionNumber === "string" ? extensionNumber : null,
  };
};

/** That a database was rebuilt, as windows show it until the person has seen it. */
export type RebuiltState = Extract<StorageState, { readonly kind: "rebuilt" }>;

/** Reads the note that a database was rebuilt; null if it was not, or the person has seen it. */
export const rebuiltFromFact = (fact: unknown): RebuiltState | null => {
  if (typeof fact !== "object" || fact === null) return null;
  const kept: Shapeless<RebuiltState> = fact;
  const { because, setAside, outgoing, drafts } = kept;
  if (because !== "damaged" && because !== "wrong-key" && because !== "no-key") return null;
  if (typeof setAside !== "string" || typeof outgoing !== "number" || typeof drafts !== "number") return null;
  return { kind: "rebuilt", because, setAside, outgoing, drafts };
};
