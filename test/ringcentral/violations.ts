import type { Call } from "./call.ts";
import { isoTime, type ServerClock } from "./clock.ts";
import type { Dispatch } from "./dispatch.ts";
import { parsedJson } from "./json.ts";
import type { OAuthSessions } from "./oauth-sessions.ts";
import type { RateGroup } from "./rate-limits.ts";
import { senderOf } from "./request-sender.ts";
import { findRoute, type Route } from "./routing.ts";
import type { World } from "./world.ts";

/** Something a client must never do. `at` as ISO 8601, `path` without its query; ms of the server's clock. */
export type Violation =
  /** Of a group that was refused with 429 for the client to see, before its Retry-After (30 s if it had none) was over. */
  | {
      readonly kind: "request-in-penalty";
      readonly group: RateGroup;
      readonly method: string;
      readonly path: string;
      readonly at: string;
      readonly sinceRefusalMs: number;
      readonly leftMs: number;
    }
  /** More than five requests of the Auth group within a minute; `count` of them. */
  | { readonly kind: "too-many-sign-ins"; readonly path: string; readonly at: string; readonly count: number }
  /** One OAuth session held several live WebSockets with a subscription each. */
  | { readonly kind: "second-socket"; readonly at: string; readonly count: number }
  /** It would have emptied the message store. */
  | { readonly kind: "delete-without-ids"; readonly path: string; readonly at: string };

export type Violations = ReturnType<typeof createViolations>;

const authLimit = 5;
const minuteMs = 60_000;
/** Documented: without Retry-After wait at least so long. */
const usualWaitMs = 30_000;
/**
 * In ms of the wall clock. What was on its way when a refusal was told is no offence; a client whose timer fires a moment
 * too soon is forgiven.
 */
const travelMs = 100;
const earlyMs = 20;

type Penalty = { toldAt: number; until: number };

const isDeleteWithoutIds = (call: Call): boolean => {
  if (call.method !== "DELETE" || !/\/message-store\/?$/u.test(call.path)) return false;
  const ids = parsedJson(call.body.toString("utf8"));
  const conversations = call.query.getAll("conversationId").filter((id) => id !== "");
  return !(Array.isArray(ids) && ids.length > 0) && conversations.length === 0;
};

/** The book of what clients did against the protocol. It changes nothing of what they are answered. */
export const createViolations = ({
  world,
  clock,
  sessions,
  routes,
}: {
  readonly world: World;
  readonly clock: ServerClock;
  readonly sessions: OAuthSessions;
  readonly routes: readonly Route[];
}) => {
  const list: Violation[] = [];
  const penalties = new Map<string, Penalty>();
  const signIns = new Map<string, readonly number[]>();
  const [travel, early] = [travelMs * clock.speed, earlyMs * clock.speed];

  const countSignIn = (who: string, path: string, now: number): void => {
    const recent = [...(signIns.get(who) ?? []).filter((at) => at > now - minuteMs + early), now];
    signIns.set(who, recent);
    if (recent.length > authLimit)
      list.push({ kind: "too-many-sign-ins", path, at: isoTime(now), count: recent.length });
  };

  const checkPenalty = (key: string, group: RateGroup, { method, path }: Call, now: number): void => {
    const penalty = penalties.get(key);
    if (penalty === undefined) return;
    const [sinceRefusalMs, leftMs] = [now - penalty.toldAt, penalty.until - now];
    if (sinceRefusalMs > travel && leftMs > early)
      list.push({ kind: "request-in-penalty", group, method, path, at: isoTime(now), sinceRefusalMs, leftMs });
  };

  const refused = (key: string, retryAfter: string | undefined): void => {
    const now = clock.now();
    const until = now + (retryAfter === undefined ? usualWaitMs : Number(retryAfter) * 1000);
    const before = penalties.get(key);
    // A penalty that begins anew was told of when it began first.
    if (before !== undefined && now < before.until) before.until = until;
    else penalties.set(key, { toldAt: now, until });
  };

  return {
    list: (): readonly Violation[] => list,
    /** How long a connection that its client has just closed may still look open, in ms of the server's clock. */
    travelMs: travel,
    /** Several live sockets of one session, with a subscription each, were seen. */
    secondSocket: (count: number): void => {
      list.push({ kind: "second-socket", at: isoTime(clock.now()), count });
    },
    /** The same dispatch, watched. */
    watched:
      (dispatch: Dispatch): Dispatch =>
      async (call) => {
        const now = clock.now();
        if (isDeleteWithoutIds(call)) list.push({ kind: "delete-without-ids", path: call.path, at: isoTime(now) });
        const found = findRoute(routes, call.method, call.path);
        // Authorizing happens in a browser.
        if (found.kind !== "found" || call.path.endsWith("/oauth/authorize")) return await dispatch(call);
        const { group } = found.route;
        const who = senderOf({ world, sessions }, call);
        const key = `${group} ${who}`;
        if (group === "auth") countSignIn(who, call.path, now);
        checkPenalty(key, group, call, now);
        const reply = await dispatch(call);
        if (reply.kind !== "answer" || reply.answer.status !== 429) return reply;
        return { ...reply, onWritten: () => refused(key, reply.answer.headers?.["Retry-After"]) };
      },
  };
};
