import { isAppError } from "../core/ports/app-error.ts";
import type { ProviderId } from "../core/ports/gateway.ts";
import type { Calls } from "./calls.ts";
import { EXTENSION } from "./paths.ts";

/** The most ids one request may name. */
const BULK = 50;

/** Marks messages read, many in one request. Never sends an empty list; a message that is gone counts as read. */
export const markMessagesRead = async (calls: Calls, ids: readonly ProviderId[]): Promise<void> => {
  for (let start = 0; start < ids.length; start += BULK) {
    const some = ids.slice(start, start + BULK);
    const [only] = some;
    try {
      await calls.read({
        method: "PUT",
        url: `${EXTENSION}/message-store/${some.map(encodeURIComponent).join(",")}`,
        ...(some.length === 1 && only !== undefined
          ? { json: { readStatus: "Read" } }
          : {
              // The SDK would send an array as "[object Object]"; calls.ts hands it over as text.
              json: some.map((resourceId) => ({ resourceId, body: { readStatus: "Read" } })),
              contentType: "application/vnd.ringcentral.multipart+json",
            }),
        group: "medium",
        permission: "EditMessages",
      });
    } catch (error) {
      if (!isAppError(error) || error.code !== "not-found") throw error;
    }
  }
};
