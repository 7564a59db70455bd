import type { ProviderId } from "../core/ports/gateway.ts";
import type { ConversationId } from "../../preload/contract/model.ts";

import type { Database } from "./sqlite.ts";

/** Which inbound texts a person has seen. */
export const createReading = (database: Database) => {
  const update = database
    .prepare(
      `UPDATE texts SET is_read = 1 WHERE direction = 'inbound' AND is_read = 0 AND is_removed = 0
         AND conversation = (SELECT seq FROM conversations WHERE id = ?) RETURNING provider_id`,
    )
    .pluck();
  return {
    markRead: (id: ConversationId): readonly ProviderId[] =>
      update.all(id).filter((providerId): providerId is ProviderId => typeof providerId === "string"),
  };
};
