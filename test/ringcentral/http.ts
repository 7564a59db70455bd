import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { randomUUID } from "node:crypto";
import type { Answer, Call } from "./call.ts";
import type { ServerClock } from "./clock.ts";
import type { Dispatch } from "./dispatch.ts";
import { errorBody } from "./errors.ts";
import type { Faults } from "./faults.ts";
import { jsonText } from "./json.ts";
import type { Exchange } from "./request-log.ts";

/** The documented limit of a request body. */
const maxBodyBytes = 10_000_000;

const headersOf = (request: IncomingMessage): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );

/** An answer as bytes, with the headers that describe them. */
export const writtenAnswer = (answer: Answer): { readonly headers: Record<string, string>; readonly body: Buffer } => {
  const contentType = answer.contentType ?? (answer.json === undefined ? null : "application/json;charset=utf-8");
  return {
    headers: {
      RCRequestId: randomUUID(),
      ...(contentType === null ? {} : { "Content-Type": contentType }),
      ...answer.headers,
    },
    body: answer.body ?? (answer.json === undefined ? Buffer.alloc(0) : Buffer.from(jsonText(answer.json), "utf8")),
  };
};

const send = (
  response: ServerResponse,
  answer: Answer,
  { now, isCompressed }: { readonly now: number; readonly isCompressed: boolean },
): ReturnType<typeof writtenAnswer> => {
  const written = writtenAnswer(answer);
  response.setHeader("Date", new Date(now).toUTCString());
  if (isCompressed && answer.json !== undefined) {
    // No Content-Length: chunked, as the replies that some clients read as cut short.
    response.writeHead(answer.status, { ...written.headers, "Content-Encoding": "gzip" });
    const bytes = gzipSync(written.body);
    response.write(bytes.subarray(0, 10));
    response.end(bytes.subarray(10));
  } else {
    const length = answer.status === 204 ? {} : { "Content-Length": String(written.body.length) };
    response.writeHead(answer.status, { ...written.headers, ...length });
    response.end(written.body);
  }
  return written;
};

export type HttpDeps = {
  readonly clock: ServerClock;
  readonly dispatch: Dispatch;
  readonly faults: Faults;
  /** See network.ts. */
  readonly isSilent: (socket: Duplex) => boolean;
  readonly onExchange: (exchange: Exchange) => void;
};

/** The REST side: turns HTTP into calls, and answers into HTTP. */
export const createRestServer = ({ clock, dispatch, faults, isSilent, onExchange }: HttpDeps): Server => {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://local");
    const body = await buffer(request);
    if (isSilent(request.socket)) return;
    const call: Call = {
      method: request.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      headers: headersOf(request),
      body,
      link: null,
    };
    const exchange = (status: number | null, written?: ReturnType<typeof writtenAnswer>, isInvented = false): void =>
      onExchange({
        transport: "HTTP",
        method: call.method,
        path: call.path,
        search: url.search,
        requestHeaders: call.headers,
        requestBody: call.body,
        status,
        answerHeaders: written?.headers ?? {},
        answerBody: written?.body ?? Buffer.alloc(0),
        isInvented,
      });
    if (body.length > maxBodyBytes) {
      const answer = { status: 413, json: errorBody("MSG-338") };
      return exchange(413, send(response, answer, { now: clock.now(), isCompressed: false }));
    }
    const reply = await dispatch(call);
    const { latencyMs, gzip } = faults.settings();
    if (latencyMs > 0) await clock.pause(latencyMs);
    if (request.socket.destroyed || isSilent(request.socket)) return exchange(null);
    if (reply.kind === "answer") {
      const accepts = (call.headers["accept-encoding"] ?? "").includes("gzip");
      const how = { now: clock.now(), isCompressed: gzip && accepts };
      exchange(reply.answer.status, send(response, reply.answer, how), reply.isInvented);
      reply.onWritten?.();
    } else {
      exchange(null);
      if (reply.kind === "reset") request.socket.resetAndDestroy();
    }
  };

  // No limit on how long an answer may stay away: swallowed answers must hang until the client gives up.
  return createServer({ requestTimeout: 0 }, (request, response) => {
    serve(request, response).catch((error: unknown) => {
      // A client that hung up is no fault of the server; anything else is a bug and must be seen.
      if (!request.destroyed && !response.headersSent) response.writeHead(500).end(String(error));
    });
  });
};

/** Listens on loopback only; answers the address. */
export const listen = async (server: Server, port: number): Promise<string> => {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening on a port");
  return `http://127.0.0.1:${address.port}`;
};

export const closeServer = async (server: Server): Promise<void> => {
  if (!server.listening) return;
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
};
