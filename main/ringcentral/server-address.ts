import { AppError } from "../core/ports/app-error.ts";

const isLoopback = (host: string): boolean =>
  host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127(\.\d+){3}$/.test(host);

/**
 * The origin of a server as a person may type it. Rejects with bad-server for what is no URL, and for plain http to another
 * computer: client secret and JWT would cross the network readable.
 */
export const serverOrigin = (server: string): string => {
  let url: URL;
  try {
    url = new URL(server.trim());
  } catch {
    throw new AppError("bad-server", "not a URL");
  }
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))) return url.origin;
  throw new AppError("bad-server", "not an address that is safe to sign in at");
};
