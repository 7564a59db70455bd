import { randomUUID } from "node:crypto";
import { noContent, ok, type HeldSubscription, type SignedCall, type SubscriptionHolder } from "../call.ts";
import { isoTime, type ServerClock } from "../clock.ts";
import { failure, invalidParameter } from "../errors.ts";
import type { Faults } from "../faults.ts";
import { readFilter, type EventFilter, type FilterContext } from "../filters.ts";
import { isObject, parsedJson } from "../json.ts";
import type { OAuthSession } from "../oauth-sessions.ts";
import type { Hosts } from "../records.ts";
import type { Route, SignedRoute } from "../routing.ts";
import type { World } from "../world.ts";

export type SubscriptionDeps = {
  readonly world: World;
  readonly hosts: Hosts;
  readonly clock: ServerClock;
  readonly faults: Faults;
  /** Those of a session's user and app that live, whichever session and connection they are of. */
  readonly subscribed: (session: OAuthSession) => readonly HeldSubscription[];
};

/** Seconds a subscription is said to live; over a WebSocket the server renews it as long as the socket lives. */
const lifetimeS = 900;

type Disabled = HeldSubscription["disabledFilters"][number];

const contextOf = (world: World, call: SignedCall): FilterContext => ({
  world,
  extensionId: call.caller.id,
  isAdmin: call.caller.isAdmin,
});

/** The filters of a request, sorted into those that work and those that do not; throws if none does. */
const sorted = ({ world, faults }: SubscriptionDeps, call: SignedCall, filters: readonly string[]) => {
  const accepted: EventFilter[] = [];
  const disabled: Disabled[] = [];
  for (const text of filters) {
    const verdict = readFilter(text, contextOf(world, call));
    if (verdict.kind === "unknown") throw failure("SUB-508", { parameterName: "eventFilters", parameterValue: text });
    if (verdict.kind === "refused") {
      if (filters.length === 1) throw failure(verdict.code);
      disabled.push({
        filter: verdict.event,
        reason: verdict.code,
        message: "Not allowed to subscribe for events specified in filter",
      });
    } else if (faults.settings().disabledFilters.some((part) => text.includes(part)))
      disabled.push({
        filter: verdict.filter.event,
        reason: "SUB-405",
        message: "Not allowed to subscribe for events specified in filter",
      });
    else accepted.push(verdict.filter);
  }
  return { accepted, disabled };
};

const linkOf = (call: SignedCall): SubscriptionHolder => {
  if (call.link === null) throw invalidParameter("deliveryMode.transportType", "WebSocket");
  return call.link;
};

const heldBy = (call: SignedCall, id: string): HeldSubscription => {
  const held = linkOf(call).held();
  if (held?.id !== id) throw failure("SUB-507", { parameterName: "subscriptionId", parameterValue: id });
  return held;
};

const filtersFrom = (call: SignedCall): { readonly filters: readonly string[]; readonly transport: unknown } => {
  const json = parsedJson(call.body.toString("utf8"));
  if (!isObject(json)) throw failure("CMN-103");
  const { eventFilters, deliveryMode } = json;
  if (!Array.isArray(eventFilters) || eventFilters.length === 0) throw failure("SUB-508");
  const filters = eventFilters.map((entry: unknown) => {
    if (typeof entry !== "string" || entry === "") throw failure("SUB-508");
    return entry;
  });
  return { filters, transport: isObject(deliveryMode) ? deliveryMode["transportType"] : undefined };
};

/**
 * /restapi/v1.0/subscription over the gateway: one for each connection, a second POST replaces the first. The transport
 * WebSocket cannot be asked for over plain HTTP; webhooks are not offered here.
 */
export const subscriptionRoutes = (deps: SubscriptionDeps): readonly Route[] => {
  const { hosts, clock } = deps;

  const record = (held: HeldSubscription) => ({
    uri: `${hosts.api()}/restapi/v1.0/subscription/${held.id}`,
    id: held.id,
    creationTime: isoTime(held.creationTime),
    expirationTime: isoTime(clock.now() + lifetimeS * 1000),
    expiresIn: lifetimeS,
    status: "Active",
    eventFilters: held.eventFilters,
    ...(held.disabledFilters.length === 0 ? {} : { disabledFilters: held.disabledFilters }),
    deliveryMode: { transportType: "WebSocket", encryption: false },
  });

  const put = (call: SignedCall, before: HeldSubscription | null) => {
    const { filters, transport } = filtersFrom(call);
    if (before === null && transport !== "WebSocket") throw invalidParameter("deliveryMode.transportType");
    const link = linkOf(call);
    const { accepted, disabled } = sorted(deps, call, filters);
    const held: HeldSubscription = {
      id: before?.id ?? randomUUID(),
      extensionId: call.caller.id,
      creationTime: before?.creationTime ?? clock.now(),
      eventFilters: accepted.map((filter) => filter.event),
      disabledFilters: disabled,
    };
    link.hold(held);
    return ok(record(held));
  };

  const route = (method: SignedRoute["method"], path: string, run: SignedRoute["run"]): SignedRoute => ({
    kind: "signed",
    method,
    template: `/restapi/v1.0/subscription${path}`,
    group: method === "GET" || path.endsWith("/renew") ? "light" : "medium",
    permission: "WebSocketsSubscription",
    run,
  });

  return [
    route("POST", "", (call) => put(call, null)),
    route("GET", "", (call) =>
      ok({
        uri: `${hosts.api()}/restapi/v1.0/subscription`,
        records: deps.subscribed(call.session).map(record),
      }),
    ),
    route("GET", "/:subscription", (call, { subscription = "" }) => ok(record(heldBy(call, subscription)))),
    route("PUT", "/:subscription", (call, { subscription = "" }) => put(call, heldBy(call, subscription))),
    route("POST", "/:subscription/renew", (call, { subscription = "" }) => ok(record(heldBy(call, subscription)))),
    route("DELETE", "/:subscription", (call, { subscription = "" }) => {
      heldBy(call, subscription);
      linkOf(call).hold(null);
      return noContent;
    }),
  ];
};
