import { z } from "zod";
import { AppError, isAppError } from "../core/ports/app-error.ts";
import type { ProviderId } from "../core/ports/gateway.ts";
import type { Calls } from "./calls.ts";
import { EXTENSION } from "./paths.ts";
import { jsonFrom } from "./wire-error.ts";

/** The most ids one request may name. */
const BULK = 50;
const BULK_TYPE = "application/vnd.ringcentral.multipart+json";

const outcomes = z.array(z.object({ status: z.number() }));
const summary = z.object({ response: outcomes });

/**
 * The status of each message, from the answer to a request for several (207): a list, or, as RingCentral answers whoever
 * does not ask for that, multipart/mixed whose first part tells them all. Empty if it is something else.
 */
const statusesIn = (body: string): readonly number[] => {
  const told = outcomes.safeParse(jsonFrom(body)).data ?? summary.safeParse(jsonFrom(firstPart(body))).data?.response;
  return (told ?? []).map(({ status }) => status);
};

/** From the first brace to the line that ends its part. */
const firstPart = (body: string): string => {
  const start = body.indexOf("{");
  const end = start === -1 ? -1 : body.indexOf("\n--", start);
  return end === -1 ? "" : body.slice(start, end);
};

const GONE = new Set([404, 410]);
const MAY_PASS = new Set([401, 408, 429]);

/** What it means that some were refused: whether to come back with all of them, or to look for those it is about. */
const failureIn = (statuses: readonly number[]): AppError | null => {
  const refused = statuses.filter((status) => status >= 400 && !GONE.has(status));
  const [first] = refused;
  if (first === undefined) return null;
  const passes = refused.some((status) => status >= 500 || MAY_PASS.has(status));
  return new AppError(passes ? "server-error" : "invalid-request", `${refused.length} not marked read: HTTP ${first}`);
};

const markSome = async (calls: Calls, some: readonly ProviderId[]): Promise<void> => {
  const [only] = some;
  const body = await calls.readWith(
    {
      method: "PUT",
      url: `${EXTENSION}/message-store/${some.map(encodeURIComponent).join(",")}`,
      ...(some.length === 1 && only !== undefined
        ? { json: { readStatus: "Read" } }
        : {
            // The SDK would send an array as "[object Object]"; calls.ts hands it over as text.
            json: some.map((resourceId) => ({ resourceId, body: { readStatus: "Read" } })),
            contentType: BULK_TYPE,
          }),
      group: "medium",
      permission: "EditMessages",
    },
    (response) => response.text(),
  );
  const failure = some.length === 1 ? null : failureIn(statusesIn(body));
  if (failure !== null) throw failure;
};

/**
 * Marks messages read, many in one request. Never sends an empty list; a message that is gone counts as read. Rejects with
 * server-error if some were not marked and may be later, with invalid-request if some never will: which, single requests
 * tell.
 */
export const markMessagesRead = async (calls: Calls, ids: readonly ProviderId[]): Promise<void> => {
  for (let start = 0; start < ids.length; start += BULK) {
    try {
      await markSome(calls, ids.slice(start, start + BULK));
    } catch (error) {
      if (!isAppError(error) || error.code !== "not-found") throw error;
    }
  }
};
