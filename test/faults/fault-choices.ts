import * as fc from "fast-check";
import type { KnobChange } from "../ringcentral/knobs.ts";

/** A fault, and what ends it: knobs that stay turned are turned back after a while. */
export type FaultChoice = { readonly change: KnobChange; readonly undo: KnobChange | null };

const once = (change: fc.Arbitrary<KnobChange>): fc.Arbitrary<FaultChoice> =>
  change.map((change) => ({ change, undo: null }));
const upTo = (most: number): fc.Arbitrary<number> => fc.integer({ min: 1, max: most });

const socket = once(
  fc.oneof<fc.Arbitrary<KnobChange>[]>(
    fc.constant({ dropSocket: true }),
    fc.constant({ dropSocket: true }),
    fc.constant({ halfOpen: true }),
    fc.constant({ garbageFrame: true }),
    fc.constantFrom("WSG-901", "WSG-902", "WSG-903").map((errorCode) => ({ errorFrame: { errorCode } })),
    upTo(2).map((times) => ({ refuseUpgrade: { status: 503, times }, dropSocket: true })),
    fc.constantFrom("WSG-1003", "WSG-1005").map((errorCode) => ({ recoveryFails: { errorCode }, dropSocket: true })),
    upTo(2).map((times) => ({ errorOnConnect: { times }, dropSocket: true })),
  ),
);

const events = once(
  fc.oneof<fc.Arbitrary<KnobChange>[]>(
    upTo(6).map((count) => ({ loseEvents: count })),
    upTo(4).map((count) => ({ duplicateEvents: count })),
    upTo(4).map((count) => ({ duplicateEventsAnew: count })),
    fc.integer({ min: 2, max: 4 }).map((count) => ({ reorderEvents: count })),
  ),
);

const session = once(
  fc.constantFrom<KnobChange>({ expireTokens: true }, { revokeTokens: true }, { deadSyncTokens: true }),
);

const path = fc.constantFrom(
  "/sms",
  "/sms",
  "/mms",
  "/message-sync",
  "/message-sync",
  "/message-store",
  "/oauth/token",
  "/oauth/wstoken",
  "/restapi",
);

/** Refusals that pass, told or not told how soon; work that is done all the same. */
const answer: fc.Arbitrary<FaultChoice> = once(
  fc.oneof<fc.Arbitrary<KnobChange>[]>(
    fc
      .record({ path, times: upTo(2), retryAfter: fc.integer({ min: 5, max: 45 }) })
      .map(({ path, times, retryAfter }) => ({
        answer: [{ path, times, status: 429, retryAfter }],
      })),
    fc.record({ path, times: upTo(3), status: fc.constantFrom(500, 503) }).map((rule) => ({ answer: [rule] })),
    fc.record({ path, times: upTo(2) }).map((rule) => ({ answer: [{ ...rule, status: 502, html: true }] })),
    fc.record({ path, times: upTo(2) }).map((rule) => ({ answer: [{ ...rule, status: 500, reset: true }] })),
  ),
);

const lostAnswer: fc.Arbitrary<FaultChoice> = once(
  fc.oneof<fc.Arbitrary<KnobChange>[]>(
    fc.record({ path, times: fc.constant(1) }).map((rule) => ({ swallowAnswers: [rule] })),
    fc.record({ path, times: upTo(2) }).map((rule) => ({ resetAfterWork: [rule] })),
    fc
      .record({ path: fc.constantFrom("/sms", "/mms"), times: fc.constant(1), status: fc.constantFrom(500, 503) })
      .map((rule) => ({ answer: [{ ...rule, afterWork: true }] })),
    fc
      .record({ path: fc.constantFrom("/sms", "/mms"), times: fc.constant(1) })
      .map((rule) => ({ answer: [{ ...rule, status: 502, html: true, afterWork: true }] })),
  ),
);

const lasting = fc.constantFrom<FaultChoice>(
  { change: { latencyMs: 2_000 }, undo: { latencyMs: 0 } },
  { change: { silentSocket: true, dropSocket: true }, undo: { silentSocket: false } },
  { change: { silentHeartbeats: true }, undo: { silentHeartbeats: false } },
  { change: { absoluteTimeoutS: 8 }, undo: { absoluteTimeoutS: 86_400 } },
  { change: { tokenLifetimeS: 25, expireTokens: true }, undo: { tokenLifetimeS: 3600 } },
  { change: { eventBeforeReply: true }, undo: { eventBeforeReply: false } },
  { change: { oldEventShape: true }, undo: { oldEventShape: false } },
  { change: { rateLimits: { light: 6, penaltyS: 20 } }, undo: { rateLimits: {} } },
  { change: { rateLimits: { medium: 2, penaltyS: 20 } }, undo: { rateLimits: {} } },
);

const carrier = once(
  fc.constant<KnobChange>({
    deliveryScript: [
      {
        steps: [
          { status: "Sent", afterMs: 200 },
          { status: "DeliveryFailed", afterMs: 300, errorCode: "SMS-CAR-431" },
        ],
      },
    ],
  }),
);

/** Everything that RingCentral may do wrong, the likelier the more often. */
export const faultChoice: fc.Arbitrary<FaultChoice> = fc.oneof(
  { weight: 5, arbitrary: socket },
  { weight: 4, arbitrary: events },
  { weight: 2, arbitrary: session },
  { weight: 5, arbitrary: answer },
  { weight: 4, arbitrary: lostAnswer },
  { weight: 3, arbitrary: lasting },
  { weight: 1, arbitrary: carrier },
);
