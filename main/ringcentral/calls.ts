import { AppError, isAppError } from "../core/ports/app-error.ts";
import type { Clock, Randomness } from "../core/ports/system.ts";
import { backOffMs, unlessAborted, withDeadline, WokenError } from "./deadline.ts";
import { appErrorFrom, type Doing } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import type { RateGroup } from "./rate-groups.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { Session } from "./session.ts";
import type { Upload } from "./upload.ts";
import type { Wakes } from "./wakes.ts";
import { isNotConnected, jsonFrom, WireError, wireErrorFrom } from "./wire-error.ts";

/** One request to the REST API, as RingCentral documents it, and how long it is worth waiting for. */
export type ApiRequest = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** A path at the configured server, or a whole URL whose host has been checked: the token goes along. */
  readonly url: string;
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly contentType?: string;
  readonly group: RateGroup;
  /** RingCentral's name of the app permission it takes, for people, should it be missing. */
  readonly permission: string | null;
  /** How long it may wait for its turn under the rate limits. */
  readonly patienceMs?: number;
  /** How long the whole answer may take to a read, if not 30 s. */
  readonly deadlineMs?: number;
};

/**
 * Every request to the REST API goes through here: token, rate limits, deadline, errors. When the computer wakes up or the
 * network changes, reads that are under way or wait to be repeated are asked again at once, unless RingCentral asked to
 * wait; a send is not, since it may have arrived.
 */
export type Calls = {
  /** A request that may be repeated; the answer's JSON, undefined if it has no body. */
  readonly read: (request: ApiRequest) => Promise<unknown>;
  /** Like `read`, for answers that are not JSON. `take` runs within the deadline. */
  readonly readWith: <T>(request: ApiRequest, take: (response: Response) => Promise<T>) => Promise<T>;
  /** A text on its way: never repeated once any of it has been handed to the network and may have arrived. */
  readonly send: (request: ApiRequest, upload: Upload) => Promise<unknown>;
};

const READ_DEADLINE_MS = 30_000;
const SEND_DEADLINE_MS = 120_000;
const READ_PATIENCE_MS = 90_000;
/** A person waits for it; the outbox knows better than a hanging request what to do with a long wait. */
const SEND_PATIENCE_MS = 2_000;
const READ_TRIES = 4;
/**
 * Waking up leaves a request this long to be answered, since it may be told many times in a row. Longer for a ticket:
 * there are only five a minute.
 */
const GRACE_MS = 500;
const AUTH_GRACE_MS = 2_000;

type Way<T> = {
  readonly deadlineMs: number;
  readonly patienceMs: number;
  readonly body: () => Readonly<Record<string, unknown>>;
  readonly take: (response: Response) => Promise<T>;
  /** Whether it is given up when the computer wakes up. */
  readonly mayRepeat: boolean;
};

export const createCalls = ({
  exchange,
  session,
  limits,
  wakes,
  clock,
  randomness,
}: {
  readonly exchange: Exchange;
  readonly session: Session;
  readonly limits: RateLimits;
  readonly wakes: Wakes;
  readonly clock: Clock;
  readonly randomness: Randomness;
}): Calls => {
  const once = <T>(request: ApiRequest, way: Way<T>): Promise<T> => {
    const { method, url, query, group } = request;
    const ask = (take: Way<T>["take"]): Promise<T> =>
      withDeadline(clock, way.deadlineMs, (signal) =>
        exchange(group, { method, url, query, ...way.body(), signal }, take),
      );
    if (!way.mayRepeat) return ask(way.take);
    const graceMs = group === "auth" ? AUTH_GRACE_MS : GRACE_MS;
    // Nobody waits for its answer any more, but if that comes all the same and is a refusal, the rate limits hear of it.
    return wakes.guard(graceMs, (woken) =>
      unlessAborted(
        ask(async (response) => {
          if (!woken.aborted) return way.take(response);
          await response.body?.cancel();
          throw new WokenError();
        }),
        woken,
      ),
    );
  };

  const inTurn = async <T>(request: ApiRequest, way: Way<T>): Promise<T> => {
    const takeBack = await limits.admit(request.group, request.patienceMs ?? way.patienceMs);
    try {
      return await once(request, way);
    } catch (error) {
      if (isNotConnected(error)) takeBack();
      throw error;
    }
  };

  /** With a valid token, and once more with a new one if that was refused. */
  const withToken = async <T>(request: ApiRequest, way: Way<T>): Promise<T> => {
    // Before the turn: a renewal may take long, and by then the turn might be within a penalty.
    const token = await session.accessToken();
    try {
      return await inTurn(request, way);
    } catch (error) {
      const wire = await wireErrorFrom(error, clock.now());
      if (wire?.status !== 401 || wire.has("CMN-405")) throw error;
      await session.replace(token);
      return inTurn(request, way);
    }
  };

  /**
   * A session is over when the token endpoint says so. Until then a refusal of a token just renewed is RingCentral's
   * trouble: a text waits, and is not stuck.
   */
  const failureFrom = async (error: unknown, doing: Doing): Promise<AppError> => {
    const failure = await appErrorFrom(error, doing, clock.now());
    return failure.code === "signed-out" && !session.isOver()
      ? new AppError("server-error", failure.message, { cause: failure.cause })
      : failure;
  };

  const readWith = async <T>(request: ApiRequest, take: (response: Response) => Promise<T>): Promise<T> => {
    const way: Way<T> = {
      mayRepeat: true,
      deadlineMs: request.deadlineMs ?? READ_DEADLINE_MS,
      patienceMs: READ_PATIENCE_MS,
      body: () =>
        request.json === undefined
          ? {}
          : {
              body: JSON.stringify(request.json),
              headers: { "Content-Type": request.contentType ?? "application/json" },
            },
      take,
    };
    for (let tries = 1; ;) {
      try {
        return await withToken(request, way);
      } catch (error) {
        const isWoken = error instanceof WokenError && !session.isOver();
        if (isWoken) continue;
        const failure = await failureFrom(error, { kind: "call", permission: request.permission });
        // Of requests for tokens there are too few in a minute to spend any on repeating.
        const wait = request.group === "auth" ? null : waitBeforeRepeat(failure, error, tries, randomness.fraction());
        if (wait === null || session.isOver()) throw failure;
        tries += 1;
        await (failure.retryAfterMs === undefined ? wakes.pauseUntilWake(wait) : wakes.pause(wait));
      }
    }
  };

  return {
    readWith,
    read: (request) => readWith(request, async (response) => jsonFrom(await response.text())),
    send: async (request, upload) => {
      const way: Way<unknown> = {
        mayRepeat: false,
        deadlineMs: SEND_DEADLINE_MS,
        patienceMs: SEND_PATIENCE_MS,
        body: () => ({
          body: upload.stream(),
          duplex: "half",
          headers: { "Content-Type": upload.contentType, "Content-Length": String(upload.size) },
        }),
        take: async (response) => jsonFrom(await response.text()),
      };
      try {
        return await withToken(request, way);
      } catch (error) {
        throw await failureFrom(error, {
          kind: "send",
          permission: request.permission,
          bodyLeft: upload.hasLeft(),
        });
      }
    },
  };
};

/** How long to wait before repeating what failed with `error`; null: it makes no sense to repeat it now. */
const waitBeforeRepeat = (failure: AppError, error: unknown, tries: number, fraction: number): number | null => {
  // What the session or the rate limits reject with has been waited for and repeated there.
  if (tries >= READ_TRIES || isAppError(error)) return null;
  if (error instanceof WireError) {
    // The wait itself is the rate limit's, at the next try; past its patience it rejects.
    if (error.status === 429) return 0;
    if (error.status < 500 || (failure.retryAfterMs ?? 0) > READ_PATIENCE_MS) return null;
    return failure.retryAfterMs ?? backOffMs(tries, fraction);
  }
  // A kept-alive connection the server had closed: seen at once, and gone with the next request.
  return tries === 1 && error instanceof TypeError && !isNotConnected(error) ? 0 : null;
};
