import type { SDK } from "@ringcentral/sdk";
import type WebSocketExtension from "@rc-ex/ws";
import { z } from "zod";
import { AppError } from "../core/ports/app-error.ts";
import type { Clock, Log, Randomness } from "../core/ports/system.ts";
import { pause } from "./deadline.ts";
import type { Frame } from "./frames.ts";
import { guardSocket, type GuardedSocket } from "./guarded-socket.ts";
import { GuardedSubscriptions } from "./guarded-subscriptions.ts";
import { EXTENSION } from "./paths.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { WsToken } from "./schemas.ts";
import { createGapWatch } from "./sequence.ts";
import { answerIn } from "./wire-error.ts";

/** New texts, whole; SMS and MMS only. */
const INSTANT = `${EXTENSION}/message-store/instant?type=SMS`;
/** That something changed: statuses, read marks, and company messages, which come no other way. */
const CHANGES = `${EXTENSION}/message-store`;

/** One socket with its subscription: events arrive on it until it is closed. */
export type LiveConnection = {
  /** RingCentral's id of the subscription; null: it is the one of the connection that was recovered, or was not told. */
  readonly subscriptionId: string | null;
  readonly closed: GuardedSocket["closed"];
  readonly terminate: () => void;
  /** Takes the subscription back, for at most three seconds, and closes. Never rejects. */
  readonly end: () => Promise<void>;
};

const REVOKE_MS = 3_000;

const subscription = z.object({
  id: z.string(),
  disabledFilters: z.array(z.object({ filter: z.string(), reason: z.string().nullish() })).nullish(),
});

/**
 * Opens one connection: socket, recovery of the former one or a new subscription. Rejects with what the library rejects
 * with, and has then closed the socket: a connection without a subscription is deaf. `onSocket` gets it early, to end it.
 */
export const openConnection = async (options: {
  readonly sdk: SDK;
  readonly wsToken: WsToken;
  readonly wsc: string | null;
  /** How long reaching the gateway may take. */
  readonly openWithinMs: number;
  readonly limits: RateLimits;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: Log;
  readonly onFrame: (frame: Frame) => void;
  /** A frame before this one was lost. */
  readonly onGap: () => void;
  readonly onSocket: (socket: GuardedSocket) => void;
}): Promise<LiveConnection> => {
  const { clock, limits, log } = options;
  const sockets: GuardedSocket[] = [];
  let isRecovered = false;
  const subscriptions = new GuardedSubscriptions({
    ...options,
    onSocket: (socket) => {
      const isGap = createGapWatch();
      const guarded = guardSocket(socket, options, (frame) => {
        if (isGap(frame.sequence)) options.onGap();
        if (frame.kind === "connected") isRecovered = frame.isRecovered;
        options.onFrame(frame);
      });
      sockets.push(guarded);
      options.onSocket(guarded);
    },
  });
  try {
    await subscriptions.init();
    const opening = subscriptions.newWsExtension();
    const [socket] = sockets;
    if (socket === undefined) {
      await opening;
      throw new AppError("server-error", "no socket could be made");
    }
    const extension = await whileOpen(socket, opening);
    const subscriptionId = isRecovered ? null : await whileOpen(socket, subscribe(extension, limits, log));
    return {
      ...socket,
      subscriptionId,
      end: async () => {
        const revoked = revoke(extension, limits);
        await Promise.race([revoked, socket.closed, pause(clock, REVOKE_MS)]);
        socket.terminate();
        await socket.closed;
      },
    };
  } catch (error) {
    for (const socket of sockets) socket.terminate();
    throw error;
  }
};

/** The library looks once a second whether its socket is closed, and a minute for an answer: this knows at once. */
const whileOpen = <T>(socket: GuardedSocket, work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    work.then(resolve, reject);
    socket.onClosed(() => reject(new Error("closed while connecting")));
  });

/** What goes over the socket counts like any other request. */
const subscribe = async (extension: WebSocketExtension, limits: RateLimits, log: Log): Promise<string | null> => {
  await limits.admit("medium", 0);
  const held = await learning(
    limits,
    extension.subscribe([INSTANT, CHANGES], () => {
      // Events are handed on by our own listener: the library's misses those that come with the answer.
    }),
  );
  const answer = subscription.safeParse(held.subscriptionInfo);
  const disabled = answer.data?.disabledFilters ?? [];
  const id = answer.data?.id ?? null;
  if (disabled.length === 0) return id;
  // RingCentral says yes and leaves out what it does not allow. One of the two is enough to hear of every text.
  log.warn("event filters refused", { count: disabled.length, reason: disabled[0]?.reason });
  if (disabled.length >= 2) throw new AppError("missing-permission", "no event allowed", { about: "ReadMessages" });
  return id;
};

const learning = async <T>(limits: RateLimits, work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    const answer = answerIn(error);
    if (answer !== null) limits.learn("medium", answer.status, answer.headers);
    throw error;
  }
};

const revoke = async (extension: WebSocketExtension, limits: RateLimits): Promise<void> => {
  try {
    await limits.admit("medium", 0);
    await extension.subscription?.revoke();
  } catch {
    // The connection ends either way, and its subscription with it.
    return;
  }
};
