import type { Answer, SignedCall } from "../call.ts";
import { failure, notFound } from "../errors.ts";
import { inExtension, type Route } from "../routing.ts";
import type { StoredAttachment } from "../store.ts";
import { messageFor, type MessageStoreDeps } from "./message-store.ts";

const rangeOf = (header: string, size: number): { readonly start: number; readonly end: number } => {
  const match = /^bytes=(\d*)-(\d*)$/u.exec(header);
  if (match === null) throw failure("CMN-107");
  const [, first = "", last = ""] = match;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if ((first === "" && last === "") || start > end || start >= size)
    throw failure("CMN-107", { headers: { "Content-Range": `bytes */${size}` } });
  return { start, end };
};

const dispositionOf = (call: SignedCall, attachment: StoredAttachment): string => {
  const kind = call.query.get("contentDisposition") === "Attachment" ? "attachment" : "inline";
  const name = call.query.get("contentDispositionFilename") ?? attachment.fileName;
  return name === null ? kind : `${kind}; filename="${name.replaceAll(/["\\\r\n]/gu, "_")}"`;
};

/** The bytes of an attachment, or of the text itself as text/plain. The token may stand in the query here. */
export const messageContentRoutes = (deps: MessageStoreDeps): readonly Route[] => [
  {
    kind: "signed",
    method: "GET",
    template: inExtension("/message-store/:message/content/:attachment"),
    group: "medium",
    permission: "ReadMessages",
    tokenInQuery: true,
    run: (call, { message: id = "", attachment: attachmentId = "" }): Answer => {
      const redirect = deps.faults.settings().redirectAttachments;
      if (redirect !== null) return { status: 302, headers: { Location: redirect } };
      const message = messageFor(deps, call, id);
      const attachment = message.attachments.find((entry) => String(entry.id) === attachmentId);
      if (attachment === undefined || message.availability === "Purged") throw notFound("attachmentId", attachmentId);
      const { content, contentType } = attachment;
      const headers = { "Content-Disposition": dispositionOf(call, attachment), "Accept-Ranges": "bytes" };
      const range = call.headers["range"];
      if (range === undefined) return { status: 200, headers, contentType, body: content };
      const { start, end } = rangeOf(range, content.length);
      return {
        status: 206,
        headers: { ...headers, "Content-Range": `bytes ${start}-${end}/${content.length}` },
        contentType,
        body: content.subarray(start, end + 1),
      };
    },
  },
];
