import type { OAuthSession } from "./oauth-sessions.ts";
import type { Extension } from "./world.ts";

/** One request, whether it came over HTTP or as a ClientRequest of the WebSocket gateway. */
export type Call = {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** Set for a request over the gateway: the connection whose subscription it may create or change. */
  readonly link: SubscriptionHolder | null;
};

/** What the subscription routes may do with the connection they were called over. */
export type SubscriptionHolder = {
  readonly session: OAuthSession;
  /** Puts a subscription in the connection's one place; null takes it away. */
  readonly hold: (subscription: HeldSubscription | null) => void;
  readonly held: () => HeldSubscription | null;
};

export type HeldSubscription = {
  readonly id: string;
  readonly extensionId: number;
  readonly creationTime: number;
  readonly eventFilters: readonly string[];
  readonly disabledFilters: readonly { filter: string; reason: string; message: string }[];
};

export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Written as JSON; not together with `body`. */
  readonly json?: unknown;
  readonly body?: Buffer;
  readonly contentType?: string;
};

/** A request whose sender is known and allowed. */
export type SignedCall = Call & {
  readonly session: OAuthSession;
  /** Whose token it is. */
  readonly caller: Extension;
  /** Whose resources the path names; the caller where it says `~` or names no extension. */
  readonly target: Extension;
};

export const ok = (json: unknown): Answer => ({ status: 200, json });
export const noContent: Answer = { status: 204 };
