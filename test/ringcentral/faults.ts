import type { AnswerRule, DeliveryScript, GroupLimits, KnobChange, Knobs, RequestRule } from "./knobs.ts";

/**
 * The fault knobs: POST {control}/faults with any of these names; DELETE {control}/faults puts everything back (what has
 * been done, such as a dropped socket or a revoked token, stays done). GET {control}/faults answers `{ armed }`: how often
 * faults that count their times will still strike. `times` is 1 if not given; `path` matches any
 * request whose path and query contain it, over HTTP or the gateway.
 *
 * At once, once:
 * - `dropSocket: true` every open WebSocket loses its TCP connection, without a close frame.
 * - `halfOpen: true` every open WebSocket goes dead both ways, and stays open for the client: nothing is read, nothing is
 *   written, no FIN. What happens meanwhile counts as delivered until the server misses a pong (`pongTimeoutS`).
 * - `expireTokens: true` all access tokens are too old; refresh tokens work. `revokeTokens: true` all sessions end.
 *   Open WebSockets of such sessions get an Error frame and are closed (`keepSocketOnTokenExpiry` leaves them).
 * - `garbageFrame: true | "text"` sends a frame that is not JSON, or the given text, over every open WebSocket.
 * - `errorFrame: {errorCode?, status?, close?}` sends an Error frame (WSG-902 and closing, if not told otherwise).
 * - `deadSyncTokens: true` every sync token handed out so far is answered with MSG-333.
 * - `advanceS: n` the server's clock jumps ahead; timers that fall due by it run.
 *
 * Network, until turned back (the control server stays reachable).
 * - `unreachable: true` every connection is reset, and every new one as soon as it is accepted. Gateway sessions count as
 *   dropped: what they miss is kept for their recovery.
 * - `blackhole: true` connections stay open and new ones are accepted, but nothing is read or answered: requests are not
 *   done, WebSockets are half open (see there). Turned back, all of them are reset.
 *
 * Events. One "event" is everything told of one change (a text, a status): its instant and its message-store notification.
 * - `loseEvents: n` the next n are never sent; connections count them in their `sequence`, so that a client can see the
 *   gap. `duplicateEvents: n` the next n are sent twice, with the same uuid;
 *   `duplicateEventsAnew: n` the second time under a new uuid. `reorderEvents: n` the next n are kept back and sent in
 *   the opposite order (after 2 s at the latest).
 * - `oldEventShape: true` instant events as before 2023: conversationId, no owner, eventType, phoneNumberInfo, target.
 * - `eventBeforeReply: true` the event of a sent text arrives before the answer to the request that sent it.
 * - `eventWithSubscribeReply: {from,to,text}` such a text arrives in the same TCP segment as the reply to the next subscribe.
 *
 * Answers.
 * - `answer: {path, status, times?, method?, errorCode?, message?, retryAfter?, html?, empty?, reset?, afterWork?}` or a
 *   list of them: answers without doing the work, or (`afterWork`) after it and instead of its answer. `retryAfter`
 *   seconds; `html` a gateway's page; `empty` no body; `reset` the connection is torn instead. Rules add up; the first
 *   that matches and has times left is used.
 * - `swallowAnswers: {path, method?, times?}` does the work, never answers, keeps the connection open.
 *   `resetAfterWork: {path, method?, times?}` does the work and tears the connection. Both also as a list. `latencyMs: n` every answer and event takes n longer.
 * - `gzip: true` compressed, chunked, kept-alive answers. `missingTotals: true` paging without totals.
 *   `emptyFeatures: true` phone numbers without `features`.
 * - `rateLimits: "documented" | {light?, medium?, heavy?, auth?, windowS?, penaltyS?, retryAfter?}`; see rate-limits.ts.
 *
 * Signing in.
 * - `tokenLifetimeS: n` of access tokens issued from now on. `noRefreshToken: true` login answers without one.
 *   `authorizeError: "access_denied"` the person refuses. `missingPermissions: ["SMS"]` the app lacks them.
 *
 * Gateway.
 * - `refuseUpgrade: {status, times?}`, `silentSocket: true` (accepted, no ConnectionDetails), `silentHeartbeats: true` (not
 *   answered), `errorOnConnect: {errorCode?, status?, close?, times?}` (an Error frame instead of ConnectionDetails).
 * - `recoveryFails: true | {errorCode, times?}`, `recoveryTimeoutS` (180), `recoveryBufferSize` (100), `replayDelayMs` (0:
 *   replayed events come in the same TCP segment as ConnectionDetails), `idleTimeoutS` (1800), `absoluteTimeoutS` (86400),
 *   `pingIntervalS` (30), `pongTimeoutS` (10), `wsTokenLifetimeS` (30), `wsTokenSingleUse` (false: documented as true, but
 *   the official library reuses the token and works).
 * - `disabledFilters: ["instant"]` filters containing it are accepted but listed as disabled.
 *
 * Texts.
 * - `deliveryScript: {to?, times?, steps: [{status, afterMs, errorCode?}]}` or a list: the life of the next texts (to that
 *   number). `statusDelayMs` (150) between Queued, Sent and Delivered otherwise. `blockedNumbers` → MSG-243,
 *   `prohibitedNumbers` → MSG-388. `wideMimeTable: true` also takes the attachment types of the current documentation.
 * - `mediaOnSecondHost: true` attachments are said to live on a second port. `redirectAttachments: "http://…"` content is
 *   answered with a 302 to there.
 */
export type Faults = ReturnType<typeof createFaults>;

type Counted<T> = { readonly rule: T; left: number };

type Settings = Pick<
  Knobs,
  | "unreachable"
  | "blackhole"
  | "latencyMs"
  | "noRefreshToken"
  | "missingPermissions"
  | "gzip"
  | "missingTotals"
  | "emptyFeatures"
  | "oldEventShape"
  | "eventBeforeReply"
  | "silentSocket"
  | "silentHeartbeats"
  | "recoveryTimeoutS"
  | "recoveryBufferSize"
  | "replayDelayMs"
  | "idleTimeoutS"
  | "absoluteTimeoutS"
  | "pingIntervalS"
  | "pongTimeoutS"
  | "wsTokenLifetimeS"
  | "wsTokenSingleUse"
  | "keepSocketOnTokenExpiry"
  | "disabledFilters"
  | "statusDelayMs"
  | "wideMimeTable"
  | "blockedNumbers"
  | "prohibitedNumbers"
  | "mediaOnSecondHost"
> & {
  readonly tokenLifetimeS: number | null;
  readonly authorizeError: string | null;
  readonly redirectAttachments: string | null;
  readonly rateLimits: "documented" | Partial<GroupLimits> | null;
};

const calm: Settings = {
  unreachable: false,
  blackhole: false,
  latencyMs: 0,
  tokenLifetimeS: null,
  noRefreshToken: false,
  authorizeError: null,
  missingPermissions: [],
  rateLimits: null,
  gzip: false,
  missingTotals: false,
  emptyFeatures: false,
  oldEventShape: false,
  eventBeforeReply: false,
  silentSocket: false,
  silentHeartbeats: false,
  recoveryTimeoutS: 180,
  recoveryBufferSize: 100,
  replayDelayMs: 0,
  idleTimeoutS: 1800,
  absoluteTimeoutS: 86_400,
  pingIntervalS: 30,
  pongTimeoutS: 10,
  wsTokenLifetimeS: 30,
  wsTokenSingleUse: false,
  keepSocketOnTokenExpiry: false,
  disabledFilters: [],
  statusDelayMs: 150,
  wideMimeTable: false,
  blockedNumbers: [],
  prohibitedNumbers: [],
  mediaOnSecondHost: false,
  redirectAttachments: null,
};

const eventFaults = ["loseEvents", "duplicateEvents", "duplicateEventsAnew", "reorderEvents"] as const;
type EventFault = (typeof eventFaults)[number];
type CountedFaults = {
  readonly answer: Counted<AnswerRule>[];
  readonly swallowAnswers: Counted<RequestRule>[];
  readonly resetAfterWork: Counted<RequestRule>[];
  readonly deliveryScript: Counted<DeliveryScript>[];
  readonly refuseUpgrade: Counted<{ readonly status: number }>[];
  readonly errorOnConnect: Counted<ErrorFrame>[];
  readonly recoveryFails: Counted<string>[];
  readonly eventWithSubscribeReply: Counted<{ from: string; to: string; text: string }>[];
};

export type ErrorFrame = {
  readonly errorCode?: string | undefined;
  readonly status?: number | undefined;
  readonly close?: boolean | undefined;
};

const none = (): CountedFaults => ({
  answer: [],
  swallowAnswers: [],
  resetAfterWork: [],
  deliveryScript: [],
  refuseUpgrade: [],
  errorOnConnect: [],
  recoveryFails: [],
  eventWithSubscribeReply: [],
});

/** The state of the knobs. What happens at once is done by control.ts. */
export const createFaults = () => {
  let settings = calm;
  let counted = none();
  let events: Record<EventFault, number> = {
    loseEvents: 0,
    duplicateEvents: 0,
    duplicateEventsAnew: 0,
    reorderEvents: 0,
  };

  const take = <T>(rules: readonly Counted<T>[], fits: (rule: T) => boolean): T | null => {
    const found = rules.find((entry) => entry.left > 0 && fits(entry.rule));
    if (found === undefined) return null;
    found.left -= 1;
    return found.rule;
  };

  const times = (rule: { readonly times?: number | undefined }): number => rule.times ?? 1;
  const any = (): boolean => true;
  const isFor =
    (method: string, target: string) =>
    (rule: { readonly path: string; readonly method?: string | undefined }): boolean =>
      target.includes(rule.path) && (rule.method ?? method).toUpperCase() === method;

  const remaining = (rules: readonly { readonly left: number }[]): number =>
    rules.reduce((sum, { left }) => sum + left, 0);

  return {
    settings: (): Settings => settings,
    armed: (): number =>
      Object.values<readonly { readonly left: number }[]>(counted).reduce((sum, rules) => sum + remaining(rules), 0) +
      Object.values(events).reduce((sum, left) => sum + left, 0),
    turn: (change: KnobChange): void => {
      const kept = Object.entries(change).filter(([name]) => name in calm);
      settings = { ...settings, ...Object.fromEntries(kept) };
      for (const name of eventFaults) events[name] = change[name] ?? events[name];
      for (const rule of change.answer ?? []) counted.answer.push({ rule, left: times(rule) });
      for (const rule of change.swallowAnswers ?? []) counted.swallowAnswers.push({ rule, left: times(rule) });
      for (const rule of change.resetAfterWork ?? []) counted.resetAfterWork.push({ rule, left: times(rule) });
      for (const rule of change.deliveryScript ?? []) counted.deliveryScript.push({ rule, left: times(rule) });
      const { refuseUpgrade, errorOnConnect, eventWithSubscribeReply } = change;
      if (refuseUpgrade !== undefined) counted.refuseUpgrade.push({ rule: refuseUpgrade, left: times(refuseUpgrade) });
      if (errorOnConnect !== undefined)
        counted.errorOnConnect.push({ rule: errorOnConnect, left: times(errorOnConnect) });
      if (eventWithSubscribeReply !== undefined)
        counted.eventWithSubscribeReply.push({ rule: eventWithSubscribeReply, left: 1 });
      const { recoveryFails } = change;
      if (recoveryFails === true) counted.recoveryFails.push({ rule: "WSG-1003", left: Number.POSITIVE_INFINITY });
      else if (typeof recoveryFails === "object")
        counted.recoveryFails.push({ rule: recoveryFails.errorCode, left: times(recoveryFails) });
    },
    clear: (): void => {
      settings = calm;
      counted = none();
      events = { loseEvents: 0, duplicateEvents: 0, duplicateEventsAnew: 0, reorderEvents: 0 };
    },
    takeAnswer: (method: string, target: string): AnswerRule | null => take(counted.answer, isFor(method, target)),
    takeSwallow: (method: string, target: string): boolean =>
      take(counted.swallowAnswers, isFor(method, target)) !== null,
    takeResetAfterWork: (method: string, target: string): boolean =>
      take(counted.resetAfterWork, isFor(method, target)) !== null,
    takeScript: (to: readonly string[]): DeliveryScript | null =>
      take(counted.deliveryScript, (rule) => rule.to === undefined || to.includes(rule.to)),
    takeRefusedUpgrade: (): number | null => take(counted.refuseUpgrade, any)?.status ?? null,
    takeErrorOnConnect: (): ErrorFrame | null => take(counted.errorOnConnect, any),
    takeFailedRecovery: (): string | null => take(counted.recoveryFails, any),
    takeTextWithSubscribeReply: () => take(counted.eventWithSubscribeReply, any),
    hasEvent: (name: EventFault): boolean => events[name] > 0,
    takeEvent: (name: EventFault): boolean => {
      if (events[name] <= 0) return false;
      events[name] -= 1;
      return true;
    },
  };
};
