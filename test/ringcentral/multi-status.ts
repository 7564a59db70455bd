import { randomUUID } from "node:crypto";
import type { Answer, SignedCall } from "./call.ts";
import { jsonText } from "./json.ts";

export type MultiResult = { readonly resourceId: string; readonly status: number; readonly body: unknown };

const bulkType = "application/vnd.ringcentral.multipart+json";

/**
 * 207 for several resources: a JSON list when the client accepts application/vnd.ringcentral.multipart+json, else
 * multipart/mixed whose first part lists the outcomes and whose others are the resources.
 */
export const multiStatus = (call: SignedCall, results: readonly MultiResult[]): Answer => {
  if ((call.headers["accept"] ?? "").includes(bulkType)) return { status: 207, contentType: bulkType, json: results };
  const boundary = `Boundary_${randomUUID().replaceAll("-", "")}`;
  const summary = {
    response: results.map((result) => ({
      href: `${call.path.slice(0, call.path.lastIndexOf("/"))}/${result.resourceId}`,
      status: result.status,
      responseDescription: result.status === 200 ? "OK" : "Failed",
    })),
  };
  const parts = [summary, ...results.map((result) => result.body)].map(
    (part) => `--${boundary}\r\nContent-Type: application/json\r\n\r\n${jsonText(part)}\r\n`,
  );
  return {
    status: 207,
    contentType: `multipart/mixed; boundary=${boundary}`,
    body: Buffer.from(`${parts.join("")}--${boundary}--\r\n`, "utf8"),
  };
};
