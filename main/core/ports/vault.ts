/** What Tern keeps secret, each as an entry of its own. */
export type SecretKind = "token" | "client-secret" | "jwt" | "database-key" | "model-key";

/**
 * The operating system's keychain. `account` is Tern's local name of an account (see SettingsStore), not a number.
 * Rejects with AppError `storage` if the keychain is there but refuses (locked, denied).
 */
export type Vault = {
  /** `memory-only`: no keychain on this system; entries last until Tern quits. */
  readonly kind: "keychain" | "memory-only";
  readonly read: (account: string, secret: SecretKind) => Promise<string | null>;
  readonly write: (account: string, secret: SecretKind, value: string) => Promise<void>;
  readonly remove: (account: string, secret: SecretKind) => Promise<void>;
};
