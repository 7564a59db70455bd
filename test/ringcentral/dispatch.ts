import type { Answer, Call, SignedCall } from "./call.ts";
import { ApiFailure, errorBody, failure, notFound, oauthErrorBody } from "./errors.ts";
import type { Faults } from "./faults.ts";
import type { AnswerRule } from "./knobs.ts";
import type { OAuthSession, OAuthSessions } from "./oauth-sessions.ts";
import type { RateLimits } from "./rate-limits.ts";
import { findRoute, type PathParameters, type Route, type SignedRoute } from "./routing.ts";
import { extensionById, type Extension, type World } from "./world.ts";

/** What is to become of a request: an answer, no answer at all, or a torn connection. */
export type Reply =
  /** `isInvented`: a fault knob made the answer up. `onWritten` is to be called once it is on its way to the client. */
  | {
      readonly kind: "answer";
      readonly answer: Answer;
      readonly isInvented: boolean;
      readonly onWritten?: () => void;
    }
  | { readonly kind: "silence" | "reset" };

export type Dispatch = (call: Call) => Promise<Reply>;

const htmlPage = (status: number): Answer => ({
  status,
  contentType: "text/html",
  body: Buffer.from(`<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`),
});

/** The code of a made-up answer that names none. */
const usualCodes: Readonly<Record<number, string>> = {
  401: "OAU-128",
  403: "CMN-401",
  404: "CMN-102",
  415: "MSG-348",
  416: "CMN-107",
  429: "CMN-301",
};

const answerOf = (rule: AnswerRule, path: string): Answer => {
  const headers = rule.retryAfter === undefined ? {} : { "Retry-After": String(rule.retryAfter) };
  if (rule.html === true) return { ...htmlPage(rule.status), headers };
  if (rule.empty === true || rule.status === 204) return { status: rule.status, headers };
  const code = rule.errorCode ?? usualCodes[rule.status] ?? (rule.status >= 500 ? "CMN-203" : "CMN-101");
  const json = path.endsWith("/oauth/token")
    ? oauthErrorBody(rule.status < 500 ? "invalid_grant" : "invalid_request", code)
    : errorBody(code, { message: rule.message });
  return { status: rule.status, headers, json };
};

const answerFromFailure = (error: unknown): Answer => {
  if (error instanceof ApiFailure) return { status: error.status, headers: error.headers, json: error.body };
  throw error;
};

const tokenOf = (call: Call, route: SignedRoute): string | null => {
  const header = /^bearer (.+)$/iu.exec(call.headers["authorization"] ?? "")?.[1];
  return header ?? (route.tokenInQuery === true ? call.query.get("access_token") : null);
};

export const createDispatch = (deps: {
  readonly world: World;
  readonly routes: readonly Route[];
  readonly sessions: OAuthSessions;
  readonly limits: RateLimits;
  readonly faults: Faults;
}): Dispatch => {
  const { world, routes, sessions, limits, faults } = deps;

  const sessionOf = (call: Call, route: SignedRoute): OAuthSession => {
    if (call.link !== null) {
      if (!sessions.isAlive(call.link.session)) throw failure("OAU-128");
      return call.link.session;
    }
    const token = tokenOf(call, route);
    if (token === null) throw failure("AGW-402");
    if (!token.startsWith("U1BC")) throw failure("OAU-149");
    const check = sessions.useAccessToken(token);
    if (check.kind === "valid") return check.session;
    throw failure(check.kind === "expired" ? "OAU-128" : "OAU-213");
  };

  const checkPermission = (session: OAuthSession, permission: string | null): void => {
    if (permission === null) return;
    const granted = world.apps.find((app) => app.clientId === session.clientId)?.permissions ?? [];
    if (!granted.includes(permission) || faults.settings().missingPermissions.includes(permission))
      throw failure("CMN-401", { permissionName: permission });
  };

  const targetOf = (caller: Extension, parameters: PathParameters): Extension => {
    const { account = "~", extension = "~" } = parameters;
    if (account !== "~" && account !== String(world.accountId)) throw notFound("accountId", account);
    if (extension === "~" || extension === String(caller.id)) return caller;
    const target = extensionById(world, Number(extension));
    if (target === undefined) throw notFound("extensionId", extension);
    if (!caller.isAdmin) throw failure("CMN-404");
    return target;
  };

  const runSigned = async (call: Call, route: SignedRoute, parameters: PathParameters): Promise<Answer> => {
    const session = sessionOf(call, route);
    const caller = extensionById(world, session.extensionId);
    if (caller === undefined) throw failure("OAU-136");
    const headers = limits.count(route.group, `${session.clientId} ${caller.id}`);
    checkPermission(session, route.permission);
    const signed: SignedCall = { ...call, session, caller, target: targetOf(caller, parameters) };
    try {
      const answer = await route.run(signed, parameters);
      return { ...answer, headers: { ...headers, ...answer.headers } };
    } catch (error) {
      const answer = answerFromFailure(error);
      return { ...answer, headers: { ...headers, ...answer.headers } };
    }
  };

  const run = async (call: Call): Promise<Answer> => {
    const found = findRoute(routes, call.method, call.path);
    if (found.kind === "none") throw failure("CMN-120");
    if (found.kind === "wrong-method") throw failure("CMN-120", { status: 405, message: "Method is not allowed" });
    if (found.route.kind === "signed") return await runSigned(call, found.route, found.parameters);
    const { group } = found.route;
    let headers: Readonly<Record<string, string>> = {};
    const answer = found.route.run(call, (who) => {
      headers = limits.count(group, who);
    });
    return { ...answer, headers: { ...headers, ...answer.headers } };
  };

  return async (call) => {
    const search = call.query.toString();
    const target = search === "" ? call.path : `${call.path}?${search}`;
    const rule = faults.takeAnswer(call.method, target);
    if (rule !== null) {
      if (rule.afterWork === true) await run(call).catch(answerFromFailure);
      return rule.reset === true
        ? { kind: "reset" }
        : { kind: "answer", answer: answerOf(rule, call.path), isInvented: true };
    }
    const answer = await run(call).catch(answerFromFailure);
    if (faults.takeSwallow(call.method, target)) return { kind: "silence" };
    if (faults.takeResetAfterWork(call.method, target)) return { kind: "reset" };
    return { kind: "answer", answer, isInvented: false };
  };
};
