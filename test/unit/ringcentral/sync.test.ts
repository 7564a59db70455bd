import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import type { ApiRequest, Calls } from "../../../main/ringcentral/calls.ts";
import { AnswerTooLongError } from "../../../main/ringcentral/capped-fetch.ts";
import { readContacts } from "../../../main/ringcentral/contacts.ts";
import { changesSince } from "../../../main/ringcentral/sync.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";

const NOW = Date.parse("2026-03-02T09:00:00Z");

/** Answers reads by the end of their path; what is an Error is thrown. */
const answering = (answers: Readonly<Record<string, unknown>>): Calls => {
  const read = (request: ApiRequest): Promise<unknown> => {
    const [, answer] = Object.entries(answers).find(([path]) => request.url.endsWith(path)) ?? [];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const unused = () => Promise.reject(new Error("not asked for here"));
  return { read, readWith: unused, send: unused };
};

const own = { userId: "1", extensionNumber: "101", numbers: new Set<string>() };
const known = {
  own: () => Promise.resolve(own),
  profile: () => Promise.reject(new Error()),
  senderNumbers: () => Promise.reject(new Error()),
  numberId: () => Promise.reject(new Error()),
};

const record = {
  id: 5,
  type: "SMS",
  direction: "Inbound",
  from: { phoneNumber: "+14155550121" },
  to: [{ phoneNumber: "+16505550100" }],
  creationTime: "2026-03-02T08:00:00Z",
  subject: "hello",
};
const pager = { ...record, id: 6, type: "Pager", from: { extensionNumber: "102" }, to: [{ extensionNumber: "101" }] };

const syncing = (records: readonly unknown[]) =>
  answering({ "/message-sync": { records, syncInfo: { syncType: "ISync", syncToken: "next" } } });

describe("reading changes", () => {
  it("tells what was deleted or purged, of which only the id is left", async () => {
    const log = createKeepingLog();
    const calls = syncing([{ id: 1, availability: "Deleted" }, { id: "2", availability: "Purged" }, record]);
    const changes = await changesSince({ calls, identity: known, log }, "cursor", NOW);
    expect([changes.removed, changes.texts.map(({ body }) => body), changes.cursor]).toEqual([
      ["1", "2"],
      ["hello"],
      "next",
    ]);
  });

  it.each([
    [
      "is cut off because it does not end",
      new AppError("server-error", "too long", { cause: new AnswerTooLongError() }),
    ],
    [
      "says that there is more",
      { records: [record], syncInfo: { syncType: "ISync", syncToken: "cut", olderRecordsExist: true } },
    ],
  ])("reads everything where the answer since the cursor %s", async (_, answer) => {
    const asked: unknown[] = [];
    const full = { records: [record], syncInfo: { syncType: "FSync", syncToken: "full" } };
    const read = async ({ query = {} }: ApiRequest): Promise<unknown> => {
      asked.push(query["syncType"] ?? query["availability"]);
      if (query["syncType"] === "ISync") {
        if (answer instanceof Error) throw answer;
        return answer;
      }
      return query["syncType"] === "FSync" ? full : { records: [], paging: {} };
    };
    const unused = () => Promise.reject(new Error("not asked for here"));
    const calls: Calls = { read, readWith: unused, send: unused };
    const changes = await changesSince({ calls, identity: known, log: createKeepingLog() }, "cursor", NOW);
    expect([changes.isFull, changes.cursor, asked.slice(0, 2)]).toEqual([true, "full", ["ISync", "FSync"]]);
  });

  it("skips a malformed record, logging its shape and nothing of what is in it", async () => {
    const log = createKeepingLog();
    const calls = syncing([
      { ...record, subject: 5550121, direction: "Sideways" },
      record,
      { ...record, id: 7, type: "Fax" },
    ]);
    const { texts } = await changesSince({ calls, identity: known, log }, "cursor", NOW);
    expect([texts.map(({ providerId }) => providerId), log.lines.map(({ event, fields }) => [event, fields])]).toEqual([
      ["5"],
      [["malformed message skipped", { shape: "direction invalid_value, subject invalid_type" }]],
    ]);
  });

  it("fails, and is tried again, rather than skip company messages while the own extension is not known", async () => {
    const identity = { ...known, own: () => Promise.reject(new AppError("server-error", "not now")) };
    const reading = changesSince({ calls: syncing([pager]), identity, log: createKeepingLog() }, "cursor", NOW);
    await expect(reading).rejects.toMatchObject({ code: "server-error" });
  });
});

describe("reading contacts", () => {
  const entry = { id: "2", firstName: "Sam", lastName: "Okafor", extensionNumber: "102", status: "Enabled" };
  const parts = (book: unknown) => ({
    calls: answering({ "/contact": book, "/entries": { records: [entry] } }),
    identity: known,
    log: createKeepingLog(),
  });

  it("goes without the address book where it may not be read", async () => {
    const contacts = await readContacts(parts(new AppError("missing-permission", "no", { about: "ReadContacts" })));
    expect(contacts.map(({ name }) => name)).toEqual(["Sam Okafor"]);
  });

  it("fails where the address book cannot be read now: half the people would be forgotten", async () => {
    await expect(readContacts(parts(new AppError("server-error", "not now")))).rejects.toMatchObject({
      code: "server-error",
    });
  });
});
