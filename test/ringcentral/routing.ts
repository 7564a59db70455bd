import type { Answer, Call, SignedCall } from "./call.ts";
import type { RateGroup } from "./rate-limits.ts";

export type PathParameters = Readonly<Record<string, string>>;

type Common = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Segments starting with a colon are parameters; `:account` and `:extension` are resolved before the route runs. */
  readonly template: string;
  readonly group: RateGroup;
};

/** Needs an access token. `permission` is the app permission the documentation asks for. */
export type SignedRoute = Common & {
  readonly kind: "signed";
  readonly permission: string | null;
  /** The token may stand in the query: the media host allows it. */
  readonly tokenInQuery?: boolean;
  readonly run: (call: SignedCall, parameters: PathParameters) => Answer | Promise<Answer>;
};

/** Says itself on whose account a request is counted. */
export type OpenRoute = Common & {
  readonly kind: "open";
  readonly run: (call: Call, count: (who: string) => void) => Answer;
};

export type Route = SignedRoute | OpenRoute;

const extensionPath = "/restapi/v1.0/account/:account/extension/:extension";
const accountPath = "/restapi/v1.0/account/:account";

export const inExtension = (rest: string): string => `${extensionPath}${rest}`;
export const inAccount = (rest: string): string => `${accountPath}${rest}`;

/** Undefined for a broken escape such as %zz. */
const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

const match = (template: string, path: string): PathParameters | null => {
  const wanted = template.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = decoded(given[index] ?? "");
    if (segment.startsWith(":") && value !== undefined && value !== "") parameters[segment.slice(1)] = value;
    else if (segment !== value) return null;
  }
  return parameters;
};

export type Found =
  | { readonly kind: "found"; readonly route: Route; readonly parameters: PathParameters }
  | { readonly kind: "wrong-method" }
  | { readonly kind: "none" };

export const findRoute = (routes: readonly Route[], method: string, path: string): Found => {
  let isKnownPath = false;
  for (const route of routes) {
    const parameters = match(route.template, path);
    if (parameters === null) continue;
    if (route.method === method) return { kind: "found", route, parameters };
    isKnownPath = true;
  }
  return { kind: isKnownPath ? "wrong-method" : "none" };
};
