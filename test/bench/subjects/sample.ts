import { SDK } from "@ringcentral/sdk";
import { Subscriptions } from "@ringcentral/subscriptions";
import { z } from "zod";
import { moment } from "../moment.ts";
import type { FromSubject, ToSubject } from "../subject-words.ts";

/**
 * A process that does what a first script over the two SDKs does: signs in, subscribes to instant texts, and in the
 * callback notifies, and answers a known client once. No store, no dedupe, no recovery: the least that can be done.
 */
const FILTER = "/restapi/v1.0/account/~/extension/~/message-store/instant?type=SMS";
const say = (message: FromSubject): void => void process.send?.(message);
const event = z.object({
  body: z.object({
    subject: z.string(),
    from: z.object({ phoneNumber: z.string() }),
    to: z.array(z.object({ phoneNumber: z.string() })).min(1),
  }),
});

const answered = new Set<string>();
let isAway = false;

const begin = async ({ credentials, clients }: Extract<ToSubject, { kind: "begin" }>): Promise<void> => {
  const { server, clientId, clientSecret, jwt } = credentials;
  const sdk = new SDK({ server, clientId, clientSecret });
  await sdk.platform().login({ jwt });
  const known = new Set(clients);
  const subscription = new Subscriptions({ sdk }).createSubscription();
  subscription.setEventFilters([FILTER]);
  const hear = async (told: unknown): Promise<void> => {
    const { body } = event.parse(told);
    say({ kind: "notified", body: body.subject, at: moment() });
    const { phoneNumber } = body.from;
    if (!isAway || answered.has(phoneNumber) || !known.has(phoneNumber)) return;
    answered.add(phoneNumber);
    await sdk.platform().post("/restapi/v1.0/account/~/extension/~/sms", {
      from: { phoneNumber: body.to[0]?.phoneNumber },
      to: [{ phoneNumber }],
      text: "I am away until Monday and will answer when I am back.",
    });
  };
  subscription.on(subscription.events.notification, (told: unknown) => void hear(told));
  await subscription.register();
  say({ kind: "live", at: moment() });
};

process.on("message", (message: ToSubject) => {
  if (message.kind === "begin") void begin(message);
  if (message.kind === "quit") process.exit(0);
  if (message.kind !== "new-absence") return;
  isAway = true;
  answered.clear();
  say({ kind: "away" });
});
process.on("disconnect", () => process.exit(0));
