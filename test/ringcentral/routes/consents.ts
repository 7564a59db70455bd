import { ok, type SignedCall } from "../call.ts";
import { failure, invalidParameter } from "../errors.ts";
import type { Happening } from "../events.ts";
import { isObject, parsedJson } from "../json.ts";
import type { OptOuts } from "../opt-outs.ts";
import { choicesParameter, numberParameter } from "../parameters.ts";
import type { Route, SignedRoute } from "../routing.ts";

export type ConsentDeps = { readonly optOuts: OptOuts; readonly publish: (happening: Happening) => void };

const base = "/restapi/v2/accounts/:account/sms/consents";

type Wish = {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly optStatus: string | null;
  readonly perPage: number;
  readonly pageToken: string | null;
};

const found = ({ optOuts }: ConsentDeps, wish: Wish) => {
  const all = optOuts
    .list()
    .filter(
      (consent) =>
        (wish.from.length === 0 || wish.from.includes(consent.from)) &&
        (wish.to.length === 0 || wish.to.includes(consent.to)) &&
        (wish.optStatus === null || wish.optStatus === consent.optStatus),
    );
  const start = Number(wish.pageToken ?? "0");
  const end = start + wish.perPage;
  return ok({
    records: all.slice(start, end),
    paging: { perPage: wish.perPage, ...(end < all.length ? { nextPageToken: String(end) } : {}) },
  });
};

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];

const edit = ({ optOuts, publish }: ConsentDeps, call: SignedCall) => {
  const json = parsedJson(call.body.toString("utf8"));
  const records = isObject(json) ? json["records"] : undefined;
  if (!Array.isArray(records) || records.length === 0) throw failure("CMN-103");
  const changed = records.map((record: unknown) => {
    if (!isObject(record)) throw invalidParameter("records");
    const { from = "*", to, optStatus } = record;
    if (typeof from !== "string" || typeof to !== "string") throw invalidParameter("to");
    if (optStatus !== "OptOut" && optStatus !== "OptIn") throw invalidParameter("optStatus");
    return optOuts.set(from, to, optStatus, "Api");
  });
  publish({ kind: "consents", records: changed });
  return ok({});
};

/** Who asked not to be texted; list, search, and change. */
export const consentRoutes = (deps: ConsentDeps): readonly Route[] => {
  const route = (method: SignedRoute["method"], path: string, run: SignedRoute["run"]): SignedRoute => ({
    kind: "signed",
    method,
    template: `${base}${path}`,
    group: "light",
    permission: "SMS",
    run,
  });
  return [
    route("GET", "", ({ query }) =>
      found(deps, {
        from: query.getAll("from"),
        to: query.getAll("to"),
        optStatus: choicesParameter(query, "optStatus", ["OptOut", "OptIn"])?.[0] ?? null,
        perPage: numberParameter(query, "perPage", 100, 1000),
        pageToken: query.get("pageToken"),
      }),
    ),
    route("POST", "/search", (call) => {
      const json = parsedJson(call.body.toString("utf8"));
      if (!isObject(json)) throw failure("CMN-103");
      return found(deps, {
        from: strings(json["from"]),
        to: strings(json["to"]),
        optStatus: typeof json["optStatus"] === "string" ? json["optStatus"] : null,
        perPage: typeof json["perPage"] === "number" ? json["perPage"] : 100,
        pageToken: typeof json["pageToken"] === "string" ? json["pageToken"] : null,
      });
    }),
    route("PATCH", "", (call) => edit(deps, call)),
  ];
};
