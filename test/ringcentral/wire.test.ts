import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { restProbe } from "./probes/rest-probe.ts";
import { instantFilter, openSocket } from "./probes/socket-probe.ts";
import { alice, dana, started } from "./probes/started.ts";
import type { Exchange } from "./request-log.ts";
import { createWireCheck } from "./wire/check.ts";
import { readDescription } from "./wire/openapi.ts";
import { recordedIn, recorderIn, type Recorded } from "./wire/recording.ts";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object) => ({ content: { "application/json": { schema } } });

/** A description of one list and one way to send, small enough to see what is checked. */
const description = {
  openapi: "3.0.3",
  paths: {
    "/things/{id}": {
      get: {
        operationId: "readThing",
        parameters: [
          { name: "id", in: "path", required: true, schema: { type: "string" } },
          { name: "size", in: "query", required: true, schema: { type: "integer", format: "int32" } },
          { name: "kind", in: "query", schema: { type: "array", items: { type: "string", enum: ["A", "B"] } } },
        ],
        responses: { "200": json(ref("Thing")) },
      },
    },
    "/things": {
      post: {
        operationId: "sendThing",
        requestBody: {
          content: { "application/json": { schema: ref("Thing") }, "multipart/mixed": { schema: ref("Thing") } },
        },
        responses: { "200": json(ref("Thing")) },
      },
    },
  },
  components: {
    schemas: {
      Base: { type: "object", required: ["id"], properties: { id: { type: "integer", format: "int64" } } },
      Thing: {
        allOf: [
          ref("Base"),
          {
            type: "object",
            properties: { note: { type: "string", nullable: true }, at: { type: "string", format: "date-time" } },
          },
        ],
      },
      ApiErrorResponseModel: {
        type: "object",
        required: ["errors"],
        properties: { errors: { type: "array", items: { type: "object" } } },
      },
    },
  },
};

const folder = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), "wire-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
};

const complaintsAbout = async (wish: Partial<Exchange>): Promise<readonly string[]> => {
  const file = join(await folder(), "description.json");
  await writeFile(file, JSON.stringify(description));
  const { check } = createWireCheck(await readDescription(file));
  const exchange: Exchange = {
    transport: "HTTP",
    method: "GET",
    path: "/things/1",
    search: "?size=1",
    requestHeaders: { "content-type": "application/json" },
    requestBody: Buffer.alloc(0),
    status: 200,
    answerHeaders: { "Content-Type": "application/json;charset=utf-8" },
    answerBody: Buffer.from('{"id":8234962969801171948,"note":null}'),
    isInvented: false,
    ...wish,
  };
  const mismatches = await check({ kind: "exchange", exchange });
  return mismatches.map(({ side, complaint }) => `${side} ${complaint.where} ${complaint.what}`);
};

test("What is as described passes: nullable, int64, composed schemas, error bodies, made-up answers", async () => {
  const error = '{"errorCode":"X","message":"m","errors":[{"errorCode":"X"}]}';
  expect([
    await complaintsAbout({}),
    await complaintsAbout({ search: "?size=2&kind=A&kind=B" }),
    await complaintsAbout({ status: 404, answerBody: Buffer.from(error) }),
    await complaintsAbout({ status: 502, answerBody: Buffer.from("nonsense"), isInvented: true }),
    await complaintsAbout({ path: "/nowhere", status: 404 }),
  ]).toEqual([[], [], [], [], []]);
});

test("What is not as described is named: fields, types, formats, statuses, parameters, bodies, paths", async () => {
  const answer = (text: string) => complaintsAbout({ answerBody: Buffer.from(text) });
  const post = (type: string, text: string) =>
    complaintsAbout({
      method: "POST",
      path: "/things",
      search: "",
      requestHeaders: { "content-type": type },
      requestBody: Buffer.from(text),
    });
  const part = "--b\r\nContent-Type: application/json\r\n\r\n";
  expect([
    await answer("{}"),
    await answer('{"id":"1"}'),
    await answer('{"id":1,"at":"today"}'),
    await answer('{"id":1,"surprise":1}'),
    await complaintsAbout({ status: 299 }),
    await complaintsAbout({ answerBody: Buffer.alloc(0) }),
    await complaintsAbout({ answerHeaders: { "Content-Type": "text/html" } }),
    await complaintsAbout({ search: "?size=big&colour=red&kind=C" }),
    await complaintsAbout({ search: "" }),
    await complaintsAbout({ path: "/nowhere" }),
    await complaintsAbout({ status: 400, answerBody: Buffer.from('{"message":"m"}') }),
    await post("application/json", '{"id":1,"more":2}'),
    await post("text/plain", "[object FormData]"),
    await post("multipart/mixed; boundary=b", `${part}{"note":"no id"}\r\n--b--\r\n`),
  ]).toEqual([
    ["answer  must have required property 'id'"],
    ["answer /id must be integer"],
    ['answer /at must match format "date-time"'],
    ["answer /surprise is not described"],
    ["answer  has the undescribed status 299"],
    ["answer  is empty"],
    ["answer  has the undescribed media type text/html"],
    [
      "request ?colour is not described",
      "request ?size must be integer",
      "request ?kind/* must be equal to one of the allowed values",
    ],
    ["request ?size is missing"],
    ["request  is not described"],
    ["answer  must have required property 'errors'", "answer  must have required property 'errorCode'"],
    ["request /more is not described"],
    ["request  has the undescribed media type text/plain"],
    ["request  must have required property 'id'"],
  ]);
});

test(
  "The command fails when something is not as described, when there is no description, and when none is named",
  { timeout: 120_000 },
  async () => {
    const file = join(await folder(), "description.json");
    await writeFile(file, JSON.stringify(description));
    const run = promisify(execFile);
    const outcome = async (...args: readonly string[]): Promise<readonly unknown[]> =>
      await run(process.execPath, ["test/commands/check-wire.ts", ...args]).then(
        ({ stdout }) => [0, stdout],
        (error: { readonly code: number; readonly stdout: string; readonly stderr: string }) => [
          error.code,
          `${error.stdout}${error.stderr}`,
        ],
      );
    expect([await outcome("--spec", file), await outcome("--spec", `${file}.missing`), await outcome()]).toEqual([
      [1, expect.stringContaining("SDKs: POST /restapi/oauth/token request:  is not described")],
      [1, expect.stringContaining("no such file")],
      [2, expect.stringContaining("--spec FILE")],
    ]);
  },
);

test("What a server sees can be recorded and read back, bytes and all", async () => {
  const path = await folder();
  const record = recorderIn(path);
  const seen: Recorded[] = [];
  const { ringCentral, control } = await started({
    onTraffic: (recorded) => {
      seen.push(recorded);
      record(recorded);
    },
  });
  const probe = await restProbe(ringCentral);
  const socket = await openSocket(probe);
  await socket.subscribe(instantFilter);
  await control.inbound({ from: alice, to: dana, text: "Zoë 😀" });
  await socket.next("ServerNotification");
  expect([recordedIn(path), seen.map(({ kind }) => kind)]).toEqual([
    seen,
    ["exchange", "exchange", "exchange", "notification"],
  ]);
});
