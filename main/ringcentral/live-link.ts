import type { SDK } from "@ringcentral/sdk";
import type { FailureCode } from "../../preload/contract/result.ts";
import { AppError } from "../core/ports/app-error.ts";
import type { LinkState, LiveEvents, LiveLink } from "../core/ports/gateway.ts";
import type { Clock, Log, Randomness } from "../core/ports/system.ts";
import { backOffMs, pause, unlessAborted } from "./deadline.ts";
import { appErrorFrom } from "./errors.ts";
import type { Frame } from "./frames.ts";
import type { GuardedSocket } from "./guarded-socket.ts";
import { type LiveConnection, openConnection } from "./live-connection.ts";
import type { EventReader } from "./live-events.ts";
import type { RateLimits } from "./rate-limits.ts";
import { betweenRefusalsMs, refusalIn } from "./refusals.ts";
import type { Session } from "./session.ts";
import { wireErrorFrom } from "./wire-error.ts";
import type { WsTokens } from "./ws-tokens.ts";

/** What a link stands on. */
export type LinkParts = {
  readonly sdk: SDK;
  readonly session: Pick<Session, "accessToken" | "replace" | "socketOpened">;
  readonly wsTokens: WsTokens;
  readonly limits: RateLimits;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: Log;
};

/** A first try after a connection that worked comes within this; later ones back off. */
const SOON_MS = 500;
/** A connection that lasted this long worked. */
const STEADY_MS = 10_000;
/**
 * How long reaching the gateway may take, by the failures since the start or the last wake; a ticket for it twice that.
 * Short at first: as the network comes back, packets get lost and nobody says so. Longer then, or a slow network would
 * never be enough.
 */
const OPEN_WITHIN_MS = [2_000, 2_000, 5_000, 10_000];
const OPEN_WITHIN_LONGEST_MS = 20_000;

/** Keeps one connection open until it is closed: connects, waits, connects again. What is refused is asked for seldom. */
export const createLiveLink = (
  { sdk, session, wsTokens, limits, clock, randomness, log }: LinkParts,
  { read, missed }: Pick<EventReader, "read" | "missed">,
  onLink: LiveEvents["onLink"],
  /** The link before this one is closed: there is never a second socket. */
  before: Promise<void>,
): LiveLink & { readonly subscriptionId: () => string | null } => {
  const closing = new AbortController();
  const isClosing = (): boolean => closing.signal.aborted;
  let waking = new AbortController();
  let wsc: string | null = null;
  let socket: GuardedSocket | null = null;
  let connection: LiveConnection | null = null;
  let subscriptionId: string | null = null;
  let told: LinkState["kind"] | null = null;
  let refusedFor: FailureCode | null = null;
  /** One after the other, since the link was last live. */
  let refusals = 0;
  let hasRenewed = false;

  const tell = (state: LinkState): void => {
    const reason = state.kind === "refused" ? state.error.code : null;
    if (isClosing() || (state.kind === told && reason === refusedFor && state.kind !== "rate-limited")) return;
    told = state.kind;
    refusedFor = reason;
    try {
      onLink(state);
    } catch (error) {
      log.error("state of the link not handled", {}, error);
    }
  };

  /** Not within the socket's own turn: whatever happens there would be the socket's problem. */
  const soon = (work: () => void): void =>
    queueMicrotask(() => {
      if (!isClosing()) work();
    });

  const hear = (frame: Frame): void => {
    if (frame.kind === "connected") {
      // Always the newest: the library keeps an old one whose sequence happens to be higher, which recovers nothing.
      wsc = frame.wsc;
    } else if (frame.kind === "error") {
      log.info("gateway error", { code: frame.code, status: frame.status });
      // 401 is about the socket token, WSG-400 about the recovery token; else either may be what it did not like.
      if (connection === null && frame.status !== 401) wsc = null;
      if (frame.code !== "WSG-400") wsTokens.forget();
      socket?.terminate();
    } else if (frame.kind === "notification") soon(() => read(frame.body));
  };

  const connect = async (failures: number, signal: AbortSignal): Promise<LiveConnection> => {
    const openWithinMs = OPEN_WITHIN_MS[failures] ?? OPEN_WITHIN_LONGEST_MS;
    const wsToken = await unlessAborted(wsTokens.get(2 * openWithinMs), signal);
    return openConnection({
      sdk,
      wsToken,
      wsc,
      openWithinMs,
      limits,
      clock,
      randomness,
      log,
      onFrame: hear,
      onGap: () => {
        log.info("events missed");
        soon(missed);
      },
      onSocket: (opened) => {
        socket = opened;
        // Closed in the moment before: nobody else would ever end this one.
        if (isClosing()) opened.terminate();
        opened.onClosed(({ refusedWith }) => {
          if (refusedWith !== null && refusedWith >= 400 && refusedWith < 500) wsTokens.forget();
        });
      },
    });
  };

  /** The gateway refused the session's token though RingCentral's API took it: one renewal may cure that, a second not. */
  const renewed = async (error: unknown): Promise<unknown> => {
    const wire = await wireErrorFrom(error, clock.now());
    if (wire?.status !== 401 || hasRenewed) return error;
    hasRenewed = true;
    wsTokens.forget();
    try {
      const refused = await unlessAborted(session.accessToken(), closing.signal);
      await unlessAborted(session.replace(refused), closing.signal);
      return new AppError("server-error", "the gateway refused the token, which is another one now");
    } catch (other) {
      return other;
    }
  };

  const refused = (error: AppError): number => {
    tell({ kind: "refused", error });
    const wait = betweenRefusalsMs(refusals, randomness.fraction());
    refusals += 1;
    hasRenewed = false;
    return wait;
  };

  /** What a failed try means, and how long to wait until the next. */
  const afterFailure = async (error: unknown, failures: number): Promise<number> => {
    const failure = await appErrorFrom(error, { kind: "call", permission: "WebSocketsSubscription" }, clock.now());
    log.info("not connected", { code: failure.code, why: failure.message, failures });
    const refusal = refusalIn(failure);
    if (refusal !== null) return refused(refusal);
    if (failure.code === "rate-limited") {
      const wait = failure.retryAfterMs ?? 60_000;
      tell({ kind: "rate-limited", until: clock.now() + wait });
      return wait;
    }
    tell({ kind: "down" });
    return backOffMs(failures, randomness.fraction());
  };

  /**
   * Waits. A wake ends it, except a full minute: that is waited out, each early try would start the penalty anew. Then what
   * is left of it is looked at after the wake, since timers stand still in a sleep.
   */
  const rest = async (ms: number): Promise<void> => {
    const until = clock.steady() + ms;
    for (let left = ms; left > 0 && !isClosing(); left = until - clock.steady()) {
      await pause(clock, left, AbortSignal.any([closing.signal, waking.signal]));
      if (!waking.signal.aborted) continue;
      if (told !== "rate-limited") return;
      waking = new AbortController();
    }
  };

  const run = async (): Promise<void> => {
    let failures = 0;
    while (!isClosing()) {
      if (waking.signal.aborted) {
        waking = new AbortController();
        failures = 0;
      }
      try {
        connection = await connect(failures, AbortSignal.any([closing.signal, waking.signal]));
      } catch (error) {
        if (isClosing()) return;
        if (waking.signal.aborted) continue;
        const wait = await afterFailure(await renewed(error), failures);
        failures += 1;
        await rest(wait);
        if (told === "rate-limited") tell({ kind: "connecting" });
        continue;
      }
      if (isClosing()) return;
      subscriptionId = connection.subscriptionId ?? subscriptionId;
      hasRenewed = false;
      refusals = 0;
      const since = clock.steady();
      const socketClosed = session.socketOpened();
      tell({ kind: "live" });
      await connection.closed;
      connection = null;
      socketClosed();
      tell({ kind: "connecting" });
      // One that is dropped as soon as it is made is a failure too, or we would knock twice a second for ever.
      failures = clock.steady() - since >= STEADY_MS ? 0 : failures + 1;
      const fraction = randomness.fraction();
      await rest(failures === 0 ? fraction * SOON_MS : backOffMs(failures - 1, fraction));
    }
  };

  const runOn = async (): Promise<void> => {
    await before;
    while (!isClosing()) {
      try {
        await run();
      } catch (error) {
        log.error("live link stopped", {}, error);
        await rest(refused(new AppError("internal", "the live link stopped", { cause: error })));
      }
    }
  };

  tell({ kind: "connecting" });
  const running = runOn();

  return {
    subscriptionId: () => subscriptionId,
    wake: () => {
      waking.abort();
      if (told === "down") tell({ kind: "connecting" });
      socket?.terminate();
    },
    close: async () => {
      closing.abort();
      const ending = connection;
      if (ending === null) socket?.terminate();
      else await ending.end();
      await running;
    },
  };
};
