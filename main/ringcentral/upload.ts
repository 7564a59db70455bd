/** Told how much of a body is handed to the network, and once more when all of it has been. */
type OnProgress = (sent: number, total: number) => void;

/** A request body on its way, whole in memory, so that it can be sent again after a refused token. */
export type Upload = {
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** A stream of the whole body, from the start; as often as asked. */
  readonly stream: () => ReadableStream<Uint8Array>;
  /** True as soon as any byte of the last stream was handed to the network. */
  readonly hasLeft: () => boolean;
};

const CHUNK_BYTES = 64 * 1024;
/**
 * Fetch copies the Request it is given, and each copy (two in Node 24) asks for a chunk before there is a connection, and
 * is one ahead of it later. So many empty ones, and some to spare, stand before and behind the body: a connection skips
 * them.
 */
const ASKED_AHEAD = 8;

export const createUpload = (bytes: Uint8Array, contentType: string, onProgress?: OnProgress): Upload => {
  const total = bytes.byteLength;
  let sent = 0;
  return {
    contentType,
    size: total,
    hasLeft: () => sent > 0,
    stream: () => {
      sent = 0;
      let [before, behind] = [0, 0];
      return new ReadableStream<Uint8Array>(
        {
          pull: (controller) => {
            if (before < ASKED_AHEAD) {
              before += 1;
              controller.enqueue(new Uint8Array(0));
            } else if (sent < total) {
              const chunk = bytes.subarray(sent, sent + CHUNK_BYTES);
              sent += chunk.byteLength;
              controller.enqueue(chunk);
              onProgress?.(sent, total);
            } else if (behind < ASKED_AHEAD) {
              behind += 1;
              controller.enqueue(new Uint8Array(0));
            } else {
              controller.close();
              // The computer may have slept since the last of it was taken.
              onProgress?.(sent, total);
            }
          },
        },
        // Nothing else is taken before the connection asks for it: that is how `hasLeft` knows.
        { highWaterMark: 0 },
      );
    },
  };
};
