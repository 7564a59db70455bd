import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, it, onTestFinished } from "vitest";
import { createCappedFetch, MAX_ANSWER_BYTES } from "../../../main/ringcentral/capped-fetch.ts";
import { createConnections } from "../../../main/ringcentral/connections.ts";
import { appErrorFrom, type Doing } from "../../../main/ringcentral/errors.ts";
import { createExchange } from "../../../main/ringcentral/exchange.ts";
import { createRateLimits } from "../../../main/ringcentral/rate-limits.ts";
import { createSdk } from "../../../main/ringcentral/sdk.ts";
import { createHandClock } from "../../harness/hand-clock.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";
import { keepingNothing } from "../../harness/limits-in-memory.ts";
import { sdkSettings } from "./session-fixture.ts";

const CHUNK = Buffer.alloc(1_000_000, " ");

/** A server that answers so, and an exchange with it. */
const openExchange = async (answer: (response: ServerResponse) => Promise<void> | void) => {
  const server = createServer((_, response) => void answer(response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const [clock, log] = [createHandClock(), createKeepingLog()];
  const exchange = createExchange({
    sdk: createSdk({
      ...sdkSettings,
      server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      fetch: createCappedFetch({ fetch: createConnections().fetch, log }),
    }),
    limits: createRateLimits({ clock, kept: keepingNothing }),
    answerTimes: { heard: () => undefined },
    clock,
  });
  /** How many characters it answers. */
  const ask = (): Promise<number> =>
    exchange("light", { method: "GET", url: "/restapi/v1.0/account/~", skipAuthCheck: true }, async (response) => {
      const text = await response.text();
      return text.length;
    });
  return { ask, log };
};

/** Sends until the other side has had enough; resolves with how many bytes went then. */
const createEndless = (status: number) => {
  const { promise: ended, resolve } = Promise.withResolvers<number>();
  const answer = async (response: ServerResponse): Promise<void> => {
    let sent = 0;
    response.on("close", () => resolve(sent));
    response.writeHead(status, { "Content-Type": "application/json" });
    while (!response.destroyed) {
      sent += CHUNK.byteLength;
      if (!response.write(CHUNK)) await Promise.race([once(response, "drain"), once(response, "close")]);
    }
  };
  return { answer, ended };
};

const failureOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    return await work;
  } catch (error) {
    return error;
  }
};

it.each([200, 500])("An answer that never ends (status %i) is cut off, and its connection with it", async (status) => {
  const { answer, ended } = createEndless(status);
  const { ask, log } = await openExchange(answer);
  const error = await failureOf(ask());
  const sent = await ended;
  expect([error, sent < 2 * MAX_ANSWER_BYTES, log.lines]).toEqual([
    status === 200 ? expect.objectContaining({ name: "AnswerTooLongError" }) : expect.objectContaining({ status }),
    true,
    [expect.objectContaining({ event: "answer too long, cut off", fields: { status, bytes: MAX_ANSWER_BYTES } })],
  ]);
});

it("An answer that is small on its way and never ends when unpacked is cut off too", async () => {
  const bomb = gzipSync(Buffer.alloc(MAX_ANSWER_BYTES + 1, " "));
  const { ask } = await openExchange((response) => {
    response.writeHead(200, { "Content-Type": "application/json", "Content-Encoding": "gzip" }).end(bomb);
  });
  expect([bomb.byteLength < 100_000, await failureOf(ask())]).toEqual([
    true,
    expect.objectContaining({ name: "AnswerTooLongError" }),
  ]);
});

it("An answer as long as any may be arrives whole", async () => {
  const { ask, log } = await openExchange((response) => {
    response.writeHead(200, { "Content-Type": "application/json" }).end(Buffer.alloc(MAX_ANSWER_BYTES, "1"));
  });
  expect([await ask(), log.lines]).toEqual([MAX_ANSWER_BYTES, []]);
});

it.each<[Doing, string]>([
  [{ kind: "call", permission: null }, "server-error"],
  [{ kind: "sign-in" }, "bad-server"],
  [{ kind: "send", permission: null, bodyLeft: true }, "answer-lost"],
])("What is being done when an answer never ends (%o) fails with %s", async (doing, code) => {
  const { ask } = await openExchange(createEndless(200).answer);
  expect(await appErrorFrom(await failureOf(ask()), doing, 0)).toMatchObject({ code });
});
