import { z } from "zod";

const count = z.int().min(0);
const ms = z.number().min(0);
const seconds = z.number().min(0);

const messageStatus = z.enum(["Queued", "Sent", "Delivered", "DeliveryFailed", "SendingFailed"]);

const answerRule = z.strictObject({
  path: z.string(),
  method: z.string().optional(),
  status: z.int().min(100).max(599),
  times: count.optional(),
  errorCode: z.string().optional(),
  message: z.string().optional(),
  retryAfter: seconds.optional(),
  html: z.boolean().optional(),
  empty: z.boolean().optional(),
  reset: z.boolean().optional(),
  afterWork: z.boolean().optional(),
});
export type AnswerRule = z.infer<typeof answerRule>;

const requestRule = z.strictObject({ path: z.string(), method: z.string().optional(), times: count.optional() });
export type RequestRule = z.infer<typeof requestRule>;

export const deliveryScript = z.strictObject({
  to: z.string().optional(),
  times: count.optional(),
  steps: z.array(z.strictObject({ status: messageStatus, afterMs: ms, errorCode: z.string().optional() })).min(1),
});
export type DeliveryScript = z.infer<typeof deliveryScript>;

const groupLimits = z.strictObject({
  light: count,
  medium: count,
  heavy: count,
  auth: count,
  windowS: seconds,
  penaltyS: seconds,
  retryAfter: z.boolean(),
});
export type GroupLimits = z.infer<typeof groupLimits>;

const wsError = { errorCode: z.string().optional(), status: z.int().optional(), close: z.boolean().optional() };
const oneOrMany = <T extends z.ZodType>(schema: T) => z.array(schema).or(schema.transform((one) => [one]));

/** What POST {control}/faults accepts; an unknown name is refused. faults.ts says what each does. */
export const knobs = z.strictObject({
  dropSocket: z.boolean(),
  halfOpen: z.boolean(),
  loseEvents: count,
  duplicateEvents: count,
  reorderEvents: count,
  answer: oneOrMany(answerRule),
  swallowAnswers: oneOrMany(requestRule),
  resetAfterWork: oneOrMany(requestRule),
  unreachable: z.boolean(),
  blackhole: z.boolean(),
  latencyMs: ms,
  expireTokens: z.boolean(),
  revokeTokens: z.boolean(),
  tokenLifetimeS: seconds,
  duplicateEventsAnew: count,
  noRefreshToken: z.boolean(),
  authorizeError: z.string(),
  missingPermissions: z.array(z.string()),
  rateLimits: z.union([z.literal("documented"), groupLimits.partial()]),
  gzip: z.boolean(),
  missingTotals: z.boolean(),
  emptyFeatures: z.boolean(),
  deadSyncTokens: z.boolean(),
  oldEventShape: z.boolean(),
  eventBeforeReply: z.boolean(),
  eventWithSubscribeReply: z.strictObject({ from: z.string(), to: z.string(), text: z.string() }),
  garbageFrame: z.union([z.boolean(), z.string()]),
  errorFrame: z.strictObject(wsError),
  errorOnConnect: z.strictObject({ ...wsError, times: count.optional() }),
  silentSocket: z.boolean(),
  silentHeartbeats: z.boolean(),
  refuseUpgrade: z.strictObject({ status: z.int(), times: count.optional() }),
  recoveryFails: z.union([z.boolean(), z.strictObject({ errorCode: z.string(), times: count.optional() })]),
  recoveryTimeoutS: seconds,
  recoveryBufferSize: count,
  replayDelayMs: ms,
  idleTimeoutS: seconds,
  absoluteTimeoutS: seconds,
  pingIntervalS: seconds,
  pongTimeoutS: seconds,
  wsTokenLifetimeS: seconds,
  wsTokenSingleUse: z.boolean(),
  keepSocketOnTokenExpiry: z.boolean(),
  disabledFilters: z.array(z.string()),
  deliveryScript: oneOrMany(deliveryScript),
  statusDelayMs: ms,
  wideMimeTable: z.boolean(),
  blockedNumbers: z.array(z.string()),
  prohibitedNumbers: z.array(z.string()),
  mediaOnSecondHost: z.boolean(),
  redirectAttachments: z.string(),
  advanceS: z.number(),
});

export const knobChange = knobs.partial();
export type Knobs = z.infer<typeof knobs>;
export type KnobChange = z.infer<typeof knobChange>;
