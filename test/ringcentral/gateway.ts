import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import type { HeldSubscription, SubscriptionHolder } from "./call.ts";
import type { ServerClock } from "./clock.ts";
import type { Dispatch } from "./dispatch.ts";
import type { EventHub } from "./event-hub.ts";
import { notificationsFor, type EventDeps, type Notification } from "./events.ts";
import type { ErrorFrame, Faults } from "./faults.ts";
import { readFilter } from "./filters.ts";
import { callFrom, detailsFrame, errorFrame, frame, readFrame, replyFrame, type Incoming } from "./gateway-frames.ts";
import { createGatewaySessions, type GatewaySession } from "./gateway-sessions.ts";
import { writtenAnswer } from "./http.ts";
import type { OAuthSession, OAuthSessions } from "./oauth-sessions.ts";
import type { Exchange } from "./request-log.ts";
import type { Violations } from "./violations.ts";
import { extensionById } from "./world.ts";

type Connection = {
  readonly socket: WebSocket;
  readonly stream: Duplex;
  /** Null for one that was only ever told an error, or nothing at all. */
  readonly session: GatewaySession<Connection> | null;
  readonly wscToken: string;
  sequence: number;
  readonly openedAt: number;
  /** When the client last sent a data frame. */
  lastFrameAt: number;
  lastPingAt: number;
  /** When a pong became due; null if none is. */
  pongDueAt: number | null;
  /** Dead both ways, though the client cannot know. */
  isHalfOpen: boolean;
  isEnding: boolean;
};

export type GatewayDeps = EventDeps & {
  readonly clock: ServerClock;
  readonly faults: Faults;
  readonly sessions: OAuthSessions;
  readonly hub: EventHub;
  readonly dispatch: Dispatch;
  readonly violations: Violations;
  /** See network.ts. */
  readonly isSilent: (socket: Duplex) => boolean;
  readonly onExchange: (exchange: Exchange) => void;
  readonly onNotification: (notification: Notification) => void;
  /** Puts a text into a store, as POST {control}/inbound does. */
  readonly arrive: (text: { from: string; to: string; text: string }) => void;
};

export const gatewayPath = "/ws";
const tickMs = 100;
/** How long a client may take to answer a close frame. */
const closeTimeoutMs = 30_000;

export type Gateway = ReturnType<typeof createGateway>;

/** The WebSocket gateway: connections, their one subscription, notifications, heartbeats, recovery. */
export const createGateway = (deps: GatewayDeps) => {
  const { clock, faults, sessions, hub, dispatch, onExchange, violations, world } = deps;
  const server = new WebSocketServer({ noServer: true });
  const connections = new Set<Connection>();
  const kept = createGatewaySessions<Connection>({ clock, faults });

  const send = (connection: Connection, text: string): void => {
    if (!connection.isHalfOpen && connection.socket.readyState === connection.socket.OPEN) connection.socket.send(text);
  };

  const notify = (connection: Connection, notification: Notification): void => {
    connection.sequence += 1;
    const wsc = { token: connection.wscToken, sequence: connection.sequence };
    const headers = { RCRequestId: randomUUID() };
    deps.onNotification(notification);
    send(
      connection,
      frame({ type: "ServerNotification", messageId: notification.uuid, status: 200, headers, wsc }, notification),
    );
  };

  hub.onHappening((happening, { copies, sameUuid, isLost }) => {
    for (const session of kept.subscribed()) {
      const { subscription } = session;
      if (subscription === null) continue;
      const context = {
        world,
        extensionId: subscription.extensionId,
        isAdmin: extensionById(world, subscription.extensionId)?.isAdmin ?? false,
      };
      const filters = subscription.eventFilters.flatMap((text) => {
        const verdict = readFilter(text, context);
        return verdict.kind === "accepted" ? [verdict.filter] : [];
      });
      const subscriber = { subscriptionId: subscription.id, extensionId: subscription.extensionId };
      const first = notificationsFor(deps, subscriber, filters, happening);
      const again = first.map((one) => (sameUuid ? one : { ...one, uuid: randomUUID() }));
      if (isLost) {
        if (session.connection !== null) session.connection.sequence += first.length;
        continue;
      }
      for (const notification of copies === 1 ? first : [...first, ...again])
        if (session.connection === null) kept.miss(session, notification);
        else notify(session.connection, notification);
    }
  });

  const end = (connection: Connection, error: ErrorFrame & { readonly message?: string }): void => {
    const { errorCode = "WSG-902", status = 403, message = "WebSocket session is closed", close = true } = error;
    send(connection, errorFrame(errorCode, status, message));
    if (!close) return;
    connection.isEnding = true;
    connection.socket.close(1000);
    connection.socket.once(
      "close",
      clock.after(closeTimeoutMs, () => connection.socket.terminate()),
    );
  };

  const isListening = (connection: Connection, oauth: OAuthSession): boolean =>
    connection.session?.oauth === oauth &&
    connection.session.connection === connection &&
    connection.session.subscription !== null &&
    !connection.isHalfOpen &&
    !connection.isEnding;

  /** To be called when a connection may have got a subscription; looks once what its client closed before is seen closed. */
  const checkForSecond = ({ oauth, subscription }: GatewaySession<Connection>): void => {
    if (subscription === null) return;
    clock.after(violations.travelMs, () => {
      const listening = [...connections].filter((connection) => isListening(connection, oauth));
      if (listening.length > 1) violations.secondSocket(listening.length);
    });
  };

  const holderFor = (session: GatewaySession<Connection>): SubscriptionHolder => ({
    session: session.oauth,
    hold: (subscription) => {
      session.subscription = subscription;
    },
    held: () => session.subscription,
  });

  const answer = async (
    connection: Connection,
    session: GatewaySession<Connection>,
    incoming: Extract<Incoming, { kind: "request" }>,
  ): Promise<void> => {
    const call = callFrom(incoming, holderFor(session));
    const reply = await dispatch(call);
    if (faults.settings().latencyMs > 0) await clock.pause(faults.settings().latencyMs);
    const isGone = connection.isHalfOpen || connection.socket.readyState !== connection.socket.OPEN;
    const written = reply.kind === "answer" && !isGone ? writtenAnswer(reply.answer) : null;
    const search = call.query.toString();
    onExchange({
      transport: "WebSocket",
      method: call.method,
      path: call.path,
      search: search === "" ? "" : `?${search}`,
      requestHeaders: call.headers,
      requestBody: call.body,
      status: reply.kind === "answer" && !isGone ? reply.answer.status : null,
      answerHeaders: written?.headers ?? {},
      answerBody: written?.body ?? Buffer.alloc(0),
      isInvented: reply.kind === "answer" && reply.isInvented,
    });
    if (isGone) return;
    if (reply.kind === "reset") connection.socket.terminate();
    if (reply.kind !== "answer") return;
    // One write for all: what follows the reply reaches the client in the same read.
    connection.stream.cork();
    connection.sequence += 1;
    const wsc = { token: connection.wscToken, sequence: connection.sequence };
    send(connection, replyFrame(incoming.messageId, reply.answer, wsc));
    reply.onWritten?.();
    checkForSecond(session);
    const isSubscribe = call.method === "POST" && call.path.endsWith("/subscription") && reply.answer.status === 200;
    const text = isSubscribe ? faults.takeTextWithSubscribeReply() : null;
    if (text !== null) deps.arrive(text);
    connection.stream.uncork();
  };

  const receive = (connection: Connection, text: string): void => {
    if (connection.isHalfOpen) return;
    connection.lastFrameAt = clock.now();
    const incoming = readFrame(text);
    if (incoming.kind === "heartbeat") {
      if (!faults.settings().silentHeartbeats)
        send(connection, frame({ type: "Heartbeat", messageId: incoming.messageId }));
    } else if (incoming.kind === "unreadable") end(connection, { errorCode: "WSG-400", status: 400, close: false });
    else if (connection.session !== null)
      answer(connection, connection.session, incoming).catch((error: unknown) => {
        end(connection, { errorCode: "WSG-500", status: 500, message: String(error) });
      });
  };

  const detach = (connection: Connection): void => {
    const { session } = connection;
    if (session?.connection !== connection) return;
    session.connection = null;
    session.detachedAt = clock.now();
  };

  const adopt = (socket: WebSocket, stream: Duplex, session: GatewaySession<Connection> | null): Connection => {
    const now = clock.now();
    const connection: Connection = {
      socket,
      stream,
      session,
      wscToken: session === null ? "" : kept.tokenFor(session),
      sequence: 1,
      openedAt: now,
      lastFrameAt: now,
      lastPingAt: now,
      pongDueAt: null,
      isHalfOpen: false,
      isEnding: false,
    };
    connections.add(connection);
    // A torn connection is told by "close" as well; without a listener it would end the process.
    socket.on("error", () => socket.terminate());
    socket.on("message", (data: Buffer) => receive(connection, data.toString("utf8")));
    socket.on("pong", () => {
      if (!connection.isHalfOpen) connection.pongDueAt = null;
    });
    socket.on("close", () => {
      connections.delete(connection);
      detach(connection);
    });
    if (session !== null) {
      session.connection?.socket.terminate();
      session.connection = connection;
      session.detachedAt = null;
    }
    return connection;
  };

  const welcome = (
    connection: Connection,
    recovery: Parameters<typeof detailsFrame>[3],
    session: GatewaySession<Connection>,
  ): void => {
    const { settings } = faults;
    connection.stream.cork();
    send(
      connection,
      detailsFrame({ token: connection.wscToken, sequence: connection.sequence }, clock.now(), settings(), recovery),
    );
    const { missed } = session;
    session.missed = [];
    const replay = (): void => {
      for (const notification of missed) notify(connection, notification);
    };
    if (settings().replayDelayMs === 0) replay();
    else clock.after(settings().replayDelayMs, replay);
    connection.stream.uncork();
    checkForSecond(session);
  };

  const connected = (socket: WebSocket, stream: Duplex, query: URLSearchParams): void => {
    const oauth = sessions.useWsToken(query.get("access_token") ?? "", faults.settings().wsTokenSingleUse);
    const error = faults.takeErrorOnConnect();
    if (faults.settings().silentSocket) adopt(socket, stream, null);
    else if (error !== null) end(adopt(socket, stream, null), error);
    else if (oauth === null)
      // The real code for a bad WebSocket token is not documented.
      end(adopt(socket, stream, null), { errorCode: "WSG-901", status: 401, message: "Token is invalid" });
    else {
      const wsc = query.get("wsc");
      const recovery = wsc === null ? null : kept.recover(wsc, oauth);
      if (recovery?.kind === "malformed") {
        const message = "Malformed WebSocket session context token";
        return end(adopt(socket, stream, null), { errorCode: "WSG-400", status: 400, message });
      }
      const session = recovery?.kind === "recovered" ? recovery.session : kept.open(oauth);
      const state =
        recovery === null
          ? null
          : recovery.kind === "recovered"
            ? { state: "Successful" as const, errorCode: null }
            : { state: "Failed" as const, errorCode: recovery.errorCode };
      welcome(adopt(socket, stream, session), state, session);
    }
  };

  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    stream.on("error", () => stream.destroy());
    if (deps.isSilent(stream)) return;
    const url = new URL(request.url ?? "/", "http://local");
    const refusal = faults.takeRefusedUpgrade() ?? (url.pathname === gatewayPath ? null : 404);
    if (refusal === null)
      server.handleUpgrade(request, stream, head, (socket) => connected(socket, stream, url.searchParams));
    else stream.end(`HTTP/1.1 ${refusal} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  };

  const askForPong = (connection: Connection, now: number): void => {
    const { pingIntervalS, pongTimeoutS } = faults.settings();
    if (now <= connection.lastPingAt + pingIntervalS * 1000) return;
    connection.lastPingAt = now;
    connection.pongDueAt ??= now + pongTimeoutS * 1000;
    if (!connection.isHalfOpen) connection.socket.ping();
  };

  const check = (connection: Connection): void => {
    if (connection.isEnding) return;
    const { settings } = faults;
    const now = clock.now();
    const { idleTimeoutS, absoluteTimeoutS, keepSocketOnTokenExpiry } = settings();
    const oauth = connection.session?.oauth;
    if (connection.pongDueAt !== null && now >= connection.pongDueAt) {
      // The server gives up; what is half open stays so for the client, who hears nothing of it.
      if (connection.isHalfOpen) detach(connection);
      else connection.socket.terminate();
    } else if (connection.isHalfOpen) askForPong(connection, now);
    else if (now > connection.openedAt + absoluteTimeoutS * 1000)
      end(connection, { errorCode: "WSG-903", message: "Absolute timeout" });
    else if (now > connection.lastFrameAt + idleTimeoutS * 1000)
      end(connection, { errorCode: "WSG-902", message: "Idle timeout" });
    else if (oauth !== undefined && (oauth.hasEnded || (!keepSocketOnTokenExpiry && !sessions.isAlive(oauth))))
      end(connection, { errorCode: "WSG-901", status: 401, message: "Access token expired" });
    else askForPong(connection, now);
  };

  clock.every(tickMs, () => {
    for (const connection of connections) check(connection);
  });

  return {
    listenOn: (http: Server): void => {
      http.on("upgrade", upgrade);
    },
    /** The subscriptions of this user and app that events are for. */
    subscribed: ({ extensionId, clientId }: OAuthSession): readonly HeldSubscription[] =>
      kept
        .subscribed()
        .flatMap(({ oauth, subscription }) =>
          subscription !== null && oauth.extensionId === extensionId && oauth.clientId === clientId
            ? [subscription]
            : [],
        ),
    /** How many connections the server takes for live. */
    size: (): number => [...connections].filter((entry) => entry.session?.connection === entry).length,
    drop: (): void => {
      for (const connection of connections) connection.socket.terminate();
    },
    goHalfOpen: (): void => {
      for (const connection of connections) {
        connection.isHalfOpen = true;
        connection.socket.pause();
        connection.stream.pause();
      }
    },
    sendGarbage: (text: string): void => {
      for (const connection of connections) send(connection, text);
    },
    sendError: (error: ErrorFrame): void => {
      for (const connection of connections) end(connection, error);
    },
    stop: (): void => {
      for (const connection of connections) connection.socket.terminate();
      server.close();
    },
  };
};
