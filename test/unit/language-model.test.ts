import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import type { ModelRequest } from "../../main/core/ports/understanding.ts";
import { completionsUrl, createLanguageModel } from "../../main/language-model/language-model.ts";
import { answering, modelSaying, serveModel } from "../harness/model-server.ts";

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

describe("a language model", () => {
  it("is asked as OpenAI's API wants it, with the key, and answers", async () => {
    const { url, asked } = await serveModel(answering(modelSaying("I am away.")));
    expect(await complete(request(`${url}/`))).toBe("I am away.");
    expect(
      asked.map(({ method, path, headers, body }) => [method, path, headers.authorization, JSON.parse(body)]),
    ).toEqual([
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

  it.each<[string, (response: ServerResponse) => void, string]>([
    ["an error", answering("{}", 500), "refused"],
    ["a refused key", answering('{"error":{"message":"no"}}', 401), "refused"],
    ["no JSON", answering("<html>"), "malformed"],
    ["another shape", answering('{"choices":[]}'), "malformed"],
    ["no words", answering(modelSaying(null)), "malformed"],
    [
      "words without end",
      (response) => {
        response.writeHead(200);
        const more = (): void => {
          if (!response.destroyed && response.write("x".repeat(16_384))) setImmediate(more);
        };
        response.on("drain", more);
        more();
      },
      "malformed",
    ],
    ["a way elsewhere", (response) => void response.writeHead(302, { location: "/other" }).end(), "unreachable"],
    ["a hung-up line", (response) => void response.destroy(), "unreachable"],
  ])("that answers %s is not believed", async (_what, answer, about) => {
    await expect(complete(request((await serveModel(answer)).url))).rejects.toMatchObject({ name: "AppError", about });
  });

  it("that does not answer in time is not waited for", async () => {
    const { url } = await serveModel(() => {});
    await expect(complete({ ...request(url), timeLimitMs: 50 })).rejects.toMatchObject({
      code: "no-network",
      about: "timeout",
    });
  });

  it("that stops in the middle is not waited for", async () => {
    const { url } = await serveModel((response) => void response.writeHead(200).write('{"choices":'));
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
