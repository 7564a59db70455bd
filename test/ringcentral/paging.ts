import type { Call } from "./call.ts";
import { numberParameter } from "./parameters.ts";

export type PageOptions = {
  /** The absolute address of the list, without a query. */
  readonly uri: string;
  readonly usual?: number;
  readonly max?: number;
  /** Leaves out totalPages and totalElements, as some real replies do. */
  readonly withoutTotals?: boolean;
};

/** One page of a list with `paging` and `navigation`; the last page has no `navigation.nextPage`. */
export const pageOf = <T>(call: Call, all: readonly T[], options: PageOptions) => {
  const { uri, usual = 100, max = 1000, withoutTotals = false } = options;
  const perPage = numberParameter(call.query, "perPage", usual, max);
  const page = numberParameter(call.query, "page", 1, Number.MAX_SAFE_INTEGER);
  const totalPages = Math.max(1, Math.ceil(all.length / perPage));
  const start = (page - 1) * perPage;
  const records = all.slice(start, start + perPage);

  const pageUri = (number: number): string => {
    const query = new URLSearchParams(call.query);
    query.set("page", String(number));
    query.set("perPage", String(perPage));
    return `${uri}?${query.toString()}`;
  };

  return {
    uri: pageUri(page),
    records,
    paging: {
      page,
      perPage,
      ...(records.length === 0 ? {} : { pageStart: start, pageEnd: start + records.length - 1 }),
      ...(withoutTotals ? {} : { totalPages, totalElements: all.length }),
    },
    navigation: {
      firstPage: { uri: pageUri(1) },
      ...(page < totalPages ? { nextPage: { uri: pageUri(page + 1) } } : {}),
      ...(page > 1 ? { previousPage: { uri: pageUri(page - 1) } } : {}),
      ...(withoutTotals ? {} : { lastPage: { uri: pageUri(totalPages) } }),
    },
  };
};
