import { z } from "zod";

import type { AwayLog } from "../core/ports/away-log.ts";

import type { Database } from "./sqlite.ts";
import { jsonColumn, rowReader } from "./rows.ts";

/** A row of `people` as it is in the file. */
export const personColumns = z.object({
  address: z.string(),
  answer: z.enum(["always", "never"]).nullable(),
  labels: jsonColumn(z.array(z.string())),
});

const personRow = rowReader(personColumns);

/** What the person says of people, by their addresses. */
export const createPeople = (database: Database): Pick<AwayLog, "people" | "person" | "keepPerson"> => {
  const selectAll = database.prepare("SELECT * FROM people ORDER BY address");
  const selectOne = database.prepare("SELECT * FROM people WHERE address = ?");
  const upsert = database.prepare(
    `INSERT INTO people (address, answer, labels) VALUES (?, ?, ?)
     ON CONFLICT (address) DO UPDATE SET answer = excluded.answer, labels = excluded.labels`,
  );
  const remove = database.prepare("DELETE FROM people WHERE address = ?");
  return {
    people: () => selectAll.all().map(personRow),
    person: (address) => {
      const row = selectOne.get(address);
      return row === undefined ? { address, answer: null, labels: [] } : personRow(row);
    },
    keepPerson: ({ address, answer, labels }) => {
      if (answer === null && labels.length === 0) remove.run(address);
      else upsert.run(address, answer, JSON.stringify(labels));
    },
  };
};
