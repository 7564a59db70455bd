import type { Credentials } from "../../preload/contract/requests.ts";

/**
 * TERN_CLIENT_ID, TERN_CLIENT_SECRET and TERN_JWT as credentials, taken out of `environment` so that no child process
 * inherits them. Undefined if one is missing or empty: then only what the keychain holds counts.
 */
export const takeCredentials = (environment: NodeJS.ProcessEnv, server: string): Credentials | undefined => {
  const take = (name: string): string => {
    const value = environment[name] ?? "";
    delete environment[name];
    return value;
  };
  const [clientId, clientSecret, jwt] = [take("TERN_CLIENT_ID"), take("TERN_CLIENT_SECRET"), take("TERN_JWT")];
  return clientId === "" || clientSecret === "" || jwt === "" ? undefined : { server, clientId, clientSecret, jwt };
};
