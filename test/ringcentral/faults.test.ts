import { createServer } from "node:http";
import { connect } from "node:net";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { closeServer, listen } from "./http.ts";
import { askOAuth, jwtGrant, restProbe } from "./probes/rest-probe.ts";
import { userOf } from "./flows/sign-in.ts";
import { alice, dana, started } from "./probes/started.ts";

test("An answer can be made up: for a path, a method, a number of times, with a code and Retry-After", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  await control.faults({
    answer: { path: "/message-store", method: "get", status: 503, times: 2, errorCode: "CMN-203", retryAfter: 7 },
  });
  const other = await probe.ask("GET", "E");
  const answers = [await probe.ask("GET", "E/message-store"), await probe.ask("GET", "E/message-store")];
  const after = await probe.ask("GET", "E/message-store");
  expect([
    other.status,
    answers.map(({ status, headers, json }) => [status, headers.get("retry-after"), json]),
    after.status,
  ]).toEqual([
    200,
    Array.from({ length: 2 }, () => [503, "7", expect.objectContaining({ errorCode: "CMN-203" })]),
    200,
  ]);
});

test("A made-up answer can be a page, empty, or a torn connection; rules are used in order and cleared together", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  await control.faults({
    answer: [
      { path: "/extension/~", status: 502, html: true },
      { path: "/extension/~", status: 204 },
      { path: "/extension/~", status: 500, reset: true },
      { path: "/extension/~", status: 500, times: 5 },
    ],
  });
  const page = await probe.ask("GET", "E");
  const empty = await probe.ask("GET", "E");
  const torn = await probe.ask("GET", "E").catch((error: unknown) => (error instanceof TypeError ? "torn" : error));
  await control.clearFaults();
  const after = await probe.ask("GET", "E");
  expect([page.status, page.headers.get("content-type"), empty.status, empty.text, torn, after.status]).toEqual([
    502,
    "text/html",
    204,
    "",
    "torn",
    200,
  ]);
});

test("How often faults will still strike can be asked; each strike is one less, and clearing leaves none", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const calm = await control.armedFaults();
  await control.faults({ answer: { path: "/message-store", status: 503, times: 2 }, loseEvents: 3, latencyMs: 1 });
  const turned = await control.armedFaults();
  await probe.ask("GET", "E/message-store");
  await control.inbound({ from: alice, to: dana, text: "Lost" });
  const struck = await control.armedFaults();
  await control.clearFaults();
  expect([calm, turned, struck, await control.armedFaults()]).toEqual([0, 5, 3, 0]);
});

test("A made-up answer without a code has the usual one of its status; a broken path is nobody's", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const codes: unknown[] = [];
  for (const status of [401, 403, 404, 415, 429, 500, 400]) {
    await control.faults({ answer: { path: "/extension/~", status } });
    codes.push(/"errors":\[\{"errorCode":"([^"]+)"/u.exec((await probe.ask("GET", "E")).text)?.[1]);
  }
  const broken = await probe.ask("GET", "E/message-store/%zz");
  expect([codes, broken.status]).toEqual([
    ["OAU-128", "CMN-401", "CMN-102", "MSG-348", "CMN-301", "CMN-203", "CMN-101"],
    404,
  ]);
});

test("A made-up answer of the token endpoint has OAuth's envelope", async () => {
  const { ringCentral, control } = await started();
  await control.faults({ answer: { path: "/oauth/token", status: 400, errorCode: "OAU-213" } });
  const form = { grant_type: jwtGrant, assertion: userOf(ringCentral, "101").jwt };
  expect((await askOAuth(ringCentral, "token", form)).json).toEqual({
    error: "invalid_grant",
    errors: [{ errorCode: "OAU-213", message: "Token not found" }],
    error_description: "Token not found",
  });
});

test("A swallowed answer never comes, but the work is done", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  await control.faults({ swallowAnswers: { path: "/sms", times: 1 } });
  const body = { from: { phoneNumber: dana }, to: [{ phoneNumber: alice }], text: "Once" };
  const url = `${ringCentral.server}/restapi/v1.0/account/~/extension/~/sms`;
  const sent = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${probe.token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(300),
  }).catch((error: unknown) => (error instanceof Error ? error.name : error));
  const again = await probe.ask("POST", "E/sms", body);
  expect([sent, again.status, (await control.messages()).length]).toEqual(["TimeoutError", 200, 2]);
});

test("Latency holds every answer back", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  await control.faults({ latencyMs: 120 });
  const before = performance.now();
  await probe.ask("GET", "E");
  expect(performance.now() - before).toBeGreaterThanOrEqual(115);
});

test("Answers can be compressed and chunked", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  await control.faults({ gzip: true });
  const { headers, json } = await probe.ask("GET", "E");
  expect([headers.get("content-encoding"), headers.get("transfer-encoding"), json]).toMatchObject([
    "gzip",
    "chunked",
    { extensionNumber: "101" },
  ]);
});

test("Totals and features can be missing", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  await control.faults({ missingTotals: true, emptyFeatures: true });
  const { json, text } = await probe.ask("GET", "E/phone-number?perPage=2");
  expect([json, text.includes("features"), text.includes("nextPage")]).toMatchObject([
    { paging: { page: 1, perPage: 2, pageStart: 0, pageEnd: 1 } },
    false,
    true,
  ]);
  expect(text).not.toContain("total");
});

test("Tokens live as long as told, and may come without one to refresh them", async () => {
  const { ringCentral, control } = await started();
  await control.faults({ tokenLifetimeS: 2, noRefreshToken: true });
  const form = { grant_type: jwtGrant, assertion: userOf(ringCentral, "101").jwt };
  const { json } = await askOAuth(ringCentral, "token", form);
  const probe = await restProbe(ringCentral);
  await control.faults({ advanceS: 3 });
  const { status } = await probe.ask("GET", "E");
  expect([json, Object.keys(json as object).includes("refresh_token"), status]).toMatchObject([
    { expires_in: 2 },
    false,
    401,
  ]);
});

test("All sessions can be ended at once", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  await control.faults({ revokeTokens: true });
  const { status } = await probe.ask("GET", "E");
  const refreshed = await askOAuth(ringCentral, "token", {
    grant_type: "refresh_token",
    refresh_token: probe.refreshToken,
  });
  expect([status, refreshed.status]).toEqual([401, 400]);
});

test("Attachments can live on another host, and be sent on to a foreign one", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  await control.faults({ mediaOnSecondHost: true });
  await control.inbound({
    from: alice,
    to: dana,
    text: "",
    attachments: [{ fileName: "a.png", contentType: "image/png", base64: "QUJD" }],
  });
  const uri = (await control.messages())[0]?.attachments[0]?.uri ?? "";
  const headers = { authorization: `Bearer ${probe.token}` };
  const content = await (await fetch(uri, { headers })).text();

  const foreign = createServer((_, response) => response.end("foreign"));
  onTestFinished(() => closeServer(foreign));
  const address = await listen(foreign, 0);
  await control.faults({ redirectAttachments: address });
  const redirected = await fetch(uri, { headers });
  expect([
    uri.startsWith(ringCentral.server),
    content,
    new URL(redirected.url).origin,
    await redirected.text(),
  ]).toEqual([false, "ABC", address, "foreign"]);
});

test("An unknown knob is refused by name", async () => {
  const { ringCentral } = await started();
  const response = await fetch(`${ringCentral.control}/faults`, { method: "POST", body: '{"dropSockets":true}' });
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining("dropSockets")]);
});

test("Both servers listen on loopback only", async () => {
  const { ringCentral } = await started();
  const hosts = [ringCentral.server, ringCentral.control].map((url) => new URL(url).hostname);
  // 127.0.0.2 is loopback too, but not what was bound.
  const socket = connect(Number(new URL(ringCentral.control).port), "127.0.0.2");
  const outcome = await Promise.race([
    once(socket, "connect").then(() => "connected"),
    once(socket, "error").then(() => "refused"),
  ]).catch(() => "refused");
  socket.destroy();
  expect([hosts, outcome]).toEqual([["127.0.0.1", "127.0.0.1"], "refused"]);
});
