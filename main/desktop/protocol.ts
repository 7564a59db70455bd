import { readFile } from "node:fs/promises";
import { protocol } from "electron";
import type { AttachmentId, TextId } from "../../preload/contract/model.ts";
import { assertNever, type FailureCode, type Result } from "../../preload/contract/result.ts";
import type { Log } from "../core/ports/system.ts";
import { APP_SCHEME, targetOf } from "./app-url.ts";
import { attachmentHeaders, rendererContentType } from "./content-types.ts";

/**
 * What our pages may load: their own files, pictures they hold as blobs (previews of what is about to be sent), and
 * nothing from a network. index.html says the same, for when it is served by something else.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const COMMON_HEADERS = { "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer" } as const;

/** An attachment's bytes with the type its sender said they are. */
export type AttachmentContent = {
  readonly contentType: string;
  readonly content: Uint8Array;
};

/** Makes the scheme a standard, secure one. Must run before the app is ready. */
export const registerAppScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);

/** Serves our scheme: the built renderer's files, and attachments by `attachment`. */
export const serveAppScheme = (options: {
  readonly rendererFolder: string;
  readonly attachment: (textId: TextId, id: AttachmentId) => Promise<Result<AttachmentContent>>;
  readonly log: Log;
}): void => {
  protocol.handle(APP_SCHEME, async (request) => {
    if (request.method !== "GET") return refusal(405);
    const target = targetOf(request.url, options.rendererFolder);
    try {
      switch (target.kind) {
        case "none":
          return refusal(404);
        case "file":
          return await fileResponse(target.path);
        case "attachment": {
          const found = await options.attachment(target.textId, target.attachmentId);
          return found.ok ? attachmentResponse(found.value) : refusal(statusOf(found.failure.code));
        }
        default:
          return assertNever(target);
      }
    } catch (error) {
      options.log.warn("protocol/failed", { kind: target.kind }, error);
      return refusal(target.kind === "file" ? 404 : 502);
    }
  });
};

/** The window only tells "gone" from "not now". */
const statusOf = (code: FailureCode): number => (code === "not-found" ? 404 : 503);

const refusal = (status: number): Response => new Response(null, { status, headers: COMMON_HEADERS });

const fileResponse = async (path: string): Promise<Response> => {
  const contentType = rendererContentType(path);
  if (contentType === null) return refusal(404);
  const content = await readFile(path);
  return new Response(content, {
    headers: {
      ...COMMON_HEADERS,
      "Content-Type": contentType,
      "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    },
  });
};

const attachmentResponse = (attachment: AttachmentContent): Response =>
  new Response(new Uint8Array(attachment.content), {
    headers: {
      ...COMMON_HEADERS,
      ...attachmentHeaders(attachment.contentType),
      "Content-Length": String(attachment.content.byteLength),
      "Cache-Control": "no-store",
    },
  });
