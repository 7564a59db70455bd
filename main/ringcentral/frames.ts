import { z } from "zod";
import { jsonFrom } from "./wire-error.ts";

const meta = z.object({
  type: z.string(),
  status: z.number().nullish(),
  wsc: z
    .object({ token: z.string().optional().catch(undefined), sequence: z.int().optional().catch(undefined) })
    .nullish()
    .catch(undefined),
});

const connectionDetails = z.object({
  recoveryState: z.string().nullish(),
  recoveryErrorCode: z.string().nullish(),
});

const gatewayError = z.object({ errorCode: z.string() });

/**
 * What the gateway said, as far as the link cares. Everything else is traffic. `sequence` grows by one with each frame of a
 * connection that has one: replies and notifications, not heartbeats.
 */
export type Frame = { readonly sequence: number | null } & (
  | {
      readonly kind: "connected";
      readonly wsc: string | null;
      /** The former session goes on, and what was missed is told again. */
      readonly isRecovered: boolean;
      readonly recoveryError: string | null;
    }
  | { readonly kind: "notification"; readonly body: unknown }
  | { readonly kind: "error"; readonly code: string | null; readonly status: number | null }
  | { readonly kind: "other" }
);

/** One text frame of the gateway, a JSON array [meta, body?]; null for anything else. */
export const frameFromText = (text: string): Frame | null => {
  const parts = jsonFrom(text);
  if (!Array.isArray(parts)) return null;
  const head = meta.safeParse(parts[0]);
  if (!head.success) return null;
  const body: unknown = parts[1];
  const sequence = head.data.wsc?.sequence ?? null;
  switch (head.data.type) {
    case "ConnectionDetails": {
      const details = connectionDetails.safeParse(body).data;
      return {
        kind: "connected",
        sequence,
        wsc: head.data.wsc?.token ?? null,
        isRecovered: details?.recoveryState === "Successful",
        recoveryError: details?.recoveryErrorCode ?? null,
      };
    }
    case "ServerNotification":
      return { kind: "notification", sequence, body };
    case "Error":
      return {
        kind: "error",
        sequence,
        code: gatewayError.safeParse(body).data?.errorCode ?? null,
        status: head.data.status ?? null,
      };
    default:
      return { kind: "other", sequence };
  }
};
