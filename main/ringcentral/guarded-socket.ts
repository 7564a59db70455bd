import type WebSocketExtension from "@rc-ex/ws";
import type { MessageEvent, RawData } from "ws";
import type { Clock, Log, Randomness } from "../core/ports/system.ts";
import { type Frame, frameFromText } from "./frames.ts";

type Socket = WebSocketExtension["ws"];
type OnMessage = (event: MessageEvent) => void;

/** A socket of the library that cannot crash the process, fall silent unnoticed or stay half open. */
export type GuardedSocket = {
  /** Resolves when it is closed, for whatever reason. */
  readonly closed: Promise<void>;
  /** Calls back when it is closed, with the upgrade's HTTP status if that was refused. */
  readonly onClosed: (listener: (how: { readonly refusedWith: number | null }) => void) => void;
  readonly terminate: () => void;
};

/** From the open socket to ConnectionDetails. */
const READY_MS = 20_000;
/** After this much silence a heartbeat asks; RingCentral closes after 30 minutes without one. */
const SILENCE_MS = 30_000;
/** And this long an answer may take. */
const ANSWER_MS = 15_000;

/**
 * Makes every `message` listener the library adds harmless: one that throws (on a frame that is no JSON, or an event that
 * comes before its subscription) would end the process, or leave the socket deaf for ever with its state still "open".
 */
const shieldListeners = (socket: Socket, log: Log): void => {
  const shielded = new WeakMap<OnMessage, OnMessage>();
  const add = socket.addEventListener.bind(socket);
  const remove = socket.removeEventListener.bind(socket);
  Object.assign(socket, {
    addEventListener: (type: "message", listener: OnMessage): void => {
      const safe: OnMessage = (event) => {
        try {
          listener(event);
        } catch (error) {
          log.warn("a listener of the library failed", { error: error instanceof Error ? error.name : "unknown" });
        }
      };
      shielded.set(listener, safe);
      add(type, safe);
    },
    removeEventListener: (type: "message", listener: OnMessage): void =>
      remove(type, shielded.get(listener) ?? listener),
  });
};

/** To be called in the same tick in which the library made the socket: an error without a listener ends the process. */
export const guardSocket = (
  socket: Socket,
  {
    openWithinMs,
    clock,
    randomness,
    log,
  }: {
    /** How long reaching the gateway may take: packets that go nowhere are not answered with an error. */
    readonly openWithinMs: number;
    readonly clock: Clock;
    readonly randomness: Randomness;
    readonly log: Log;
  },
  onFrame: (frame: Frame) => void,
): GuardedSocket => {
  let refusedWith: number | null = null;
  let cancelTimer = (): void => {};
  let isClosed = false;
  let isReady = false;

  const within = (ms: number, callback: () => void): void => {
    cancelTimer();
    if (!isClosed) cancelTimer = clock.after(ms, callback);
  };
  const giveUp = (why: string) => (): void => {
    log.info("socket given up", { why });
    socket.terminate();
  };
  const askForLife = (): void => {
    within(ANSWER_MS, giveUp("no answer to a heartbeat"));
    // The library's `send` waits for the socket to open, and is a promise though its type does not say so.
    Promise.resolve(socket.send(JSON.stringify([{ type: "Heartbeat", messageId: randomness.uuid() }]))).catch(
      giveUp("heartbeat not sent"),
    );
  };

  socket.on("error", (error: Error) => {
    const status = /^Unexpected server response: (\d+)$/.exec(error.message)?.[1];
    refusedWith = status === undefined ? null : Number(status);
    log.info("socket failed", { status: refusedWith, code: "code" in error ? String(error.code) : null });
  });
  shieldListeners(socket, log);
  within(openWithinMs, giveUp("not open in time"));
  socket.on("open", () => {
    if (!isReady) within(READY_MS, giveUp("not ready in time"));
  });

  socket.on("message", (data: RawData) => {
    try {
      const frame = Buffer.isBuffer(data) ? frameFromText(data.toString("utf8")) : null;
      if (frame === null) log.warn("malformed frame skipped", {});
      else onFrame(frame);
      // Nothing but ConnectionDetails ends the wait for it; then any frame shows that the other side is there.
      if (frame?.kind === "connected" || isReady) {
        isReady = true;
        within(SILENCE_MS, askForLife);
      }
    } catch (error) {
      log.error("frame not handled", { error: error instanceof Error ? error.name : "unknown" });
    }
  });
  socket.on("close", () => {
    isClosed = true;
    cancelTimer();
  });

  return {
    closed: new Promise((resolve) => {
      socket.on("close", () => resolve());
    }),
    onClosed: (listener) => void socket.on("close", () => listener({ refusedWith })),
    terminate: () => socket.terminate(),
  };
};
