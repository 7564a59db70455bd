import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { buildConnector } from "undici";
import { expect, it, onTestFinished } from "vitest";
import { createConnections } from "../../../main/ringcentral/connections.ts";
import { createUpload } from "../../../main/ringcentral/upload.ts";
import { settled } from "../../harness/hand-clock.ts";

/** A server that notes what it is sent, behind connections that come about only when the test opens the way. */
const openServer = async () => {
  const bodies: string[] = [];
  const events: string[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    bodies.push((await buffer(request)).toString());
    response.end();
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const asked = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  const build = (options: buildConnector.BuildOptions = {}): buildConnector.connector => {
    const real = buildConnector(options);
    return (target, callback) => {
      asked.resolve();
      const connected: buildConnector.Callback = (...result) => {
        const [, socket] = result;
        const write = socket?.write.bind(socket);
        if (socket !== null && write !== undefined)
          Object.assign(socket, {
            write: (...given: Parameters<typeof socket.write>) => {
              events.push("write");
              return write(...given);
            },
          });
        callback(...result);
      };
      void opened.promise.then(() => real(target, connected));
    };
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, bodies, events, fetch: createConnections(build).fetch, asked: asked.promise, open: opened.resolve };
};

it.each([
  ["a text", 100],
  ["a picture", 300_000],
])("nothing of %s counts as left before there is a connection, and then all of it arrives", async (_, size) => {
  const { url, bodies, events, fetch, asked, open } = await openServer();
  const body = "x".repeat(size);
  const upload = createUpload(new TextEncoder().encode(body), "text/plain", (sent) => events.push(`left: ${sent}`));
  // As the SDK does it.
  const init = {
    method: "POST",
    body: upload.stream(),
    duplex: "half",
    headers: { "Content-Length": String(upload.size) },
  };
  const answer = fetch(new Request(url, init), { redirect: "manual", credentials: "omit" });
  await asked;
  await settled();
  const before = { hasLeft: upload.hasLeft(), events: [...events] };
  open();
  await answer;
  expect({ before, hasLeft: upload.hasLeft(), last: events.at(-1), isWhole: bodies[0] === body }).toEqual({
    before: { hasLeft: false, events: [] },
    hasLeft: true,
    // Once more after the last of it was written.
    last: `left: ${size}`,
    isWhole: true,
  });
});
