import { Dicer } from "@fastify/busboy";

export type Part = {
  /** Null without a Content-Disposition header. */
  readonly disposition: string | null;
  readonly fileName: string | null;
  readonly contentType: string | null;
  readonly content: Buffer;
};

const parameterOf = (header: string, name: string): string | null => {
  const match = new RegExp(`(?:^|;)\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, "iu").exec(header);
  return match?.[1]?.replaceAll(/\\(.)/gu, "$1") ?? match?.[2] ?? null;
};

const firstOf = (values: unknown): string | null => {
  const [first]: readonly unknown[] = Array.isArray(values) ? values : [];
  return typeof first === "string" ? first : null;
};

/** The boundary of multipart/form-data or multipart/mixed; null for anything else. */
export const boundaryOf = (contentType: string): string | null =>
  /^multipart\/(?:form-data|mixed)\b/iu.test(contentType) ? parameterOf(contentType, "boundary") : null;

/**
 * The parts of a multipart body, in order; form-data and mixed alike, since the position of a part is what counts, not its
 * name. File names are read byte by byte: RingCentral promises ASCII only, and anything else comes out mangled.
 * Rejects when the body does not follow its boundary.
 */
export const partsOf = async (body: Buffer, contentType: string): Promise<readonly Part[]> => {
  const boundary = boundaryOf(contentType);
  if (boundary === null) throw new Error("not multipart");
  return await new Promise((resolve, reject) => {
    const parts: Part[] = [];
    const dicer = new Dicer({ boundary });
    dicer.on("part", (stream) => {
      let headers = new Map<string, unknown>();
      const chunks: Buffer[] = [];
      const place = parts.push({ disposition: null, fileName: null, contentType: null, content: Buffer.alloc(0) }) - 1;
      stream.on("header", (found) => {
        headers = new Map(Object.entries(found));
      });
      stream.on("data", (chunk: Buffer | string) => chunks.push(Buffer.from(chunk)));
      stream.on("error", reject);
      stream.on("end", () => {
        const disposition = firstOf(headers.get("content-disposition"));
        parts[place] = {
          disposition: disposition?.split(";")[0]?.trim().toLowerCase() ?? null,
          fileName: disposition === null ? null : parameterOf(disposition, "filename"),
          contentType: firstOf(headers.get("content-type"))?.split(";")[0]?.trim().toLowerCase() ?? null,
          content: Buffer.concat(chunks),
        };
      });
    });
    dicer.on("finish", () => resolve(parts));
    dicer.on("error", reject);
    dicer.end(body);
  });
};
