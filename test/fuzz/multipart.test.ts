import { Busboy } from "@fastify/busboy";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAppError } from "../../main/core/ports/app-error.ts";
import { contentUrl } from "../../main/ringcentral/attachments.ts";
import type { Calls } from "../../main/ringcentral/calls.ts";
import { sendText } from "../../main/ringcentral/send.ts";
import type { Upload } from "../../main/ringcentral/upload.ts";
import { createKeepingLog } from "../harness/keeping-log.ts";
import { record } from "./samples.ts";

type Part = {
  readonly name: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly content: string;
};

const partsOf = async (upload: Upload): Promise<readonly Part[]> => {
  const parts: Part[] = [];
  const parser = new Busboy({ headers: { "content-type": upload.contentType } });
  parser.on("file", (name, file, fileName, _encoding, contentType) => {
    const chunks: Buffer[] = [];
    file.on("data", (chunk: Buffer) => chunks.push(chunk));
    file.on("end", () => parts.push({ name, fileName, contentType, content: Buffer.concat(chunks).toString("hex") }));
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  parser.on("finish", resolve);
  parser.on("error", reject);
  parser.end(Buffer.from(await new Response(upload.stream()).arrayBuffer()));
  await promise;
  return parts;
};

/** Names with quotes, line ends, boundaries and scripts in them; contents that look like the end of the message. */
const file = fc.record({
  fileName: fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 60 }),
    fc.constantFrom(
      'a"; filename="b.png',
      "a\r\nContent-Type: text/html\r\n\r\n<script>.jpg",
      "写真.png",
      "..",
      " ",
      "a/b\\c.png",
    ),
  ),
  contentType: fc.constantFrom("image/png", "image/jpeg", "text/vcard", "application/zip"),
  content: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 200 }),
    fc
      .constantFrom("\r\n--", "--boundary--\r\n", '\r\nContent-Disposition: form-data; name="json"\r\n\r\n{}')
      .map((text) => new TextEncoder().encode(text)),
  ),
});

describe("a text with files, whatever they are called and hold", () => {
  it("goes out as its request and exactly these files, under plain ASCII names", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(file, { minLength: 1, maxLength: 5 }),
        fc.string({ maxLength: 80 }),
        async (files, body) => {
          let sent: Upload | null = null;
          const calls: Pick<Calls, "send"> = {
            send: async (_request, upload) => {
              sent = upload;
              return { ...record, direction: "Outbound", from: record.to[0], to: [record.from] };
            },
          };
          const text = {
            kind: "text" as const,
            own: "+16505550100",
            others: ["+14155550121"],
            body,
            attachments: files,
          };
          await sendText({ calls: { ...refusing, ...calls }, log: createKeepingLog() }, text);
          const [request, ...parts] = await partsOf(sent ?? neverSent());
          expect(JSON.parse(Buffer.from(request?.content ?? "", "hex").toString("utf8"))).toMatchObject(
            body === "" ? {} : { text: body.isWellFormed() ? body : expect.any(String) },
          );
          expect(parts.map(({ content, contentType }) => ({ content, contentType }))).toEqual(
            files.map((each) => ({
              content: Buffer.from(each.content).toString("hex"),
              contentType: each.contentType,
            })),
          );
          for (const { fileName } of parts) expect(fileName).toMatch(/^[\x20-\x7e]*[A-Za-z0-9][\x20-\x7e]*$/);
        },
      ),
      { numRuns: 60 },
    ));
});

describe("the address of an attachment, whatever a record says", () => {
  it("is one at RingCentral's own hosts, or refused", () => {
    const server = "https://platform.ringcentral.com";
    const address = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.constantFrom(
        "//evil.example/restapi/x",
        "https://platform.ringcentral.com@evil.example/restapi/x",
        "https://platform.ringcentral.com.evil.example/restapi/x",
        "https://evil.example\\@media.ringcentral.com/restapi/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "/restapi/../oauth/revoke",
        "\\\\evil.example\\restapi",
      ),
    );
    fc.assert(
      fc.property(address, (ref) => {
        try {
          const url = new URL(contentUrl(ref, server));
          expect([
            ["platform.ringcentral.com", "media.ringcentral.com"].includes(url.host),
            url.protocol,
            url.pathname.startsWith("/restapi/"),
            url.username,
          ]).toEqual([true, "https:", true, ""]);
        } catch (error) {
          if (!isAppError(error)) throw error;
          expect(error.code).toBe("not-allowed");
        }
      }),
      { numRuns: 500 },
    );
  });
});

const neverSent = (): never => {
  throw new Error("nothing was sent");
};
const refusing: Calls = {
  read: () => Promise.reject(new Error("not asked")),
  readWith: () => Promise.reject(new Error("not asked")),
  send: () => Promise.reject(new Error("not asked")),
};
