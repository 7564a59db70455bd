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

export const createUpload = (
  bytes: Uint8Array,
  contentType: string,
  onProgress?: (sent: number, total: number) => void,
): Upload => {
  let sent = 0;
  return {
    contentType,
    size: bytes.byteLength,
    hasLeft: () => sent > 0,
    stream: () => {
      sent = 0;
      let isAsked = false;
      return new ReadableStream<Uint8Array>(
        {
          pull: (controller) => {
            // Fetch copies the Request it is given, and its copy asks for a first chunk before there is any connection.
            if (!isAsked) {
              isAsked = true;
              controller.enqueue(new Uint8Array(0));
              return;
            }
            const chunk = bytes.subarray(sent, sent + CHUNK_BYTES);
            sent += chunk.byteLength;
            if (chunk.byteLength > 0) controller.enqueue(chunk);
            if (sent >= bytes.byteLength) controller.close();
            onProgress?.(sent, bytes.byteLength);
          },
        },
        // Nothing else is taken before the connection asks for it: that is how `hasLeft` knows.
        { highWaterMark: 0 },
      );
    },
  };
};
