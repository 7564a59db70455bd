import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** One request to a language model, as its server saw it. */
export type AskedOfModel = {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** A server of a language model on this computer, for one test. */
export type ModelServer = {
  /** Base of its API. */
  readonly url: string;
  readonly asked: readonly AskedOfModel[];
};

/** `answer` is called when a request is there to its end. */
export const serveModel = async (answer: (response: ServerResponse) => void): Promise<ModelServer> => {
  const asked: AskedOfModel[] = [];
  const listen: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url: path, headers } = request;
      asked.push({ method, path, headers, body: Buffer.concat(chunks).toString("utf8") });
      answer(response);
    });
  };
  const server = createServer(listen);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1`, asked };
};

/** Answers with this body, whatever it is. */
export const answering =
  (body: string, status = 200) =>
  (response: ServerResponse): void => {
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  };

/** A body in which a model says this. */
export const modelSaying = (content: unknown): string =>
  JSON.stringify({ choices: [{ message: { role: "assistant", content } }] });
