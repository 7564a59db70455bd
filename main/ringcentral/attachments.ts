import { AppError } from "../core/ports/app-error.ts";
import type { ProviderAttachment } from "../core/ports/gateway.ts";
import type { Calls } from "./calls.ts";

/** More than any attachment RingCentral carries; what is larger is not read to its end. */
const MAX_CONTENT_BYTES = 25_000_000;

/** RingCentral serves attachments from a host of its own, one for production and one for the sandbox. */
const MEDIA_ORIGINS: Readonly<Record<string, string>> = {
  "https://platform.ringcentral.com": "https://media.ringcentral.com",
  "https://platform.devtest.ringcentral.com": "https://media.devtest.ringcentral.com",
};

/**
 * Where an attachment may be fetched with our token: the configured server and RingCentral's media host, nothing else.
 * The SDK itself would send the token to whatever host a record names.
 */
export const contentUrl = (ref: string, server: string): string => {
  let url: URL;
  try {
    url = new URL(ref, server);
  } catch {
    throw new AppError("not-allowed", "an attachment without a usable address");
  }
  const own = new URL(server).origin;
  if (url.origin !== own && url.origin !== MEDIA_ORIGINS[own])
    throw new AppError("not-allowed", "an attachment at a foreign host");
  if (!url.pathname.startsWith("/restapi/") || url.username !== "")
    throw new AppError("not-allowed", "an attachment at an unknown path");
  return url.href;
};

const readCapped = async (response: Response): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_CONTENT_BYTES) throw new AppError("attachments-too-large", "an attachment larger than any");
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
};

/** The bytes of an attachment. A redirect is refused like a foreign host. */
export const readAttachment = (calls: Calls, server: string, attachment: ProviderAttachment): Promise<Uint8Array> =>
  calls.readWith(
    { method: "GET", url: contentUrl(attachment.ref, server), group: "medium", permission: "ReadMessages" },
    readCapped,
  );
