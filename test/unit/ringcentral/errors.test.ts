import { describe, expect, it } from "vitest";
import { appErrorFrom, type Doing } from "../../../main/ringcentral/errors.ts";

/** As the SDK rejects: an Error with the answer on it. */
const refusal = (status: number, body: unknown, headers: Record<string, string> = {}): Error =>
  Object.assign(new Error("refused"), {
    response: new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers }),
  });

const api = (errorCode: string, extra: object = {}) => ({
  errorCode,
  message: "words nobody decides on",
  errors: [{ errorCode, message: "words nobody decides on", ...extra }],
});
const oauth = (error: string, errorCode: string) => ({ error, errors: [{ errorCode }], error_description: "words" });

const codeOf = async (error: unknown, doing: Doing) => {
  const { code, about } = await appErrorFrom(error, doing, 0);
  return about === undefined ? code : [code, about];
};

const SIGN_IN: Doing = { kind: "sign-in" };
const CALL: Doing = { kind: "call", permission: "ReadAccounts" };
const SEND: Doing = { kind: "send", permission: "SMS", bodyLeft: true };

describe("signing in", () => {
  it.each([
    ["a wrong client secret", refusal(401, oauth("invalid_client", "OAU-146")), "bad-client"],
    ["the same with status 400", refusal(400, oauth("invalid_client", "OAU-146")), "bad-client"],
    ["an expired JWT", refusal(400, oauth("invalid_grant", "OAU-108")), "bad-jwt"],
    ["a JWT of another app", refusal(401, oauth("unauthorized_client", "OAU-120")), "bad-jwt"],
    [
      "an app not made for JWT",
      refusal(400, oauth("unauthorized_client", "OAU-112")),
      ["missing-permission", "JWT auth flow"],
    ],
    ["a web page", refusal(404, "<html>not here</html>"), "bad-server"],
    ["a redirect", refusal(302, ""), "bad-server"],
    ["somebody else's JSON", refusal(400, { ok: false }), "bad-server"],
    ["a failing gateway", refusal(502, "<html>bad gateway</html>"), "server-error"],
    ["a gateway's 401, which is not about tokens", refusal(401, api("AGW-402")), "server-error"],
    ["a gateway's 403, which is not about tokens", refusal(403, api("CMN-109")), "server-error"],
    ["a timeout at RingCentral", refusal(408, oauth("invalid_request", "CMN-201")), "server-error"],
    ["a conflict at RingCentral", refusal(409, api("CMN-304")), "server-error"],
    ["too many tries", refusal(429, api("CMN-301")), "rate-limited"],
    [
      "a certificate nobody knows",
      Object.assign(new Error(), { cause: coded("DEPTH_ZERO_SELF_SIGNED_CERT") }),
      "bad-server",
    ],
    ["no network", Object.assign(new TypeError("fetch failed"), { cause: coded("ENOTFOUND") }), "no-network"],
  ])("%s is told as such", async (_, error, expected) => {
    expect(await codeOf(error, SIGN_IN)).toEqual(expected);
  });
});

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe("a call", () => {
  it("without the permission names the permission the answer names", async () => {
    const error = refusal(403, api("CMN-401", { permissionName: "ReadMessages" }));
    expect(await codeOf(error, CALL)).toEqual(["missing-permission", "ReadMessages"]);
  });

  it("without the permission finds its name in the message, or else knows it", async () => {
    const message = "[SubscriptionWebSocket] application permission is required";
    expect(await codeOf(refusal(403, { errorCode: "SUB-528", message }), CALL)).toEqual([
      "missing-permission",
      "SubscriptionWebSocket",
    ]);
    expect(await codeOf(refusal(403, api("CMN-408")), CALL)).toEqual(["missing-permission", "ReadAccounts"]);
  });

  it("decides on the list of codes, whatever older name stands above it", async () => {
    const body = { errorCode: "InsufficientPermissions", errors: [{ errorCode: "CMN-408" }] };
    expect(await codeOf(refusal(403, body), CALL)).toEqual(["missing-permission", "ReadAccounts"]);
  });

  it("that times out at RingCentral passes: it is tried again, and not given up", async () => {
    expect(await codeOf(refusal(408, api("CMN-201")), CALL)).toBe("server-error");
  });

  it("waits as long as a 429 says", async () => {
    const { retryAfterMs } = await appErrorFrom(refusal(429, "", { "retry-after": "12" }), CALL, 0);
    expect(retryAfterMs).toBe(12_000);
  });

  it("with an HTML page for an answer has met a failing server, not a missing thing", async () => {
    expect(await codeOf(refusal(404, "<html>"), CALL)).toBe("server-error");
    // A proxy that wants a password, or lost patience: nothing to stop the live link or a text for good.
    expect(await codeOf(refusal(407, "<html>"), CALL)).toBe("server-error");
    expect(await codeOf(refusal(408, ""), SEND)).toBe("server-error");
  });

  it("keeps request and answer out of what is logged", async () => {
    const error = Object.assign(refusal(403, api("CMN-401")), { request: { authorization: "bearer secret" } });
    const { cause } = await appErrorFrom(error, CALL, 0);
    expect(JSON.stringify(cause)).not.toContain("secret");
  });
});

describe("a text", () => {
  it.each([
    ["to a short code", refusal(400, api("MSG-247")), "invalid-recipient"],
    ["to what is no number", refusal(400, api("CMN-101", { parameterName: "to" })), "invalid-recipient"],
    ["from a number that may not", refusal(403, api("MSG-242")), ["not-allowed", "MSG-242"]],
    ["from somebody else's number", refusal(400, api("MSG-245")), ["not-allowed", "MSG-245"]],
    ["with a file that is too large", refusal(413, ""), "attachments-too-large"],
    ["with a type nobody takes", refusal(415, api("MSG-348")), "attachment-type"],
    ["that RingCentral cannot take now", refusal(503, api("MSG-290")), "server-error"],
    ["that a gateway lost sight of", refusal(504, "<html>timeout</html>"), "answer-lost"],
    ["whose connection broke", Object.assign(new TypeError(), { cause: coded("ECONNRESET") }), "answer-lost"],
  ])("%s is told as such", async (_, error, expected) => {
    expect(await codeOf(error, SEND)).toEqual(expected);
  });

  it("that never left says so", async () => {
    const error = Object.assign(new TypeError(), { cause: coded("ECONNREFUSED") });
    expect(await codeOf(error, { ...SEND, bodyLeft: false })).toBe("no-network");
  });
});
