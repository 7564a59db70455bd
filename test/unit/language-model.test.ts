import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { ModelRequest } from "../../main/core/ports/understanding.ts";
import { completionsUrl, createLanguageModel } from "../../main/language-model/language-model.ts";

/** A server of a language model on this computer. */
const serve = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/v1`;
};

const request = (url: string): ModelRequest => ({
  url,
  model: "small",
  key: "secret",
  timeLimitMs: 5_000,
  instructions: "Be short.",
  text: "Hello",
  mostTokens: 100,
});
const { complete } = createLanguageModel();
const saying =
  (body: string, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  };
const said = (content: unknown): string => JSON.stringify({ choices: [{ message: { role: "assistant", content } }] });

describe("a language model", () => {
  it("is asked as OpenAI's API wants it, with the key, and answers", async () => {
    const asked: unknown[] = [];
    const url = await serve((incoming, response) => {
      let body = "";
      incoming.on("data", (chunk: Buffer) => {
        body += chunk.toString();
      });
      incoming.on("end", () => {
        asked.push([incoming.method, incoming.url, incoming.headers.authorization, JSON.parse(body)]);
        saying(said("I am away."))(incoming, response);
      });
    });
    expect(await complete(request(`${url}/`))).toBe("I am away.");
    expect(asked).toEqual([
      [
        "POST",
        "/v1/chat/completions",
        "Bearer secret",
        {
          model: "small",
          messages: [
            { role: "system", content: "Be short." },
            { role: "user", content: "Hello" },
          ],
          max_tokens: 100,
          temperature: 0.2,
          stream: false,
        },
      ],
    ]);
  });

  it.each<[string, RequestListener, string]>([
    ["an error", saying("{}", 500), "refused"],
    ["a refused key", saying('{"error":{"message":"no"}}', 401), "refused"],
    ["no JSON", saying("<html>"), "malformed"],
    ["another shape", saying('{"choices":[]}'), "malformed"],
    ["no words", saying(said(null)), "malformed"],
    [
      "words without end",
      (_request, response) => {
        response.writeHead(200);
        const more = (): void => {
          if (!response.destroyed && response.write("x".repeat(16_384))) setImmediate(more);
        };
        response.on("drain", more);
        more();
      },
      "malformed",
    ],
    [
      "a way elsewhere",
      (_request, response) => void response.writeHead(302, { location: "/other" }).end(),
      "unreachable",
    ],
    ["a hung-up line", (_request, response) => void response.destroy(), "unreachable"],
  ])("that answers %s is not believed", async (_what, answer, about) => {
    await expect(complete(request(await serve(answer)))).rejects.toMatchObject({ name: "AppError", about });
  });

  it("that does not answer in time is not waited for", async () => {
    const url = await serve(() => {});
    await expect(complete({ ...request(url), timeLimitMs: 50 })).rejects.toMatchObject({
      code: "no-network",
      about: "timeout",
    });
  });

  it("that stops in the middle is not waited for", async () => {
    const url = await serve((_request, response) => void response.writeHead(200).write('{"choices":'));
    await expect(complete({ ...request(url), timeLimitMs: 50 })).rejects.toMatchObject({ about: "timeout" });
  });

  it.each([
    ["http://127.0.0.1:11434/v1", true],
    ["http://localhost:1234", true],
    ["http://[::1]:1234/v1", true],
    ["https://api.example.com/v1", true],
    ["http://api.example.com/v1", false],
    ["http://127.0.0.1.example.com/v1", false],
    ["https://name:word@api.example.com/v1", false],
    ["file:///etc/passwd", false],
    ["nothing", false],
  ])("at %s gets clients' texts: %s", (url, isAllowed) => {
    expect(completionsUrl(url) !== null).toBe(isAllowed);
  });
});
