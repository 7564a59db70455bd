import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Answer, Call } from "../call.ts";
import type { ServerClock } from "../clock.ts";
import { errorCodes } from "../error-codes.ts";
import { failure, oauthFailure } from "../errors.ts";
import type { Faults } from "../faults.ts";
import type { OAuthSession, OAuthSessions } from "../oauth-sessions.ts";
import type { Route } from "../routing.ts";
import { extensionById, extensionByNumber, type ClientApp, type Extension, type World } from "../world.ts";

export type OAuthDeps = {
  readonly world: World;
  readonly clock: ServerClock;
  readonly faults: Faults;
  readonly sessions: OAuthSessions;
  /** "ws://127.0.0.1:1234/ws". */
  readonly gatewayUri: () => string;
};

type IssuedCode = {
  readonly clientId: string;
  readonly extensionId: number;
  readonly redirectUri: string;
  readonly challenge: string | null;
  readonly method: string;
  readonly expiresAt: number;
};

const codeLifetimeS = 60;
const jwtGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";

const isSame = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** Out of range is clamped, not refused; -1 (which the SDK sends after a 401) is out of range. */
const accessTtl = (form: URLSearchParams, faults: Faults): number => {
  const forced = faults.settings().tokenLifetimeS;
  if (forced !== null) return forced;
  const asked = Number(form.get("access_token_ttl") ?? "3600");
  return Number.isFinite(asked) ? Math.min(3600, Math.max(600, asked)) : 3600;
};

const refreshTtl = (form: URLSearchParams): number => {
  const asked = Number(form.get("refresh_token_ttl") ?? "604800");
  return Number.isFinite(asked) && asked > 0 ? Math.min(604_800, asked) : 604_800;
};

const formOf = (call: Call): URLSearchParams => {
  if (!(call.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded"))
    throw oauthFailure("invalid_request", "CMN-104", 415);
  return new URLSearchParams(call.body.toString("utf8"));
};

/** The app that calls: by Basic header (an app with a secret), or by client_id in the form (a public one). */
const clientOf = (world: World, call: Call, form: URLSearchParams): ClientApp => {
  const header = call.headers["authorization"];
  if (header === undefined) {
    const app = world.apps.find((entry) => entry.clientId === form.get("client_id"));
    if (app === undefined || app.clientSecret !== null) throw oauthFailure("invalid_client", "OAU-146", 401);
    return app;
  }
  const encoded = /^basic (.+)$/iu.exec(header)?.[1];
  if (encoded === undefined) throw oauthFailure("invalid_client", "OAU-123", 401);
  const [id = "", secret = ""] = Buffer.from(encoded, "base64").toString("utf8").split(":", 2);
  const app = world.apps.find((entry) => entry.clientId === id);
  if (app?.clientSecret === undefined || app.clientSecret === null || !isSame(app.clientSecret, secret))
    throw oauthFailure("invalid_client", "OAU-146", 401);
  return app;
};

const tokenReply = (session: OAuthSession, permissions: readonly string[]): Answer => ({
  status: 200,
  headers: { "Cache-Control": "no-store", Pragma: "no-cache" },
  json: {
    access_token: session.accessToken,
    token_type: "bearer",
    expires_in: session.accessTtlS,
    ...(session.refreshToken === null
      ? {}
      : { refresh_token: session.refreshToken, refresh_token_expires_in: session.refreshTtlS }),
    scope: permissions.join(" "),
    owner_id: String(session.extensionId),
    endpoint_id: session.endpointId,
    session_id: session.id,
  },
});

const checkMayLogIn = (user: Extension): void => {
  if (user.type !== "User") throw oauthFailure("invalid_grant", "OAU-105");
  if (user.status !== "Enabled") throw oauthFailure("invalid_grant", "OAU-141");
};

const checkVerifier = (issued: IssuedCode, verifier: string | null): void => {
  if (issued.challenge === null) return;
  const made =
    issued.method === "S256"
      ? createHash("sha256")
          .update(verifier ?? "")
          .digest("base64url")
      : (verifier ?? "");
  if (!isSame(made, issued.challenge)) throw oauthFailure("invalid_grant", "OAU-106");
};

/** /restapi/oauth/*: authorize, token, revoke, wstoken. All in the Auth group. */
export const oauthRoutes = (deps: OAuthDeps): readonly Route[] => {
  const { world, clock, faults, sessions, gatewayUri } = deps;
  const codes = new Map<string, IssuedCode>();
  const whoIs = (app: ClientApp, user: Extension): string => `${app.clientId} ${user.id}`;

  const openSession = (app: ClientApp, user: Extension, form: URLSearchParams): Answer => {
    checkMayLogIn(user);
    const session = sessions.open({
      extensionId: user.id,
      clientId: app.clientId,
      endpointId: form.get("endpoint_id"),
      accessTtlS: accessTtl(form, faults),
      refreshTtlS: refreshTtl(form),
      hasRefreshToken: !faults.settings().noRefreshToken,
    });
    const missing = faults.settings().missingPermissions;
    return tokenReply(
      session,
      app.permissions.filter((permission) => !missing.includes(permission)),
    );
  };

  type Grant = (app: ClientApp, form: URLSearchParams, count: (who: string) => void) => Answer;

  const byJwt: Grant = (app, form, count) => {
    const assertion = form.get("assertion") ?? "";
    const user = world.extensions.find((extension) => extension.jwt !== null && extension.jwt === assertion);
    count(user === undefined ? app.clientId : whoIs(app, user));
    if (user !== undefined) return openSession(app, user, form);
    throw oauthFailure("invalid_grant", assertion.split(".").length === 3 ? "OAU-129" : "OAU-149");
  };

  const byCode: Grant = (app, form, count) => {
    const issued = codes.get(form.get("code") ?? "");
    const user = extensionById(world, issued?.extensionId ?? -1);
    count(user === undefined ? app.clientId : whoIs(app, user));
    if (issued === undefined || user === undefined) throw oauthFailure("invalid_grant", "OAU-106");
    if (issued.clientId !== app.clientId) throw oauthFailure("invalid_grant", "OAU-110");
    if (clock.now() >= issued.expiresAt) throw oauthFailure("invalid_grant", "OAU-108");
    if (issued.redirectUri !== (form.get("redirect_uri") ?? "")) throw oauthFailure("invalid_grant", "OAU-109");
    checkVerifier(issued, form.get("code_verifier"));
    codes.delete(form.get("code") ?? "");
    return openSession(app, user, form);
  };

  const byRefreshToken: Grant = (app, form, count) => {
    const token = form.get("refresh_token") ?? "";
    const session = sessions.refresh(token, app.clientId, accessTtl(form, faults), refreshTtl(form));
    const user = extensionById(world, session?.extensionId ?? -1);
    count(user === undefined ? app.clientId : whoIs(app, user));
    if (session === null) throw oauthFailure("invalid_grant", "OAU-213");
    const missing = faults.settings().missingPermissions;
    return tokenReply(
      session,
      app.permissions.filter((permission) => !missing.includes(permission)),
    );
  };

  const grants: Readonly<Record<string, Grant>> = {
    [jwtGrant]: byJwt,
    authorization_code: byCode,
    refresh_token: byRefreshToken,
  };

  const authorize = (query: URLSearchParams): Answer => {
    const app = world.apps.find((entry) => entry.clientId === query.get("client_id"));
    if (app === undefined) throw oauthFailure("invalid_client", "OAU-146");
    const redirectUri = query.get("redirect_uri") ?? app.redirectUris[0] ?? "";
    if (!app.redirectUris.includes(redirectUri)) throw oauthFailure("invalid_grant", "OAU-109");
    const back = new URL(redirectUri);
    const state = query.get("state");
    if (state !== null) back.searchParams.set("state", state);
    const refusal =
      query.get("response_type") === "code" ? faults.settings().authorizeError : "unsupported_response_type";
    // The person who signs in is the one of login_hint (an extension number), else the first who can.
    const hint = extensionByNumber(world, query.get("login_hint") ?? "");
    const user = hint ?? world.extensions.find((extension) => extension.jwt !== null);
    if (refusal !== null || user === undefined) {
      back.searchParams.set("error", refusal ?? "access_denied");
      back.searchParams.set("error_description", errorCodes["OAU-105"]?.message ?? "Refused");
      return { status: 302, headers: { Location: back.href } };
    }
    const code = `U0pD${randomBytes(32).toString("base64url")}`;
    codes.set(code, {
      clientId: app.clientId,
      extensionId: user.id,
      redirectUri: query.get("redirect_uri") ?? "",
      challenge: query.get("code_challenge"),
      method: query.get("code_challenge_method") ?? "plain",
      expiresAt: clock.now() + codeLifetimeS * 1000,
    });
    back.searchParams.set("code", code);
    back.searchParams.set("expires_in", String(codeLifetimeS));
    return { status: 302, headers: { Location: back.href } };
  };

  const open = (method: "GET" | "POST", path: string, run: (call: Call, count: (who: string) => void) => Answer) => ({
    kind: "open" as const,
    method,
    template: `/restapi/oauth/${path}`,
    group: "auth" as const,
    run,
  });

  return [
    open("GET", "authorize", (call) => authorize(call.query)),
    open("POST", "authorize", (call) => authorize(formOf(call))),
    open("POST", "token", (call, count) => {
      const form = formOf(call);
      const app = clientOf(world, call, form);
      const grant = grants[form.get("grant_type") ?? ""];
      if (grant === undefined) throw oauthFailure("unsupported_grant_type", "OAU-112");
      return grant(app, form, count);
    }),
    open("POST", "revoke", (call, count) => {
      const inQuery = call.query.get("token");
      const form = inQuery === null || call.body.length > 0 ? formOf(call) : new URLSearchParams();
      const app = clientOf(world, call, form);
      count(app.clientId);
      const token = inQuery ?? form.get("token");
      if (token === null) throw oauthFailure("invalid_request", "CMN-101");
      sessions.revoke(token);
      return { status: 200 };
    }),
    {
      kind: "signed",
      method: "POST",
      template: "/restapi/oauth/wstoken",
      group: "auth",
      permission: "WebSocketsSubscription",
      run: ({ session, link }) => {
        if (link !== null) throw failure("CMN-120");
        const lifetimeS = faults.settings().wsTokenLifetimeS;
        return {
          status: 200,
          json: {
            uri: gatewayUri(),
            ws_access_token: sessions.issueWsToken(session, lifetimeS),
            expires_in: lifetimeS,
          },
        };
      },
    },
  ] satisfies readonly Route[];
};
