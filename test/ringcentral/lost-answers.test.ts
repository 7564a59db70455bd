import { expect, test } from "vitest";
import { askOAuth, probeWith, restProbe } from "./probes/rest-probe.ts";
import { openSocket } from "./probes/socket-probe.ts";
import { alice, dana, started } from "./probes/started.ts";

const signedIn = async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const sms = { from: { phoneNumber: dana }, to: [{ phoneNumber: alice }], text: "By itself" };
  const form = new FormData();
  form.append("json", new Blob([JSON.stringify({ ...sms, text: "With a picture" })], { type: "application/json" }));
  form.append("attachment", new File(["12345"], "a.png", { type: "image/png" }));
  const pager = { from: { extensionNumber: "101" }, to: [{ extensionNumber: "102" }], text: "To a colleague" };
  /** "silence" if the connection is still open without an answer after 300 ms; "reset"; or the answer's status. */
  const post = async (path: string, body: BodyInit): Promise<string> => {
    const url = `${ringCentral.server}/restapi/v1.0/account/~/extension/~/${path}`;
    const type = typeof body === "string" ? { "content-type": "application/json" } : {};
    try {
      const headers = { authorization: `Bearer ${probe.token}`, ...type };
      const answer = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(300) });
      return String(answer.status);
    } catch (error) {
      return error instanceof DOMException && error.name === "TimeoutError" ? "silence" : "reset";
    }
  };
  return {
    ringCentral,
    control,
    probe,
    sendAll: async () => [
      await post("sms", JSON.stringify(sms)),
      await post("mms", form),
      await post("company-pager", JSON.stringify(pager)),
    ],
    subjects: async () =>
      (await control.messages()).filter(({ direction }) => direction === "Outbound").map(({ subject }) => subject),
  };
};

const allSent = ["By itself", "With a picture", "To a colleague"];
const sendingPaths = ["/sms", "/mms", "/company-pager"];

test("Texts, pictures and company messages can be sent without an answer ever coming; the connection stays open", async () => {
  const { control, sendAll, subjects } = await signedIn();
  await control.faults({ swallowAnswers: sendingPaths.map((path) => ({ path, method: "post" })) });
  expect([await sendAll(), await subjects(), await sendAll()]).toEqual([
    ["silence", "silence", "silence"],
    allSent,
    ["200", "200", "200"],
  ]);
});

test("They can be sent and the connection torn instead of an answer", async () => {
  const { control, sendAll, subjects } = await signedIn();
  await control.faults({ resetAfterWork: sendingPaths.map((path) => ({ path })) });
  expect([await sendAll(), await subjects(), await sendAll()]).toEqual([
    ["reset", "reset", "reset"],
    allSent,
    ["200", "200", "200"],
  ]);
});

test("They can be sent and answered with an upstream error", async () => {
  const { control, probe, sendAll, subjects } = await signedIn();
  await control.faults({
    answer: [500, 502, 503].map((status, index) => ({
      path: sendingPaths[index] ?? "",
      status,
      afterWork: true,
      html: status === 502,
    })),
  });
  const before = await sendAll();
  const sent = await subjects();
  // Without afterWork the answer comes instead of the work.
  await control.faults({ answer: { path: "/sms", status: 503 } });
  const body = { from: { phoneNumber: dana }, to: [{ phoneNumber: alice }], text: "Not sent" };
  const { status } = await probe.ask("POST", "E/sms", body);
  expect([before, sent, status, await subjects()]).toEqual([["500", "502", "503"], allSent, 503, allSent]);
});

test("A rule for one method leaves the others alone", async () => {
  const { control, probe } = await signedIn();
  await control.faults({ resetAfterWork: { path: "/message-store", method: "delete" } });
  const id = await control.inbound({ from: alice, to: dana, text: "Hello" });
  const { status } = await probe.ask("GET", `E/message-store/${id}`);
  const torn = await probe.ask("DELETE", `E/message-store/${id}`).catch(() => "torn");
  const [message] = await control.messages();
  expect([status, torn, message?.availability]).toEqual([200, "torn", "Deleted"]);
});

test("Over the gateway the work can be done and the WebSocket torn instead of an answer", async () => {
  const { control, probe } = await signedIn();
  const socket = await openSocket(probe);
  await socket.next("ConnectionDetails");
  await control.faults({ resetAfterWork: { path: "/message-store" } });
  const id = await control.inbound({ from: alice, to: dana, text: "Hello" });
  const own = "/restapi/v1.0/account/~/extension/~";
  socket.send(
    { type: "ClientRequest", messageId: "1", method: "PUT", path: `${own}/message-store/${id}` },
    { readStatus: "Read" },
  );
  await socket.closed;
  expect([socket.waiting("ClientRequest"), (await control.messages())[0]?.readStatus]).toEqual([[], "Read"]);
});

test.each([["never comes"], ["is torn off"]])(
  "After a refresh whose answer %s the old refresh token still gets the new pair, until an hour is over",
  async (how) => {
    const { ringCentral, control } = await started();
    const probe = await restProbe(ringCentral);
    const rule = { path: "/restapi/oauth/token" };
    await control.faults(how === "never comes" ? { swallowAnswers: rule } : { resetAfterWork: rule });
    const form = { grant_type: "refresh_token", refresh_token: probe.refreshToken };
    const lost = await fetch(`${ringCentral.server}/restapi/oauth/token`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${ringCentral.clientId}:${ringCentral.clientSecret}`)}` },
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(300),
    }).catch((error: unknown) => (error instanceof Error ? error.name : error));
    const dead = await probe.ask("GET", "E");
    await control.faults({ advanceS: 3500 });
    const again = await askOAuth(ringCentral, "token", form);
    const { access_token, refresh_token } = again.json as Record<string, string>;
    const alive = await probeWith(ringCentral, access_token ?? "").ask("GET", "E");
    await control.faults({ advanceS: 200 });
    const late = await askOAuth(ringCentral, "token", form);
    const next = await askOAuth(ringCentral, "token", { ...form, refresh_token: refresh_token ?? "" });
    expect([lost, dead.status, again.status, alive.status, late.json, next.status]).toEqual([
      how === "never comes" ? "TimeoutError" : "TypeError",
      401,
      200,
      200,
      expect.objectContaining({ error: "invalid_grant", errors: [expect.objectContaining({ errorCode: "OAU-213" })] }),
      200,
    ]);
  },
);

test("An old refresh token whose new pair was lost is dead after an hour, and so is the session for its client", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  await control.faults({ resetAfterWork: { path: "/restapi/oauth/token" } });
  const form = { grant_type: "refresh_token", refresh_token: probe.refreshToken };
  await askOAuth(ringCentral, "token", form).catch(() => "torn");
  await control.faults({ advanceS: 3601 });
  const { status, text } = await askOAuth(ringCentral, "token", form);
  expect([status, /OAU-\d+/u.exec(text)?.[0]]).toEqual([400, "OAU-213"]);
});
