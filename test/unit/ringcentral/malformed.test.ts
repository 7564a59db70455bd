import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frameFromText } from "../../../main/ringcentral/frames.ts";
import { createEventReader } from "../../../main/ringcentral/live-events.ts";
import { messageRecord } from "../../../main/ringcentral/schemas.ts";
import { textFromRecord } from "../../../main/ringcentral/text-from-record.ts";
import { createHandClock, settled } from "../../harness/hand-clock.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";

const own = { userId: "1", extensionNumber: "101", numbers: new Set(["+16505550100"]) };

const record = {
  id: "5",
  type: "SMS",
  direction: "Inbound",
  from: { phoneNumber: "+14155550121", name: "Alice" },
  to: [{ phoneNumber: "+16505550100", target: true }],
  creationTime: "2026-03-02T08:00:00Z",
  readStatus: "Unread",
  subject: "the words",
  attachments: [{ id: "5", type: "Text", contentType: "text/plain" }],
};

/** The record with some of its values, on any level, replaced by anything JSON can hold. */
const spoiled = fc
  .record(
    Object.fromEntries(
      Object.entries(record).map(([key, value]) => [key, fc.oneof(fc.constant(value), fc.jsonValue())]),
    ),
    { requiredKeys: [] },
  )
  .chain((top) =>
    fc.record({
      base: fc.constant(top),
      party: fc.dictionary(fc.constantFrom("phoneNumber", "extensionNumber", "target", "name"), fc.jsonValue()),
    }),
  )
  .map(({ base, party }) => ({ ...base, ...(Object.keys(party).length > 1 ? { from: party } : {}) }));

describe("whatever arrives", () => {
  it("a frame is read or skipped, never thrown at", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        frameFromText(text);
      }),
    );
  });

  it("a record becomes a whole text or none", () => {
    fc.assert(
      fc.property(spoiled, (value) => {
        const parsed = messageRecord.safeParse(value);
        const text = parsed.success ? textFromRecord(parsed.data, own) : null;
        if (text === null) return;
        expect([text.others.length > 0, text.others.includes(text.from), Number.isFinite(text.at)]).toEqual([
          true,
          true,
          true,
        ]);
      }),
      { numRuns: 500 },
    );
  });

  it("an event is told or skipped, the next one is told, and nothing of it is in the log", async () => {
    const log = createKeepingLog();
    const bodies: string[] = [];
    const reader = createEventReader(
      { identity: { own: () => Promise.resolve(own) }, clock: createHandClock(), log },
      { onText: ({ body }) => void bodies.push(body), onChanged: () => undefined },
    );
    const event = "/restapi/v1.0/account/1/extension/1/message-store/instant?type=SMS";
    const odd = fc.sample(fc.oneof(fc.anything(), spoiled), 300);
    for (const [index, value] of odd.entries()) {
      reader.read(value);
      reader.read({ uuid: `odd ${index}`, event, body: value });
    }
    reader.read({ uuid: "last", event, body: { ...record, subject: "the last" } });
    await settled();
    expect([bodies.at(-1), JSON.stringify(log.lines).includes("the words")]).toEqual(["the last", false]);
  });
});
