import { appendFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Notification } from "../events.ts";
import type { Exchange } from "../request-log.ts";

/** What went over the wire, in a form that can be kept and looked at later. */
export type Recorded =
  | { readonly kind: "exchange"; readonly exchange: Exchange }
  | { readonly kind: "notification"; readonly notification: Notification };

/** The environment variable that names a folder; while it is set, every local RingCentral writes down all it sees there. */
export const recordingVariable = "TERN_WIRE_RECORD";

const bytes = z.string().transform((text) => Buffer.from(text, "base64"));
const headers = z.record(z.string(), z.string());

const line = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("exchange"),
    exchange: z.object({
      transport: z.enum(["HTTP", "WebSocket"]),
      method: z.string(),
      path: z.string(),
      search: z.string(),
      requestHeaders: headers,
      requestBody: bytes,
      status: z.number().nullable(),
      answerHeaders: headers,
      answerBody: bytes,
      isInvented: z.boolean(),
    }),
  }),
  z.object({
    kind: z.literal("notification"),
    notification: z.object({
      uuid: z.string(),
      event: z.string(),
      timestamp: z.string(),
      subscriptionId: z.string(),
      ownerId: z.string(),
      body: z.unknown(),
    }),
  }),
]);

let servers = 0;

/** A function that adds one line to a file of its own in the folder. */
export const recorderIn = (folder: string): ((recorded: Recorded) => void) => {
  mkdirSync(folder, { recursive: true });
  servers += 1;
  const file = join(folder, `${process.pid}-${servers}.jsonl`);
  return (recorded) => {
    const text = JSON.stringify(recorded, (_, value: unknown) => {
      // A Buffer has turned itself into { type: "Buffer", data: [...] } by the time it comes here.
      if (typeof value !== "object" || value === null || !("type" in value) || value.type !== "Buffer") return value;
      return "data" in value && Array.isArray(value.data) ? Buffer.from(value.data).toString("base64") : value;
    });
    appendFileSync(file, `${text}\n`);
  };
};

/** Everything recorded in a folder. Throws if a file is not a recording. */
export const recordedIn = (folder: string): readonly Recorded[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"))
    .filter((text) => text !== "")
    .map((text) => line.parse(JSON.parse(text)));
