import { expect, it } from "vitest";
import type { ApiRequest, Calls } from "../../../main/ringcentral/calls.ts";
import { markMessagesRead } from "../../../main/ringcentral/mark-read.ts";
import { isAppError } from "../../../main/core/ports/app-error.ts";

const asList = (statuses: readonly number[]): string =>
  JSON.stringify(statuses.map((status, index) => ({ resourceId: String(index), status, body: {} })));

/** As RingCentral answers without being asked for a list. */
const asParts = (statuses: readonly number[]): string => {
  const response = statuses.map((status, index) => ({ href: `/message-store/${index}`, status }));
  const parts = [{ response }, ...statuses.map((_, index) => ({ id: index, subject: "{--}" }))];
  const all = parts.map((part) => `--Boundary_1\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(part)}\r\n`);
  return `${all.join("")}--Boundary_1--\r\n`;
};

/** What marking these read ends with when RingCentral answers so: a code, or null if all is well. */
const marked = async (count: number, body: string): Promise<string | null> => {
  const readWith = <T>(_: ApiRequest, take: (response: Response) => Promise<T>): Promise<T> =>
    take(new Response(body, { status: 207 }));
  const calls: Calls = { readWith, read: () => Promise.reject(new Error()), send: () => Promise.reject(new Error()) };
  try {
    await markMessagesRead(
      calls,
      Array.from({ length: count }, (_, index) => String(index)),
    );
    return null;
  } catch (error) {
    return isAppError(error) ? error.code : String(error);
  }
};

it.each([
  ["all were marked", [200, 200, 200], null],
  ["one is gone", [200, 404, 200], null],
  ["one failed for now", [200, 500, 200], "server-error"],
  ["one was one too many", [200, 200, 429], "server-error"],
  ["one never will be, and one failed for now", [400, 503, 200], "server-error"],
  ["one never will be", [200, 200, 403], "invalid-request"],
])("An answer about many says of each what became of it: %s", async (_, statuses, code) => {
  expect([await marked(3, asList(statuses)), await marked(3, asParts(statuses))]).toEqual([code, code]);
});

it("An answer made to be hard to read does not hold Tern up", async () => {
  const began = performance.now();
  expect(await marked(2, "{".repeat(2_000_000))).toBe(null);
  expect(await marked(2, `{${"\n".repeat(2_000_000)}`)).toBe(null);
  // With a search that begins anew at each brace this takes hours.
  expect(performance.now() - began).toBeLessThan(10_000);
});

it.each(["", "<html></html>", "[{}]", "{", '{"response":1}'])(
  "An answer about many that cannot be read (%s) is no reason to ask for ever",
  async (body) => {
    expect(await marked(2, body)).toBe(null);
  },
);

it("What an answer about one says beside its status does not matter", async () => {
  expect(await marked(1, asList([500]))).toBe(null);
});
