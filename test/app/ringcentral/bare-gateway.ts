import { createServer, type AddressInfo, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import type { LinkState } from "../../../main/core/ports/gateway.ts";
import type { Clock } from "../../../main/core/ports/system.ts";
import { createRandomness } from "../../../main/desktop/randomness.ts";
import { createConnections } from "../../../main/ringcentral/connections.ts";
import { createLiveLink, type LinkParts } from "../../../main/ringcentral/live-link.ts";
import { createRateLimits } from "../../../main/ringcentral/rate-limits.ts";
import { createSdk } from "../../../main/ringcentral/sdk.ts";
import type { HandClock } from "../../harness/hand-clock.ts";
import { keepingNothing } from "../../harness/limits-in-memory.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";

/** A gateway that a test plays itself: it says hello and answers subscriptions, and counts who is connected. */
export const openBareGateway = async () => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  const subscribed: WebSocket[] = [];
  let sequence = 1;
  let mostAtOnce = 0;
  let connections = 0;
  let sayHello = true;

  const send = (socket: WebSocket, meta: object, body?: unknown): void =>
    socket.send(JSON.stringify(body === undefined ? [meta] : [meta, body]));

  server.on("connection", (socket) => {
    connections += 1;
    sequence = 1;
    mostAtOnce = Math.max(mostAtOnce, [...server.clients].filter((client) => client.readyState === client.OPEN).length);
    socket.on("error", () => undefined);
    if (sayHello) send(socket, { type: "ConnectionDetails", wsc: { token: `wsc-${connections}`, sequence } }, {});
    socket.on("message", (data: Buffer) => {
      const [meta] = JSON.parse(data.toString("utf8")) as [{ type: string; messageId: string }];
      if (meta.type !== "ClientRequest") return send(socket, meta);
      sequence += 1;
      const wsc = { token: `wsc-${connections}`, sequence };
      send(socket, { type: "ClientRequest", messageId: meta.messageId, status: 200, wsc }, { id: "subscription" });
      subscribed.push(socket);
    });
  });

  const { port } = server.address() as AddressInfo;
  return {
    uri: `ws://127.0.0.1:${port}/ws`,
    connections: () => connections,
    /** The most sockets that were ever open together. */
    mostAtOnce: () => mostAtOnce,
    open: () => server.clients.size,
    /** Whether it greets those who connect. */
    greet: (hello: boolean): void => {
      sayHello = hello;
    },
    /** A notification with this number, over the newest connection. */
    notify: (number: number | null): void => {
      const socket = subscribed.at(-1);
      if (socket === undefined) throw new Error("nobody is here");
      const wsc = number === null ? {} : { wsc: { token: `wsc-${connections}`, sequence: number } };
      send(socket, { type: "ServerNotification", ...wsc }, { number });
    },
    drop: (): void => {
      for (const client of server.clients) client.terminate();
    },
  };
};

/** A port where connections are taken and nothing is ever said: as good as packets that go nowhere. */
export const openBlackHole = async () => {
  let connections = 0;
  let closed = 0;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    connections += 1;
    open.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      closed += 1;
      open.delete(socket);
    });
    socket.resume();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    uri: `ws://127.0.0.1:${port}/ws`,
    connections: () => connections,
    /** How many connections their other side has given up. */
    closed: () => closed,
  };
};

/** The same clock, and every wait that was asked of it, in ms. */
export const recordingWaits = <T extends Clock>(clock: T): T & { readonly waits: number[] } => {
  const waits: number[] = [];
  return {
    ...clock,
    waits,
    after: (ms: number, callback: () => void) => {
      waits.push(ms);
      return clock.after(ms, callback);
    },
  };
};

/** A live link alone: no session, no REST, only the socket to `uri`. */
export const openBareLink = (
  clock: HandClock,
  uri: () => string,
  change: Partial<Pick<LinkParts, "wsTokens">> = {},
) => {
  const links: LinkState[] = [];
  const read: unknown[] = [];
  let missed = 0;
  const link = createLiveLink(
    {
      sdk: createSdk({
        server: "http://127.0.0.1:9",
        clientId: "app",
        clientSecret: "secret",
        account: "one",
        version: "1",
        fetch: createConnections().fetch,
      }),
      session: {
        accessToken: () => Promise.resolve("token"),
        replace: () => Promise.resolve("token"),
        socketOpened: () => () => undefined,
      },
      wsTokens: {
        get: () => Promise.resolve({ uri: uri(), ws_access_token: "ticket", expires_in: 30 }),
        forget: () => undefined,
      },
      limits: createRateLimits({ clock, kept: keepingNothing }),
      clock,
      randomness: createRandomness(),
      log: createKeepingLog(),
      ...change,
    },
    {
      read: (body) => void read.push(body),
      missed: () => {
        missed += 1;
      },
    },
    (state) => void links.push(state),
    Promise.resolve(),
  );
  onTestFinished(() => link.close());
  return {
    link,
    links,
    kinds: () => links.map(({ kind }) => kind),
    read,
    missed: () => missed,
  };
};
