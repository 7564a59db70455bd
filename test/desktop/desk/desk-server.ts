import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer of the desk: JSON, or bytes with their type. */
export type DeskAnswer =
  | { readonly status: number; readonly json: unknown }
  | { readonly status: number; readonly bytes: Uint8Array; readonly type: string };

/** `parts` are what the route's pattern caught; `body` is the request's JSON, or {} if there is none. */
export type DeskRoute = {
  readonly method: "GET" | "POST";
  readonly path: RegExp;
  readonly run: (
    parts: readonly string[],
    body: Readonly<Record<string, unknown>>,
    query: URLSearchParams,
  ) => DeskAnswer | Promise<DeskAnswer>;
};

export const done = (json: unknown = {}): DeskAnswer => ({ status: 200, json });
export const refused = (status: number, error: string): DeskAnswer => ({ status, json: { error } });

const MAX_BODY_BYTES = 1_000_000;

const bodyOf = async (request: IncomingMessage): Promise<Readonly<Record<string, unknown>> | string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return "the body is too large";
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  if (text.trim() === "") return {};
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? { ...parsed }
      : "the body must be a JSON object";
  } catch {
    return "the body is not JSON";
  }
};

const answer = async (routes: readonly DeskRoute[], request: IncomingMessage): Promise<DeskAnswer> => {
  const url = new URL(request.url ?? "/", "http://desk");
  const matching = routes.filter(({ path }) => path.test(url.pathname));
  const route = matching.find(({ method }) => method === request.method);
  if (matching.length === 0) return refused(404, "nothing is at this path");
  if (!route) return refused(405, "this path takes another method");
  const body = await bodyOf(request);
  if (typeof body === "string") return refused(400, body);
  return route.run(route.path.exec(url.pathname)?.slice(1) ?? [], body, url.searchParams);
};

const write = (response: ServerResponse, given: DeskAnswer): void => {
  const isJson = "json" in given;
  response.writeHead(given.status, {
    "content-type": isJson ? "application/json" : given.type,
    "cache-control": "no-store",
  });
  response.end(isJson ? JSON.stringify(given.json) : given.bytes);
};

/** Serves the routes on a free port of the loopback. */
export const serveDesk = async (
  routes: readonly DeskRoute[],
): Promise<{ readonly url: string; readonly close: () => void }> => {
  const server = createServer((request, response) => {
    answer(routes, request)
      .catch((error: unknown) => refused(500, String(error)))
      .then((given) => write(response, given))
      .catch((error: unknown) => process.stderr.write(`stand-in desktop: desk: ${String(error)}\n`));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
