import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAppError } from "../../main/core/ports/app-error.ts";
import type { Calls } from "../../main/ringcentral/calls.ts";
import { readCampaign } from "../../main/ringcentral/campaign.ts";
import { readContacts } from "../../main/ringcentral/contacts.ts";
import { appErrorFrom } from "../../main/ringcentral/errors.ts";
import { createIdentity } from "../../main/ringcentral/identity.ts";
import { sendText } from "../../main/ringcentral/send.ts";
import { changesSince } from "../../main/ringcentral/sync.ts";
import { tokenFromAnswer, tokenFromStored } from "../../main/ringcentral/token.ts";
import { WireError } from "../../main/ringcentral/wire-error.ts";
import { createWsTokens } from "../../main/ringcentral/ws-tokens.ts";
import { createHandClock } from "../harness/hand-clock.ts";
import { createKeepingLog } from "../harness/keeping-log.ts";
import { saidIn } from "./said-nothing.ts";
import {
  campaignBody,
  contactsBody,
  errorBody,
  extensionBody,
  listBody,
  numbersBody,
  record,
  syncBody,
  tokenBody,
} from "./samples.ts";
import { anything, spoiled } from "./spoiled.ts";

/** Calls of which each answers the next of these bodies, and the last one again and again. */
const answering = (bodies: readonly unknown[]): Calls => {
  let asked = 0;
  const next = async (): Promise<unknown> => bodies[Math.min(asked++, bodies.length - 1)];
  return {
    read: next,
    readWith: async (_request, take) => take(new Response(JSON.stringify(await next()))),
    send: next,
  };
};

/** What reading with these answers comes to: fine, or a failure Tern knows. Anything else is thrown on. */
const outcome = async (bodies: readonly unknown[], read: (parts: Parts) => Promise<unknown>): Promise<string> => {
  const [calls, log] = [answering(bodies), createKeepingLog()];
  try {
    await read({ calls, log, identity: createIdentity({ calls: answering([extensionBody, numbersBody]), log }) });
    return `fine ${saidIn(log.lines).join()}`;
  } catch (error) {
    if (!isAppError(error) || error.code === "internal") throw error;
    return `fails ${saidIn([...log.lines, { level: "error", event: "", fields: {}, error }]).join()}`;
  }
};
type Parts = {
  readonly calls: Calls;
  readonly log: ReturnType<typeof createKeepingLog>;
  readonly identity: ReturnType<typeof createIdentity>;
};

const readings: readonly (readonly [string, unknown, (parts: Parts) => Promise<unknown>])[] = [
  ["a full sync", syncBody, (parts) => changesSince(parts, null, 0)],
  ["an incremental sync", syncBody, (parts) => changesSince(parts, "cursor", 0)],
  ["a list of texts", listBody, (parts) => changesSince({ ...parts, calls: answering([syncBody, listBody]) }, null, 0)],
  ["the contacts", contactsBody, readContacts],
  ["the own extension", extensionBody, ({ calls, log }) => createIdentity({ calls, log }).profile()],
  ["the own numbers", numbersBody, ({ calls, log }) => createIdentity({ calls, log }).senderNumbers()],
  [
    "what a number is registered for",
    campaignBody,
    (parts) => {
      const identity = createIdentity({ calls: answering([numbersBody]), log: parts.log });
      return readCampaign({ ...parts, identity }, "+14155550121");
    },
  ],
  [
    "a ticket for the socket",
    { uri: "wss://x", ws_access_token: "secret-token-value", expires_in: 30 },
    ({ calls }) => createWsTokens({ calls, clock: createHandClock() }).get(1_000),
  ],
  [
    "the answer to a text",
    record,
    (parts) =>
      sendText(parts, { kind: "text", own: "+16505550100", others: ["+14155550121"], body: "Hi", attachments: [] }),
  ],
];

describe("an answer that nobody would give", () => {
  for (const [name, good, read] of readings)
    it(`to ${name} is read or refused as a failure of Tern's own, and nothing of it is logged`, () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof({ weight: 4, arbitrary: spoiled(good) }, { weight: 1, arbitrary: anything }), {
            minLength: 1,
            maxLength: 3,
          }),
          async (bodies) => {
            expect(await outcome(bodies, read)).toMatch(/^(fine|fails) $/);
          },
        ),
        { numRuns: 150 },
      ));

  it("at the token endpoint, or in the keychain, is a whole token or none", () => {
    fc.assert(
      fc.property(fc.oneof(spoiled(tokenBody), anything), (body) => {
        const token = tokenFromAnswer(body, 1_000);
        if (token !== null)
          expect([token.accessToken !== "", token.expiresAt > 1_000, token.refreshToken !== ""]).toEqual([
            true,
            true,
            true,
          ]);
      }),
      // Found once by chance: a life too short to count.
      { examples: [[{ ...tokenBody, expires_in: 5e-324 }]] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(() => tokenFromStored(text)).not.toThrow();
      }),
    );
  });

  it("with an error's status becomes a failure whose words hold nothing of it", () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(spoiled(errorBody), anything),
        fc.constantFrom(400, 401, 403, 404, 408, 413, 415, 429, 500, 502, 503, 299, 999),
        fc.option(fc.integer()),
        async (body, status, waitMs) => {
          const error = await appErrorFrom(
            new WireError(status, body, waitMs),
            { kind: "call", permission: "ReadMessages" },
            0,
          );
          expect([isAppError(error), saidIn([{ level: "error", event: "", fields: {}, error }])]).toEqual([true, []]);
        },
      ),
    ));
});
