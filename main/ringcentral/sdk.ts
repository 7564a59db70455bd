import { SDK } from "@ringcentral/sdk";
import type { Connections } from "./connections.ts";

export type SdkSettings = {
  readonly server: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Names the account in the SDK's storage: two accounts with one prefix would overwrite each other's token. */
  readonly account: string;
  readonly version: string;
  readonly fetch: Connections["fetch"];
};

/**
 * What the SDK keeps its token in: memory of this one SDK, so that nothing is written anywhere and nothing is shared.
 * Without `keys` the SDK would look for the object's own properties and never clean anything up.
 */
const createMemory = (): Storage & { readonly keys: () => string[] } => {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    keys: () => [...entries.keys()],
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  };
};

/**
 * The official SDK, reduced to what can be trusted: it signs and sends requests. It never refreshes or signs in by
 * itself (session.ts does), never waits out a rate limit (rate-limits.ts does), and forgets nothing on an error.
 *
 * Native fetch and its three companions go in together: node-fetch 2 drops answers ("Premature close") on some of the
 * Node versions that Electron embeds (nodejs/node #63989), and sends a native FormData as the text "[object FormData]".
 */
export const createSdk = ({ server, clientId, clientSecret, account, version, fetch }: SdkSettings): SDK => {
  const sdk = new SDK({
    server,
    clientId,
    clientSecret,
    appName: "Tern",
    appVersion: version,
    cachePrefix: `tern-${account}-`,
    clearCacheOnRefreshError: false,
    localStorage: createMemory(),
    fetch,
    Request: globalThis.Request,
    Response: globalThis.Response,
    Headers: globalThis.Headers,
  });
  // The SDK's own documented way to switch its automatic refresh off.
  sdk.platform().ensureLoggedIn = () => Promise.resolve(null);
  return sdk;
};
