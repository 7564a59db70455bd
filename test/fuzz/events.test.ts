import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProviderText } from "../../main/core/ports/gateway.ts";
import { frameFromText } from "../../main/ringcentral/frames.ts";
import { createEventReader } from "../../main/ringcentral/live-events.ts";
import { createHandClock, settled } from "../harness/hand-clock.ts";
import { createKeepingLog } from "../harness/keeping-log.ts";
import { saidIn } from "./said-nothing.ts";
import { instantEvent } from "./samples.ts";
import { anything, spoiled } from "./spoiled.ts";

const own = { userId: "2", extensionNumber: "101", numbers: new Set(["+16505550100"]) };

/** Reads one event after the other; what of them came out as texts, and what was logged. */
const reading = async (bodies: readonly unknown[], ownAddresses: () => Promise<typeof own> = async () => own) => {
  const [texts, log, clock]: [ProviderText[], ReturnType<typeof createKeepingLog>, ReturnType<typeof createHandClock>] =
    [[], createKeepingLog(), createHandClock()];
  let changes = 0;
  const reader = createEventReader(
    { identity: { own: ownAddresses }, clock, log },
    {
      onText: (text) => void texts.push(text),
      onChanged: () => {
        changes += 1;
      },
    },
  );
  for (const body of bodies) reader.read(body);
  await settled();
  await clock.turn(5_000);
  reader.stop();
  return { texts, changes, lines: log.lines };
};

const placeless = { id: 5, type: "MmsAttachment", contentType: "image/jpeg", size: 461_020, uri: "" };

describe("an event that nobody would send", () => {
  it("becomes a whole text, or is logged by its shape and looked for in the message store", () =>
    fc.assert(
      fc.asyncProperty(fc.array(spoiled(instantEvent), { minLength: 1, maxLength: 6 }), async (bodies) => {
        const { texts, changes, lines } = await reading(bodies);
        for (const { providerId, others, from, at, own: ownNumber, attachments } of texts)
          expect([
            providerId.length > 0 && providerId.length <= 64,
            others.length > 0,
            typeof from === "string" && from !== "",
            Number.isFinite(at),
            ownNumber !== "",
            attachments.every(({ ref, fileName }) => ref !== "" && typeof fileName === "string"),
          ]).toEqual([true, true, true, true, true, true]);
        const skipped = lines.filter(({ event }) => event.startsWith("malformed"));
        if (skipped.length > 0) expect(changes).toBeGreaterThan(0);
        expect([lines.filter(({ level }) => level === "error"), saidIn(lines)]).toEqual([[], []]);
      }),
      // Found once by chance: a file without a place.
      { examples: [[[{ ...instantEvent, body: { ...instantEvent.body, attachments: [placeless] } }]]] },
    ));

  it("is not told twice under one uuid, nor keeps a good one behind it from being told", () =>
    fc.assert(
      fc.asyncProperty(fc.array(spoiled(instantEvent), { maxLength: 5 }), async (bodies) => {
        const good = { ...instantEvent, uuid: "the good one", body: { ...instantEvent.body, id: "good" } };
        const { texts } = await reading([...bodies, good, good]);
        expect(texts.filter(({ providerId }) => providerId === "good")).toHaveLength(1);
      }),
    ));

  it("costs a reading of changes, and nothing else, while own numbers cannot be had", async () => {
    const { texts, changes, lines } = await reading([instantEvent], () => Promise.reject(new Error("no network")));
    expect([texts, changes, saidIn(lines)]).toEqual([[], 1, []]);
  });

  it("is forgotten: a month of them takes no more memory than five hundred", async () => {
    const bodies = Array.from({ length: 2_000 }, (_, index) => ({ uuid: `u${index}`, event: "/other", body: null }));
    const first = { ...instantEvent, uuid: "u0" };
    // So long ago that its uuid is no longer remembered: told again, which the message store's ids make harmless.
    expect((await reading([...bodies, first])).texts).toHaveLength(1);
  });
});

describe("a frame that nobody would send", () => {
  it("is one of the four kinds, or none", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.json(),
          anything.map((value) => safeJson(value)),
        ),
        (text) => {
          const frame = frameFromText(text);
          expect(frame === null || ["connected", "notification", "error", "other"].includes(frame.kind)).toBe(true);
        },
      ),
    );
  });

  it("keeps its kind whatever its parts are", () => {
    const good = [
      { type: "ServerNotification", messageId: "m", status: 200, wsc: { token: "t", sequence: 4 } },
      instantEvent,
    ];
    fc.assert(
      fc.property(spoiled(good), (value) => {
        const frame = frameFromText(safeJson(value));
        if (frame?.sequence !== undefined && frame.sequence !== null)
          expect(Number.isInteger(frame.sequence)).toBe(true);
      }),
    );
  });
});

const safeJson = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "[";
  }
};
