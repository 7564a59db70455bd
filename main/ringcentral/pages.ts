import { AppError } from "../core/ports/app-error.ts";
import type { ApiRequest, Calls } from "./calls.ts";
import { page } from "./schemas.ts";

/** More pages than any of our lists can have: a server that never says "last" must not keep us for ever. */
const MAX_PAGES = 100;

/**
 * All records of a paged list. The end is where `navigation.nextPage` is missing; totals are not relied on, the server may
 * leave them out.
 */
export const allRecords = async (calls: Calls, request: ApiRequest, perPage: number): Promise<readonly unknown[]> => {
  const records: unknown[] = [];
  for (let number = 1; number <= MAX_PAGES; number += 1) {
    const answer = page.safeParse(await calls.read({ ...request, query: { ...request.query, page: number, perPage } }));
    if (!answer.success) throw new AppError("server-error", "a list that is none");
    records.push(...answer.data.records);
    if (!answer.data.navigation?.nextPage) break;
  }
  return records;
};
