import { expect, test } from "vitest";
import { clientFor, signedIn, userOf } from "./flows/sign-in.ts";
import { askOAuth, jwtGrant, probeWith, restProbe } from "./probes/rest-probe.ts";
import { started } from "./probes/started.ts";

const redirectUri = "http://localhost:5000/oauth2callback";

const oauthError = (error: string, errorCode: string) => ({
  error,
  errors: [{ errorCode, message: expect.any(String) }],
  error_description: expect.any(String),
});

test("A JWT is exchanged for a token pair whose owner is the extension id as text", async () => {
  const { ringCentral } = await started();
  const { jwt } = userOf(ringCentral, "101");
  const answer = await askOAuth(ringCentral, "token", { grant_type: jwtGrant, assertion: jwt });
  expect(answer.json).toEqual({
    access_token: expect.stringMatching(/^U1BC/u),
    token_type: "bearer",
    expires_in: 3600,
    refresh_token: expect.stringMatching(/^U1BC/u),
    refresh_token_expires_in: 604_800,
    scope: expect.stringContaining("ReadMessages"),
    owner_id: "629893101",
    endpoint_id: expect.any(String),
    session_id: expect.any(String),
  });
});

test("A wrong secret, a wrong JWT, something that is no JWT and an unknown grant are told apart", async () => {
  const { ringCentral } = await started();
  const { jwt } = userOf(ringCentral, "101");
  const ask = (form: Record<string, string>, header?: string) => askOAuth(ringCentral, "token", form, header);
  const answers = await Promise.all([
    ask({ grant_type: jwtGrant, assertion: jwt }, `Basic ${btoa(`${ringCentral.clientId}:wrong`)}`),
    ask({ grant_type: jwtGrant, assertion: jwt }, ""),
    ask({ grant_type: jwtGrant, assertion: "a.b.c" }),
    ask({ grant_type: jwtGrant, assertion: "nonsense" }),
    ask({ grant_type: "password", username: "a", password: "b" }),
  ]);
  expect(answers.map(({ status, json }) => [status, json])).toEqual([
    [401, oauthError("invalid_client", "OAU-146")],
    [401, oauthError("invalid_client", "OAU-146")],
    [400, oauthError("invalid_grant", "OAU-129")],
    [400, oauthError("invalid_grant", "OAU-149")],
    [400, oauthError("unsupported_grant_type", "OAU-112")],
  ]);
});

test("A lifetime out of range is clamped, -1 too", async () => {
  const { ringCentral } = await started();
  const { jwt } = userOf(ringCentral, "101");
  const lifetimes = await Promise.all(
    ["-1", "60", "900", "99999"].map(async (access_token_ttl) => {
      const form = { grant_type: jwtGrant, assertion: jwt, access_token_ttl };
      return (await askOAuth(ringCentral, "token", form)).json;
    }),
  );
  expect(lifetimes).toMatchObject([600, 600, 900, 3600].map((expires_in) => ({ expires_in })));
});

test("A public app signs in with an authorization code and PKCE, refreshes and signs out without a secret", async () => {
  const { ringCentral, control } = await started();
  const { platform } = clientFor(ringCentral, { isPublic: true, redirectUri });
  const url = platform.loginUrl({ usePKCE: true, state: "abc", redirectUri });
  const back = new URL((await fetch(url, { redirect: "manual" })).headers.get("location") ?? "");
  const { code = "", ...rest } = platform.parseLoginRedirect(back.search);
  await platform.login({ code, redirect_uri: redirectUri });
  await platform.refresh();
  const extension = await (await platform.get("/restapi/v1.0/account/~/extension/~")).json();
  await platform.logout();

  const statuses = (await control.requests()).map(({ method, status }) => `${method} ${status}`);
  expect({ rest, name: extension.name, statuses }).toEqual({
    rest: { state: "abc", expires_in: "60" },
    name: "Dana Whitfield",
    statuses: ["GET 302", "POST 200", "POST 200", "GET 200", "POST 200"],
  });
});

test("A code is refused with another verifier, another redirect URI, a second time, and after a minute", async () => {
  const { ringCentral, control } = await started();
  const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  const codeFor = async (): Promise<string> => {
    const query = new URLSearchParams({
      response_type: "code",
      client_id: ringCentral.clientId,
      redirect_uri: redirectUri,
      code_challenge: challenge,
      code_challenge_method: "S256",
    });
    const address = `${ringCentral.server}/restapi/oauth/authorize?${query.toString()}`;
    const response = await fetch(address, { redirect: "manual" });
    return new URL(response.headers.get("location") ?? "").searchParams.get("code") ?? "";
  };
  const exchange = async (code: string, code_verifier: string, redirect_uri = redirectUri) => {
    const form = { grant_type: "authorization_code", code, redirect_uri, code_verifier };
    return await askOAuth(ringCentral, "token", form);
  };
  const codeOf = async (answer: ReturnType<typeof exchange>) => (await answer).text.match(/OAU-\d+/u)?.[0] ?? "none";

  const good = await codeFor();
  const outcomes = [
    await codeOf(exchange(await codeFor(), "another")),
    await codeOf(exchange(await codeFor(), verifier, "http://localhost:5001/oauth2callback")),
    await codeOf(exchange(good, verifier)),
    await codeOf(exchange(good, verifier)),
  ];
  const late = await codeFor();
  await control.faults({ advanceS: 61 });
  outcomes.push(await codeOf(exchange(late, verifier)));
  expect(outcomes).toEqual(["OAU-106", "OAU-109", "none", "OAU-106", "OAU-108"]);
});

test("An unregistered redirect URI is refused outright; a refusal by the person comes back in the redirect", async () => {
  const { ringCentral, control } = await started();
  const authorize = async (uri: string) => {
    const query = new URLSearchParams({
      response_type: "code",
      client_id: ringCentral.clientId,
      redirect_uri: uri,
      state: "s",
    });
    return await fetch(`${ringCentral.server}/restapi/oauth/authorize?${query.toString()}`, { redirect: "manual" });
  };
  const unregistered = await authorize("http://localhost:9/elsewhere");
  await control.faults({ authorizeError: "access_denied" });
  const refused = new URL((await authorize(redirectUri)).headers.get("location") ?? "");
  expect([unregistered.status, refused.searchParams.get("error"), refused.searchParams.get("state")]).toEqual([
    400,
    "access_denied",
    "s",
  ]);
});

test("A refresh gives a new pair and the old access token is dead at once", async () => {
  const { ringCentral } = await started();
  const { platform } = await signedIn(ringCentral);
  const before = await platform.auth().data();
  await platform.refresh();
  const after = await platform.auth().data();

  const dead = await probeWith(ringCentral, before.access_token ?? "").ask("GET", "E");
  const alive = await probeWith(ringCentral, after.access_token ?? "").ask("GET", "E");
  expect([after.refresh_token === before.refresh_token, dead.status, dead.json, alive.status]).toEqual([
    false,
    401,
    expect.objectContaining({ errorCode: "TokenInvalid" }),
    200,
  ]);
});

test("A replaced refresh token returns the same new pair for ten seconds after that was first used, then is dead", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  const refresh = () =>
    askOAuth(ringCentral, "token", { grant_type: "refresh_token", refresh_token: probe.refreshToken });
  const first = await refresh();
  await control.faults({ advanceS: 1800 });
  const unused = await refresh();
  const { access_token } = first.json as { readonly access_token: string };
  await probeWith(ringCentral, access_token).ask("GET", "E");
  await control.faults({ advanceS: 9 });
  const withinGrace = await refresh();
  await control.faults({ advanceS: 2 });
  const late = await refresh();

  expect([unused.json, withinGrace.json, late.status, late.json]).toEqual([
    first.json,
    first.json,
    400,
    oauthError("invalid_grant", "OAU-213"),
  ]);
});

test("Revoking either token ends the session; revoking an unknown one changes nothing", async () => {
  const { ringCentral } = await started();
  const ends = async (pick: (probe: Awaited<ReturnType<typeof restProbe>>) => string) => {
    const probe = await restProbe(ringCentral);
    const revoked = await askOAuth(ringCentral, "revoke", { token: pick(probe) });
    const { status } = await probe.ask("GET", "E");
    const refreshed = await askOAuth(ringCentral, "token", {
      grant_type: "refresh_token",
      refresh_token: probe.refreshToken,
    });
    return [revoked.status, revoked.text, status, refreshed.status];
  };
  expect([
    await ends(({ token }) => token),
    await ends(({ refreshToken }) => refreshToken),
    await ends(() => "unknown"),
  ]).toEqual([
    [200, "", 401, 400],
    [200, "", 401, 400],
    [200, "", 200, 200],
  ]);
});

test("An access token too old is told from one nobody knows, and the SDK gets over it with one refresh", async () => {
  const { ringCentral, control } = await started();
  const client = await signedIn(ringCentral);
  const probe = await restProbe(ringCentral);
  await control.faults({ expireTokens: true });
  const expired = await probe.ask("GET", "E");
  const unknown = await probeWith(ringCentral, "U1BCnobody").ask("GET", "E");
  const nonsense = await probeWith(ringCentral, "nonsense").ask("GET", "E");
  await client.platform.get("/restapi/v1.0/account/~/extension/~");

  const refreshes = (await control.requests()).filter(({ body }) => JSON.stringify(body).includes("refresh_token"));
  const codes = [expired, unknown, nonsense].map(
    ({ status, text }) => `${status} ${text.match(/OAU-\d+/u)?.[0] ?? ""}`,
  );
  expect([codes, refreshes.length]).toEqual([["401 OAU-128", "401 OAU-213", "401 OAU-149"], 1]);
});

test("An app without the permission, and a user who asks for another extension, are refused", async () => {
  const { ringCentral, control } = await started();
  const probe = await restProbe(ringCentral);
  await control.faults({ missingPermissions: ["ReadMessages", "WebSocketsSubscription"] });
  const messages = await probe.ask("GET", "E/message-store");
  const socket = await probe.ask("POST", "/restapi/oauth/wstoken");
  const others = await probe.ask("GET", "A/extension/629893102");
  expect([messages, socket, others].map(({ status, json }) => [status, json])).toMatchObject([
    [403, { errorCode: "InsufficientPermissions", errors: [{ errorCode: "CMN-401" }], permissionName: "ReadMessages" }],
    [403, { errors: [{ errorCode: "CMN-401", permissionName: "WebSocketsSubscription" }] }],
    [403, { errors: [{ errorCode: "CMN-404" }] }],
  ]);
});
