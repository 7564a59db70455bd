import { createServer, type OutgoingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import type { AnswerTime } from "../../../main/core/ports/gateway.ts";
import { createAnswerTimes } from "../../../main/ringcentral/answer-times.ts";
import { createConnections } from "../../../main/ringcentral/connections.ts";
import { createExchange } from "../../../main/ringcentral/exchange.ts";
import { createRateLimits } from "../../../main/ringcentral/rate-limits.ts";
import { createSdk } from "../../../main/ringcentral/sdk.ts";
import { keepingNothing } from "../../harness/limits-in-memory.ts";
import { createHandClock } from "../../harness/hand-clock.ts";
import { sdkSettings } from "./session-fixture.ts";

type Given = { readonly status: number; readonly headers: OutgoingHttpHeaders; readonly body: string };

const AT = Date.UTC(2026, 6, 1, 12, 30, 5);
const DATE = { Date: new Date(AT).toUTCString() };
const JSON_TYPE = { "Content-Type": "application/json;charset=utf-8" };
const HTML_TYPE = { "Content-Type": "text/html" };
const TOOK_MS = 1_500;

/** What is said of the time of this answer, which takes a while by the clock. */
const timesOf = async ({ status, headers, body }: Given): Promise<readonly AnswerTime[]> => {
  const clock = createHandClock();
  const server = createServer((_, response) => {
    clock.sleep(TOOK_MS);
    response.sendDate = false;
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answerTimes = createAnswerTimes({ clock });
  const exchange = createExchange({
    sdk: createSdk({ ...sdkSettings, server: url, fetch: createConnections().fetch }),
    limits: createRateLimits({ clock, kept: keepingNothing }),
    answerTimes,
    clock,
  });
  const options = { method: "GET", url: "/restapi/v1.0/account/~", skipAuthCheck: true };
  await exchange("light", options, (response) => response.text()).catch(() => undefined);
  const times: AnswerTime[] = [];
  answerTimes.onAnswered((time) => times.push(time));
  return times;
};

const heardAt = (at: number | null): readonly AnswerTime[] => [{ at, asked: 0, heard: TOOK_MS }];

it.each<[string, Given, readonly AnswerTime[]]>([
  ["a success", { status: 200, headers: { ...DATE, ...JSON_TYPE }, body: "{}" }, heardAt(AT)],
  [
    "a refusal",
    { status: 403, headers: { ...DATE, ...JSON_TYPE }, body: '{"errorCode":"CMN-401","message":"no"}' },
    heardAt(AT),
  ],
  [
    "a refusal because of too many requests",
    { status: 429, headers: { ...DATE, ...JSON_TYPE }, body: '{"errorCode":"CMN-301"}' },
    heardAt(AT),
  ],
  [
    "a refused token",
    { status: 400, headers: { ...DATE, ...JSON_TYPE }, body: '{"error":"invalid_grant"}' },
    heardAt(AT),
  ],
  ["a fault", { status: 503, headers: { ...DATE, ...JSON_TYPE }, body: '{"errorCode":"CMN-211"}' }, heardAt(AT)],
  ["a success without a date", { status: 200, headers: JSON_TYPE, body: "{}" }, heardAt(null)],
  [
    "a success with no date in Date",
    { status: 200, headers: { Date: "soon", ...JSON_TYPE }, body: "{}" },
    heardAt(null),
  ],
  ["a refusal without a date", { status: 403, headers: JSON_TYPE, body: '{"errorCode":"CMN-401"}' }, []],
  ["the page of a hotel's network", { status: 200, headers: { ...DATE, ...HTML_TYPE }, body: "<html>" }, []],
  ["a hotel's way to its page", { status: 302, headers: { ...DATE, Location: "http://hotel.example/" }, body: "" }, []],
  ["a proxy's failure", { status: 502, headers: { ...DATE, ...HTML_TYPE }, body: "<html>" }, []],
  ["a proxy's refusal in JSON", { status: 407, headers: { ...DATE, ...JSON_TYPE }, body: '{"why":"no"}' }, []],
])("the time of an answer is told if it is RingCentral's: %s", async (_, given, expected) => {
  expect(await timesOf(given)).toEqual(expected);
});

it("whoever listens later hears the latest time at once, and those to come", () => {
  const clock = createHandClock();
  const { heard, onAnswered } = createAnswerTimes({ clock });
  const headers = (at: number): Headers => new Headers({ date: new Date(at).toUTCString() });
  heard(headers(AT), 0);
  heard(headers(AT + 1_000), 0);
  const told: (number | null)[] = [];
  onAnswered(({ at }) => told.push(at));
  heard(headers(AT + 2_000), 0);
  expect(told).toEqual([AT + 1_000, AT + 2_000]);
});
