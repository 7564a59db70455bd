import { AppError } from "../core/ports/app-error.ts";
import type { OutgoingText, ProviderText } from "../core/ports/gateway.ts";
import type { Log } from "../core/ports/system.ts";
import type { Calls } from "./calls.ts";
import { asciiFileName } from "./file-name.ts";
import { EXTENSION } from "./paths.ts";
import { messageRecord, parsedOrNull } from "./schemas.ts";
import { textFromRecord } from "./text-from-record.ts";
import { createUpload, type Upload } from "./upload.ts";

type Progress = (sent: number, total: number) => void;

const jsonUpload = (value: unknown, onProgress?: Progress): Upload =>
  createUpload(new TextEncoder().encode(JSON.stringify(value)), "application/json", onProgress);

/**
 * The JSON part first, then one part for each file. Native FormData, Blob and Response belong together (the SDK's default
 * fetch would send them as "[object FormData]"); made whole here so that it can be sent again after a refused token.
 */
const multipartUpload = async (
  request: unknown,
  text: OutgoingText,
  onProgress: Progress | undefined,
): Promise<Upload> => {
  const form = new FormData();
  form.append("json", new Blob([JSON.stringify(request)], { type: "application/json" }), "request.json");
  for (const [index, { content, contentType, fileName }] of text.attachments.entries())
    form.append(
      "attachment",
      new Blob([new Uint8Array(content)], { type: contentType }),
      asciiFileName(fileName, contentType, index + 1),
    );
  const encoded = new Response(form);
  return createUpload(await encoded.bytes(), encoded.headers.get("content-type") ?? "multipart/form-data", onProgress);
};

/** Hands a text over to RingCentral: sms, mms if it has attachments, company-pager between extensions. */
export const sendText = async (
  { calls, log }: { readonly calls: Calls; readonly log: Log },
  text: OutgoingText,
  onProgress?: Progress,
): Promise<ProviderText> => {
  if (text.others.length === 0) throw new AppError("invalid-recipient", "a text to nobody");
  const answer =
    text.kind === "company" ? await sendCompany(calls, text, onProgress) : await sendNumbers(calls, text, onProgress);
  const record = parsedOrNull(messageRecord, answer, "answer to a text", log);
  const sent = record && textFromRecord(record, { extensionNumber: text.own, numbers: new Set() });
  // It is sent, only the answer is unreadable: the same as one that never came.
  if (!sent) throw new AppError("answer-lost", "the answer to a text cannot be read");
  return sent;
};

const sendNumbers = async (calls: Calls, text: OutgoingText, onProgress?: Progress): Promise<unknown> => {
  const request = {
    from: { phoneNumber: text.own },
    to: text.others.map((phoneNumber) => ({ phoneNumber })),
    // RingCentral refuses an empty `text`; a picture needs none.
    ...(text.body === "" ? {} : { text: text.body }),
  };
  const hasFiles = text.attachments.length > 0;
  return calls.send(
    {
      method: "POST",
      url: hasFiles ? `${EXTENSION}/mms` : `${EXTENSION}/sms`,
      group: "medium",
      permission: "SMS",
    },
    hasFiles ? await multipartUpload(request, text, onProgress) : jsonUpload(request, onProgress),
  );
};

const sendCompany = async (calls: Calls, text: OutgoingText, onProgress?: Progress): Promise<unknown> => {
  if (text.attachments.length > 0) throw new AppError("not-allowed", "a company message carries no attachments");
  return calls.send(
    { method: "POST", url: `${EXTENSION}/company-pager`, group: "medium", permission: "InternalMessages" },
    jsonUpload(
      {
        from: { extensionNumber: text.own },
        to: text.others.map((extensionNumber) => ({ extensionNumber })),
        text: text.body,
      },
      onProgress,
    ),
  );
};
