import { z } from "zod";
import { userOf } from "../flows/sign-in.ts";
import type { LocalRingCentral } from "../server.ts";

export type RestAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined when the body is not JSON. */
  readonly json: unknown;
};

export type RestProbe = {
  readonly token: string;
  readonly refreshToken: string;
  /** `path` may start with E (the caller's extension) or A (the account): "E/sms". */
  readonly ask: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<RestAnswer>;
};

const account = "/restapi/v1.0/account/~";

/** "E/sms" → "/restapi/v1.0/account/~/extension/~/sms". */
const fullPath = (path: string): string => path.replace(/^E/u, `${account}/extension/~`).replace(/^A/u, account);

const answerFrom = async (response: Response): Promise<RestAnswer> => {
  const text = await response.text();
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text !== "" ? (JSON.parse(text) as unknown) : undefined,
  };
};

/** POST to /restapi/oauth/*, as the app with a secret. */
export const askOAuth = async (
  ringCentral: LocalRingCentral,
  path: string,
  form: Readonly<Record<string, string>>,
  authorization = `Basic ${btoa(`${ringCentral.clientId}:${ringCentral.clientSecret}`)}`,
): Promise<RestAnswer> =>
  await answerFrom(
    await fetch(`${ringCentral.server}/restapi/oauth/${path}`, {
      method: "POST",
      headers: authorization === "" ? {} : { authorization },
      body: new URLSearchParams(form),
    }),
  );

export const jwtGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";

const tokens = z.object({ access_token: z.string(), refresh_token: z.string().default("") });

/** Asks the REST API by hand, without an SDK: for what SDKs hide or cannot send. */
export const probeWith = (ringCentral: LocalRingCentral, token: string, refreshToken = ""): RestProbe => ({
  token,
  refreshToken,
  ask: async (method, path, body, headers = {}) => {
    const raw =
      body === undefined || typeof body === "string" || body instanceof Uint8Array || body instanceof FormData;
    const sent = raw ? body : JSON.stringify(body);
    return await answerFrom(
      await fetch(`${ringCentral.server}${fullPath(path)}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(raw ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(sent === undefined ? {} : { body: sent instanceof Uint8Array ? Buffer.from(sent) : sent }),
        redirect: "manual",
      }),
    );
  },
});

export const restProbe = async (ringCentral: LocalRingCentral, extensionNumber = "101"): Promise<RestProbe> => {
  const { jwt } = userOf(ringCentral, extensionNumber);
  const answer = await askOAuth(ringCentral, "token", { grant_type: jwtGrant, assertion: jwt });
  const { access_token, refresh_token } = tokens.parse(answer.json);
  return probeWith(ringCentral, access_token, refresh_token);
};
