import { randomUUID } from "node:crypto";
import { SDK } from "@ringcentral/sdk";
import type { LocalRingCentral, LocalUser } from "../server.ts";

export type Client = { readonly sdk: SDK; readonly platform: ReturnType<SDK["platform"]> };

/** The parts of `fetch` that the SDK takes from outside; without them it uses node-fetch 2. */
export type FetchParts = Pick<typeof globalThis, "fetch" | "Request" | "Response" | "Headers">;

export const nativeFetch: FetchParts = { fetch, Request, Response, Headers };

/**
 * The official SDK, unmodified, pointed at the local RingCentral. A cache prefix of its own: the SDK keeps tokens in one
 * module-wide place, and clients would overwrite each other's.
 */
export const clientFor = (
  ringCentral: LocalRingCentral,
  options: { readonly fetchParts?: FetchParts; readonly isPublic?: boolean; readonly redirectUri?: string } = {},
): Client => {
  const { fetchParts, isPublic = false, redirectUri } = options;
  const sdk = new SDK({
    server: ringCentral.server,
    clientId: isPublic ? ringCentral.publicClientId : ringCentral.clientId,
    ...(isPublic ? {} : { clientSecret: ringCentral.clientSecret }),
    ...(redirectUri === undefined ? {} : { redirectUri }),
    cachePrefix: `rc-${randomUUID()}-`,
    refreshDelayMs: 0,
    clearCacheOnRefreshError: false,
    ...fetchParts,
  });
  return { sdk, platform: sdk.platform() };
};

export const userOf = (ringCentral: LocalRingCentral, extensionNumber: string): LocalUser => {
  const user = ringCentral.users.find((entry) => entry.extensionNumber === extensionNumber);
  if (user === undefined) throw new Error(`No user with extension ${extensionNumber}`);
  return user;
};

/** A client signed in with a user's JWT; extension 101 if not told. */
export const signedIn = async (
  ringCentral: LocalRingCentral,
  extensionNumber = "101",
  fetchParts?: FetchParts,
): Promise<Client> => {
  const client = clientFor(ringCentral, fetchParts === undefined ? {} : { fetchParts });
  await client.platform.login({ jwt: userOf(ringCentral, extensionNumber).jwt });
  return client;
};
