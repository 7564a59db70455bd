import type { Call } from "./call.ts";
import type { OAuthSessions } from "./oauth-sessions.ts";
import type { World } from "./world.ts";

/**
 * On whose account a request is counted, as "app user", as far as it can be told without doing what it asks; "app ?" or
 * "? ?" for the rest.
 */
export const senderOf = (
  { world, sessions }: { readonly world: World; readonly sessions: OAuthSessions },
  call: Call,
): string => {
  const authorization = call.headers["authorization"] ?? "";
  const bearer = /^bearer (.+)$/iu.exec(authorization)?.[1] ?? call.query.get("access_token");
  const form = new URLSearchParams(
    (call.headers["content-type"] ?? "").includes("x-www-form-urlencoded") ? call.body.toString("utf8") : "",
  );
  const token = bearer ?? form.get("refresh_token") ?? form.get("token") ?? call.query.get("token");
  const session = call.link?.session ?? sessions.peek(token ?? "");
  if (session !== null) return `${session.clientId} ${session.extensionId}`;
  const basic = /^basic (.+)$/iu.exec(authorization)?.[1] ?? "";
  const [basicId = ""] = Buffer.from(basic, "base64").toString("utf8").split(":", 1);
  const clientId = form.get("client_id") ?? (basicId === "" ? "?" : basicId);
  const assertion = form.get("assertion");
  const user = assertion === null ? undefined : world.extensions.find((extension) => extension.jwt === assertion);
  return `${clientId} ${user?.id ?? "?"}`;
};
