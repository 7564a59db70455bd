import type { Log } from "../core/ports/system.ts";
import type { Connections } from "./connections.ts";

/**
 * No answer of RingCentral's is as long: 250 records of message-sync are about a megabyte, an attachment is at most
 * 1,500,000 bytes on its way out. In bytes, after what was packed for the way has been unpacked.
 */
export const MAX_ANSWER_BYTES = 32_000_000;

/** An answer that was not read to its end, since it has none that a computer could hold. A plain Error for the SDK. */
export class AnswerTooLongError extends Error {
  constructor() {
    super(`an answer longer than ${MAX_ANSWER_BYTES} bytes`);
    this.name = "AnswerTooLongError";
  }
}

/** Passes on so many bytes; one more ends it with an error, and the connection with it. */
const capped = (body: ReadableStream<Uint8Array>, onTooLong: () => void): ReadableStream<Uint8Array> => {
  const reader = body.getReader();
  let size = 0;
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        size += value.byteLength;
        if (size <= MAX_ANSWER_BYTES) return controller.enqueue(value);
        onTooLong();
        const error = new AnswerTooLongError();
        controller.error(error);
        await reader.cancel(error);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing is read ahead of whoever wants it.
    { highWaterMark: 0 },
  );
};

/**
 * The same fetch, with answers of any kind (the SDK reads some itself) cut off at MAX_ANSWER_BYTES: reading them rejects
 * with AnswerTooLongError then.
 */
export const createCappedFetch =
  ({ fetch, log }: { readonly fetch: Connections["fetch"]; readonly log: Log }): Connections["fetch"] =>
  async (input, init) => {
    const response = await fetch(input, init);
    if (response.body === null) return response;
    const { status, statusText, headers } = response;
    const onTooLong = (): void => log.warn("answer too long, cut off", { status, bytes: MAX_ANSWER_BYTES });
    return new Response(capped(response.body, onTooLong), { status, statusText, headers });
  };
