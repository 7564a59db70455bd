import { z } from "zod";
import { AppError } from "../core/ports/app-error.ts";
import type { Listeners } from "../core/ports/gateway.ts";
import type { Calls } from "./calls.ts";
import { page } from "./schemas.ts";

/** What is looked at of a subscription. One over a WebSocket lives as long as its connection can be recovered. */
const subscription = z.object({
  id: z.string(),
  creationTime: z.string(),
  status: z.string().nullish(),
  eventFilters: z.array(z.string()),
  deliveryMode: z.object({ transportType: z.string() }).nullish(),
});
type Subscription = z.infer<typeof subscription>;

const hearsTexts = ({ status, eventFilters, deliveryMode }: Subscription): boolean =>
  (status ?? "Active") === "Active" &&
  (deliveryMode?.transportType ?? "WebSocket") === "WebSocket" &&
  eventFilters.some((filter) => filter.includes("/message-store"));

const isBefore = (one: Subscription, other: Subscription): boolean =>
  one.creationTime === other.creationTime ? one.id < other.id : one.creationTime < other.creationTime;

/**
 * Who has a subscription to this user's texts through this app, from `GET /subscription` (group Light), which lists those
 * "created by the user for the current authorized client application". That it lists subscriptions over a WebSocket is
 * not documented; where ours, `own`, is not in it, the answer is null.
 */
export const readListeners = async (calls: Pick<Calls, "read">, own: string | null): Promise<Listeners | null> => {
  if (own === null) return null;
  const answer = page.safeParse(
    await calls.read({
      method: "GET",
      url: "/restapi/v1.0/subscription",
      group: "light",
      permission: "WebSocketsSubscription",
    }),
  );
  if (!answer.success) throw new AppError("server-error", "a list of subscriptions that is none");
  const all = answer.data.records.flatMap((record) => subscription.safeParse(record).data ?? []).filter(hearsTexts);
  const ours = all.find(({ id }) => id === own);
  return ours === undefined ? null : { count: all.length, before: all.filter((other) => isBefore(other, ours)).length };
};
