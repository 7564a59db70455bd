import { describe, expect, it } from "vitest";
import type { ApiRequest, Calls } from "../../../main/ringcentral/calls.ts";
import { changesSince } from "../../../main/ringcentral/sync.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";

const START = Date.parse("2026-03-01T00:00:00Z");

type Stored = { readonly id: number; readonly at: number };

const text = (id: number, at: number): Stored => ({ id, at });
const range = (count: number, from = 1): readonly number[] => Array.from({ length: count }, (_, index) => from + index);

/** A message store that may change between two requests, as `meanwhile` (told how many pages were read) says. */
const serve = ({
  stored,
  order = "newest first",
  syncGives = (all) => all.slice(0, 250),
  meanwhile = (all) => all,
  withoutTotals = false,
  isEndless = false,
  syncInfo = {},
  deleted = [],
}: {
  readonly stored: readonly Stored[];
  readonly order?: "newest first" | "oldest first" | "none";
  readonly syncGives?: (newestFirst: readonly Stored[]) => readonly unknown[];
  readonly meanwhile?: (stored: readonly Stored[], read: number) => readonly Stored[];
  readonly withoutTotals?: boolean;
  /** It says of each page that another one follows. */
  readonly isEndless?: boolean;
  readonly syncInfo?: object;
  /** Ids of what the person deleted, as far as the server remembers. */
  readonly deleted?: readonly number[];
}) => {
  let now = stored;
  let read = 0;
  const record = ({ id, at }: Stored) => ({
    id,
    type: "SMS",
    direction: "Inbound",
    from: { phoneNumber: "+14155550121" },
    to: [{ phoneNumber: "+16505550100" }],
    creationTime: new Date(at).toISOString(),
    subject: `text ${id}`,
  });
  const newestFirst = () => now.toSorted((one, other) => other.at - one.at || other.id - one.id);
  const inOrder = (): readonly Stored[] =>
    order === "newest first"
      ? newestFirst()
      : order === "oldest first"
        ? newestFirst().toReversed()
        : now.toSorted((one, other) => ((one.id * 7919) % 1009) - ((other.id * 7919) % 1009));
  const answer = ({ url, query = {} }: ApiRequest): unknown => {
    if (url.endsWith("/message-sync")) {
      const given = syncGives(newestFirst());
      const records = given.map((each) =>
        typeof each === "object" && each !== null && "at" in each ? record(each as Stored) : each,
      );
      return { records, syncInfo: { syncToken: "next", olderRecordsExist: now.length > given.length, ...syncInfo } };
    }
    if (query["availability"] !== undefined)
      return {
        records: deleted.map((id) => ({ ...record(text(id, START)), availability: "Deleted" })),
        navigation: {},
      };
    now = meanwhile(now, read);
    read += 1;
    const [from, to] = [Date.parse(String(query["dateFrom"])), Date.parse(String(query["dateTo"] ?? "2099-01-01"))];
    const [number, perPage] = [Number(query["page"]), Number(query["perPage"])];
    const found = inOrder().filter(({ at }) => at >= from && at <= to);
    return {
      records: found.slice((number - 1) * perPage, number * perPage).map(record),
      ...(withoutTotals ? {} : { paging: { page: number, totalElements: found.length } }),
      navigation: isEndless || number * perPage < found.length ? { nextPage: { uri: "more" } } : {},
    };
  };
  const unused = () => Promise.reject(new Error("not asked for here"));
  const calls: Calls = { read: (request) => Promise.resolve(answer(request)), readWith: unused, send: unused };
  const own = { userId: "1", extensionNumber: "101", numbers: new Set<string>() };
  const identity = { own: () => Promise.resolve(own), profile: unused, senderNumbers: unused, numberId: unused };
  const progress: (readonly [number, number | null])[] = [];
  return {
    pages: () => read,
    progress,
    readAll: async () => {
      const parts = { calls, identity, log: createKeepingLog() };
      const changes = await changesSince(parts, null, START, (...told) => void progress.push(told));
      return { ...changes, ids: changes.texts.map(({ providerId }) => Number(providerId)) };
    },
  };
};

/** A minute apart, oldest first. */
const spread = (count: number): readonly Stored[] => range(count).map((id) => text(id, START + id * 60_000));
const idsOf = (texts: readonly Stored[]): readonly number[] => texts.map(({ id }) => id);
const sorted = (ids: readonly number[]): readonly number[] => ids.toSorted((one, other) => one - other);

describe("a full reading", () => {
  it("tells what was deleted: it may have been told live before the first reading went through", async () => {
    const { removed, ids } = await serve({ stored: spread(3), deleted: [3, 77] }).readAll();
    expect([removed, ids]).toEqual([
      ["3", "77"],
      [1, 2],
    ]);
  });

  it.each(["newest first", "oldest first", "none"] as const)(
    "gives each text once, oldest first, whatever the order of the store's pages (%s)",
    async (order) => {
      const stored = spread(1_234);
      const { ids } = await serve({ stored, order }).readAll();
      expect(ids).toEqual(idsOf(stored));
    },
  );

  it.each([600, 250, 251])(
    "loses none of %i texts that share one time, at the border of what a sync gives",
    async (same) => {
      const stored = [
        ...spread(300),
        ...range(same, 1_000).map((id) => text(id, START + 400 * 60_000)),
        ...range(100, 5_000).map((id) => text(id, START + (id - 4_000) * 60_000)),
      ];
      const { ids } = await serve({ stored }).readAll();
      expect(sorted(ids)).toEqual(sorted(idsOf(stored)));
    },
  );

  it.each(["newest first", "oldest first", "none"] as const)(
    "does not take texts that share one time for an order of the pages (%s)",
    async (order) => {
      const stored = [...range(600, 5_000).map((id) => text(id, START + 1_000)), ...spread(600)];
      const { ids } = await serve({ stored, order }).readAll();
      expect(sorted(ids)).toEqual(sorted(idsOf(stored)));
    },
  );

  it("loses none when texts arrive between its pages", async () => {
    const stored = spread(1_000);
    const server = serve({
      stored,
      meanwhile: (all, read) => [...all, ...range(40, 10_000 + read * 100).map((id) => text(id, START + id * 60_000))],
    });
    const { ids } = await server.readAll();
    expect(idsOf(stored).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("loses none when texts are deleted between its pages", async () => {
    const stored = spread(1_000);
    // The newest ones go: everything behind them moves up, over the borders of the pages.
    const server = serve({ stored, meanwhile: (all, read) => (read === 0 ? all : all.slice(0, -40)) });
    const { ids } = await server.readAll();
    expect(idsOf(stored.slice(0, 800)).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("does not rely on which texts a sync gives: those that were changed last, for example", async () => {
    const stored = spread(900);
    const { ids } = await serve({ stored, syncGives: (all) => all.filter((_, index) => index % 4 === 0) }).readAll();
    expect(ids).toEqual(idsOf(stored));
  });

  it("reads the store though nothing of what the sync gave can be read", async () => {
    const stored = spread(300);
    const { ids } = await serve({
      stored,
      syncGives: (all) => all.slice(0, 250).map(() => ({ garbage: true })),
    }).readAll();
    expect(ids).toEqual(idsOf(stored));
  });

  it("of a store that never says where it ends comes to an end", async () => {
    const server = serve({ stored: spread(300), isEndless: true });
    const { ids } = await server.readAll();
    expect([ids.length, server.pages() < 50]).toEqual([300, true]);
  });

  it("asks for no page where one sync held everything", async () => {
    const server = serve({ stored: spread(20) });
    const { ids } = await server.readAll();
    expect([ids.length, server.pages(), server.progress]).toEqual([20, 0, [[20, 20]]]);
  });
});

describe("the progress of a full reading", () => {
  it("is told with each page, of how many the first one says", async () => {
    const server = serve({ stored: spread(700) });
    await server.readAll();
    expect(server.progress).toEqual([
      [250, null],
      [250, 700],
      [499, 700],
      [700, 700],
    ]);
  });

  it("is told without a total where the server gives none", async () => {
    const server = serve({ stored: spread(700), withoutTotals: true });
    await server.readAll();
    expect(server.progress.at(-1)).toEqual([700, null]);
  });

  it("never says more than all", async () => {
    const arriving = (all: readonly Stored[], read: number) => [
      ...all,
      ...range(60, 10_000 + read * 100).map((id) => text(id, START + id)),
    ];
    const server = serve({ stored: spread(700), meanwhile: arriving });
    await server.readAll();
    expect(server.progress.filter(([read, total]) => total !== null && read > total)).toEqual([]);
  });
});

describe("when the provider made an answer", () => {
  it.each([
    ["2026-03-02T09:00:00.123Z", Date.parse("2026-03-02T09:00:00.123Z")],
    [undefined, null],
    [null, null],
    ["yesterday", null],
    [17, null],
  ])("is told from %s", async (syncTime, expected) => {
    const { at } = await serve({ stored: spread(1), syncInfo: { syncTime } }).readAll();
    expect(at).toBe(expected);
  });
});
