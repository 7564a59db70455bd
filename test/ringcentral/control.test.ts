import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { restProbe } from "./probes/rest-probe.ts";
import { openSocket } from "./probes/socket-probe.ts";
import { alice, dana, started } from "./probes/started.ts";

test("Messages and their files are listed newest last, requests without secrets, bodies of several parts by their shape", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const socket = await openSocket(probe);
  await socket.next("ConnectionDetails");
  await socket.subscribe("/restapi/v1.0/account/~/extension/~/message-store");
  const first = await control.inbound({ from: alice, to: dana, text: "one" });
  const second = await control.inbound({ from: "(415) 555-0122", to: "16505550100", text: "two" });
  const form = new FormData();
  const request = { from: { phoneNumber: dana }, to: [{ phoneNumber: alice }], text: "Look" };
  form.append("json", new Blob([JSON.stringify(request)], { type: "application/json" }));
  form.append("attachment", new File(["12345"], "a.png", { type: "image/png" }));
  await probe.ask("POST", "E/mms", form);
  await fetch(`${ringCentral.server}/restapi/v1.0/x?access_token=${probe.token}`);

  const messages = await control.messages();
  const requests = await control.requests();
  const text = JSON.stringify(requests);
  expect({
    ids: messages.slice(0, 2).map(({ id }) => id),
    requests: requests.map(({ transport, method, path, status }) => `${transport} ${method} ${path} ${status}`),
    mms: requests.find(({ path }) => path.endsWith("/mms"))?.body,
    files: (await control.files()).at(-1)?.contents,
    secrets: [probe.token, probe.refreshToken, ringCentral.clientSecret, ringCentral.users[0]?.jwt ?? "none"].filter(
      (secret) => text.includes(secret),
    ),
  }).toEqual({
    ids: [first, second],
    requests: [
      "HTTP POST /restapi/oauth/token 200",
      "HTTP POST /restapi/oauth/wstoken 200",
      "WebSocket POST /restapi/v1.0/subscription 200",
      "HTTP POST /restapi/v1.0/account/~/extension/~/mms 200",
      "HTTP GET /restapi/v1.0/x?access_token=*** 404",
    ],
    mms: { json: request, parts: [{ fileName: "a.png", contentType: "image/png", size: 5 }] },
    files: [Buffer.from("12345").toString("base64")],
    secrets: [],
  });
});

test("A text for no number of the company, or without one, is refused with the reason", async () => {
  const { ringCentral } = await started();
  const ask = async (body: unknown) => {
    const response = await fetch(`${ringCentral.control}/inbound`, { method: "POST", body: JSON.stringify(body) });
    return [response.status, await response.text()];
  };
  expect([
    await ask({ from: alice, to: "+12125550199", text: "Hello" }),
    await ask({ from: alice, to: "+16505550112", text: "Hello" }),
    await ask({ from: alice, text: "Hello" }),
  ]).toEqual([
    [400, expect.stringContaining("can receive texts")],
    [400, expect.stringContaining("can receive texts")],
    [400, expect.stringContaining("at to")],
  ]);
});

test("A text can be older than its arrival, and carry a name", async () => {
  const { ringCentral, control } = await started();
  const at = "2024-02-03T04:05:06.000Z";
  await control.inbound({ from: "72345", to: dana, text: "Old", at, fromName: "Parking" });
  const [held] = await control.messages();
  const synced = await (await restProbe(ringCentral)).ask("GET", `E/message-sync?syncType=FSync&dateFrom=${at}`);
  expect([held?.["creationTime"], held?.from, synced.text.includes('"Old"')]).toEqual([
    at,
    { phoneNumber: "72345", name: "Parking" },
    true,
  ]);
});

const readyLine = z.strictObject({
  server: z.url(),
  control: z.url(),
  clientId: z.string(),
  clientSecret: z.string(),
  users: z.array(
    z.strictObject({
      name: z.string(),
      extensionNumber: z.string(),
      jwt: z.string(),
      phoneNumbers: z.array(z.string().startsWith("+")),
    }),
  ),
  contacts: z.array(z.strictObject({ name: z.string(), phoneNumber: z.string().startsWith("+") })),
});

const command = (...args: readonly string[]) => {
  const child = spawn(process.execPath, ["test/commands/ringcentral.ts", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
};

test("The command prints one JSON line when it is ready, serves, and ends cleanly when asked to", async () => {
  const child = command("--port", "0", "--world", "large");
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on("line", (line) => lines.push(line));
  await once(reader, "line");
  const ready = readyLine.parse(JSON.parse(lines[0] ?? ""));
  const { status } = await fetch(`${ready.server}/restapi/v1.0/account/~/extension/~`);
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  expect([ready.users[0]?.phoneNumbers[0], ready.contacts.length, status, await ended, lines.length]).toEqual([
    dana,
    1241,
    401,
    [0, null],
    1,
  ]);
});

test("The command says which worlds there are when it does not know one", async () => {
  const child = command("--world", "flat");
  const said = once(child.stderr, "data");
  const [code] = await once(child, "exit");
  expect([code, String(await said)]).toEqual([1, expect.stringContaining("small, large")]);
});
