import type { Credentials } from "../../../preload/contract/requests.ts";
import { failed, ok, type Result } from "../../../preload/contract/result.ts";

const ORIGIN = /^(https?):\/\/([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?\/*$/i;

const isThisComputer = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(host);

/**
 * Trims what was typed or pasted and finds what cannot be right before any network: bad-server, bad-client, bad-jwt.
 * A server without TLS is taken on this computer only, since the client secret and the JWT go to it.
 */
export const checkCredentials = (typed: Credentials): Result<Credentials> => {
  const server = typed.server.trim();
  const [, scheme, host] = ORIGIN.exec(server) ?? [];
  if (scheme === undefined || host === undefined) return failed("bad-server", "not the address of a server");
  if (scheme.toLowerCase() === "http" && !isThisComputer(host))
    return failed("bad-server", "secrets are not sent without TLS", { about: "https" });

  const clientId = typed.clientId.trim();
  const clientSecret = typed.clientSecret.trim();
  if (clientId === "" || clientSecret === "") return failed("bad-client", "client id or secret is empty");
  const jwt = typed.jwt.replace(/\s/g, "");
  if (jwt === "") return failed("bad-jwt", "the JWT is empty");
  return ok({ server: server.replace(/\/+$/, "").toLowerCase(), clientId, clientSecret, jwt });
};
