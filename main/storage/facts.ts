import { z } from "zod";

import type { FactName } from "../core/ports/message-store.ts";

import type { Database } from "./sqlite.ts";
import { jsonColumn, rowReader } from "./rows.ts";

const factRow = rowReader(z.object({ value: jsonColumn(z.unknown()) }));

/** Small JSON values by name. */
export const createFacts = (database: Database) => {
  const select = database.prepare("SELECT value FROM facts WHERE name = ?");
  const upsert = database.prepare(
    "INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  const remove = database.prepare("DELETE FROM facts WHERE name = ?");
  return {
    read: (name: FactName): unknown => {
      const row = select.get(name);
      return row === undefined ? null : factRow(row).value;
    },
    /** Null (or what JSON cannot hold) forgets it. */
    keep: (name: FactName, value: unknown): void => {
      const json: string | undefined = JSON.stringify(value);
      if (json === undefined || value === null) remove.run(name);
      else upsert.run(name, json);
    },
  };
};
