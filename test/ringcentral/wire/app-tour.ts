import { setTimeout as pause } from "node:timers/promises";
import type { LinkState } from "../../../main/core/ports/gateway.ts";
import { createClock } from "../../../main/desktop/clock.ts";
import { createRandomness } from "../../../main/desktop/randomness.ts";
import { createRingCentral } from "../../../main/ringcentral/provider.ts";
import { createLimitsInMemory } from "../../harness/limits-in-memory.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";
import { controlOf } from "../control-client.ts";
import { userOf } from "../flows/sign-in.ts";
import type { LocalRingCentral } from "../server.ts";

const dana = "+16505550100";
const alice = "+14155550121";
const picture = { fileName: "a.png", contentType: "image/png", content: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) };

/** How long a live connection or a text may take, in ms. */
const patienceMs = 20_000;

const within = async <T>(what: string, promise: Promise<T>): Promise<T> => {
  const late = pause(patienceMs, undefined, { ref: false }).then(() => {
    throw new Error(`${what} did not come within ${patienceMs} ms`);
  });
  return await Promise.race([promise, late]);
};

/** Everything Tern's own Gateway asks of RingCentral, once; for a recorder to look at. */
export const appTour = async (ringCentral: LocalRingCentral): Promise<void> => {
  const control = controlOf(ringCentral.control);
  const provider = createRingCentral({
    clock: createClock(),
    randomness: createRandomness(),
    log: createKeepingLog(),
    limitsStore: createLimitsInMemory(),
  });
  let token: string | null = null;
  const gateway = await provider.signIn(
    {
      server: ringCentral.server,
      clientId: ringCentral.clientId,
      clientSecret: ringCentral.clientSecret,
      jwt: userOf(ringCentral, "101").jwt,
    },
    {
      read: async () => token,
      write: async (next) => {
        token = next;
      },
    },
  );
  await gateway.profile();
  for (const { address } of await gateway.senderNumbers()) await gateway.campaign(address);
  await gateway.contacts();
  const since = Date.now() - 86_400_000;
  const { cursor } = await gateway.changesSince(null, since);

  const live = Promise.withResolvers<void>();
  const heard = Promise.withResolvers<void>();
  const link = gateway.live({
    onText: () => heard.resolve(),
    onChanged: () => undefined,
    onLink: (state: LinkState) => {
      if (state.kind === "live") live.resolve();
    },
  });
  await within("The live connection", live.promise);
  await control.inbound({
    from: alice,
    to: dana,
    text: "Hello",
    attachments: [{ fileName: "b.png", contentType: "image/png", base64: "iVBORw0KGgo=" }],
  });
  await within("The text", heard.promise);

  const text = { own: dana, attachments: [] };
  await gateway.send({ ...text, kind: "text", others: [alice], body: "Hi" });
  await gateway.send({ ...text, kind: "text", others: [alice, "+14155550122"], body: "Hi both" });
  await gateway.send({ ...text, kind: "text", others: [alice], body: "Look", attachments: [picture] });
  await gateway.send({ ...text, kind: "company", own: "101", others: ["102"], body: "Lunch?" });

  const { texts } = await gateway.changesSince(cursor, since);
  const inbound = texts.filter(({ direction }) => direction === "inbound");
  await gateway.markRead(inbound.map(({ providerId }) => providerId));
  for (const { attachments } of inbound)
    for (const attachment of attachments) await gateway.attachmentContent(attachment);
  await link.close();
  await gateway.signOut();
};
