import type { World } from "./world.ts";

/** What a subscription's event filter asks for, once understood. */
export type EventFilter =
  | { readonly kind: "instant"; readonly extensionId: number; readonly event: string }
  | {
      readonly kind: "message-store";
      readonly extensionId: number;
      readonly event: string;
      readonly type: string | null;
      readonly direction: string | null;
    }
  | { readonly kind: "consents"; readonly event: string }
  /** Accepted, but nothing here ever happens for it: extension and directory do not change. */
  | { readonly kind: "quiet"; readonly event: string };

const extensionFilter = /^\/restapi\/v1\.0\/account\/([^/]+)\/extension\/([^/?]+)(\/[^?]*)?(?:\?(.*))?$/u;
const quietKinds = ["", "/voicemail", "/fax", "/presence", "/missed-calls", "/favorite"];

/** What `~` stands for, and whether the subscriber may ask for it. */
export type FilterContext = { readonly world: World; readonly extensionId: number; readonly isAdmin: boolean };

export type FilterVerdict =
  | { readonly kind: "accepted"; readonly filter: EventFilter }
  | { readonly kind: "unknown" }
  /** `code`: SUB-405 another extension, SUB-406 another account, SUB-408 no such extension. */
  | { readonly kind: "refused"; readonly code: "SUB-405" | "SUB-406" | "SUB-408"; readonly event: string };

/**
 * Reads one filter. Example: `/restapi/v1.0/account/~/extension/~/message-store/instant?type=SMS` is accepted as
 * `{ kind: "instant", event: "/restapi/v1.0/account/809646016/extension/629893101/message-store/instant?type=SMS" }`.
 */
export const readFilter = (text: string, context: FilterContext): FilterVerdict => {
  const account = String(context.world.accountId);
  const expanded = text.replace(/\/accounts?\/~/u, (part) => part.replace("~", account));
  if (expanded === `/restapi/v1.0/account/${account}/directory/entries`)
    return { kind: "accepted", filter: { kind: "quiet", event: expanded } };
  if (expanded === `/restapi/v2/accounts/${account}/sms/consents`)
    return { kind: "accepted", filter: { kind: "consents", event: expanded } };
  if (/^\/restapi\/v1\.0\/account\/[^/]+\/message-threads(\/entries)?\/sync$/u.test(expanded))
    return { kind: "accepted", filter: { kind: "quiet", event: expanded } };

  const match = extensionFilter.exec(expanded);
  if (match === null) return { kind: "unknown" };
  const [, accountPart, extensionPart = "", resource = "", query = ""] = match;
  const extensionId = extensionPart === "~" ? context.extensionId : Number(extensionPart);
  const search = query === "" ? "" : `?${query}`;
  const event = `/restapi/v1.0/account/${account}/extension/${extensionId}${resource}${search}`;
  if (accountPart !== account) return { kind: "refused", code: "SUB-406", event: expanded };
  if (!context.world.extensions.some((extension) => extension.id === extensionId))
    return { kind: "refused", code: "SUB-408", event };
  if (extensionId !== context.extensionId && !context.isAdmin) return { kind: "refused", code: "SUB-405", event };

  const parameters = new URLSearchParams(query);
  const type = parameters.get("type");
  if (resource === "/message-store/instant")
    return type === "SMS" ? { kind: "accepted", filter: { kind: "instant", extensionId, event } } : { kind: "unknown" };
  if (resource === "/message-store") {
    if (type !== null && !["SMS", "Pager", "Fax", "VoiceMail"].includes(type)) return { kind: "unknown" };
    const direction = parameters.get("direction");
    return { kind: "accepted", filter: { kind: "message-store", extensionId, event, type, direction } };
  }
  return quietKinds.includes(resource) ? { kind: "accepted", filter: { kind: "quiet", event } } : { kind: "unknown" };
};
