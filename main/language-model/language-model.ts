import { z } from "zod";
import { AppError } from "../core/ports/app-error.ts";
import type { LanguageModel, ModelRequest } from "../core/ports/understanding.ts";

/** More than any answer of so few tokens needs; what goes on after it is not read. */
const MOST_BYTES = 64 * 1024;

const answerSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});

/** Where a client's text may go in plain: to this computer only. */
const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === "https:" ||
  (protocol === "http:" && (hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname)));

/** The address that completions are asked from; null: none that a text may be sent to. */
export const completionsUrl = (base: string): URL | null => {
  const url = URL.parse(`${base.trim().replace(/\/+$/, "")}/chat/completions`);
  return url !== null && isSafe(url) && url.username === "" && url.password === "" ? url : null;
};

const readBounded = async (response: Response): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES)
      throw new AppError("server-error", "the model's answer does not end", { about: "malformed" });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
};

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
};

const complete = async ({
  url,
  model,
  key,
  timeLimitMs,
  instructions,
  text,
  mostTokens,
}: ModelRequest): Promise<string> => {
  const address = completionsUrl(url);
  if (address === null) throw new AppError("invalid-request", "not an address a text may be sent to", { about: "url" });
  const signal = AbortSignal.timeout(timeLimitMs);
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({
        model,
        messages: [
          { role: "system", content: instructions },
          { role: "user", content: text },
        ],
        max_tokens: mostTokens,
        temperature: 0.2,
        stream: false,
      }),
      // A key, and a client's words, go where the person said and nowhere else.
      redirect: "error",
      signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new AppError("server-error", `the model's server answered ${response.status}`, { about: "refused" });
    }
    const answer = answerSchema.safeParse(parsed(await readBounded(response)));
    const content = answer.data?.choices[0]?.message.content;
    if (content === undefined)
      throw new AppError("server-error", "the model's answer has another shape", { about: "malformed" });
    return content;
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (signal.aborted)
      throw new AppError("no-network", "the model did not answer in time", { about: "timeout", cause: error });
    throw new AppError("no-network", "the model's server cannot be reached", { about: "unreachable", cause: error });
  }
};

/** A language model by the API that OpenAI's servers and most local ones speak: POST {url}/chat/completions. */
export const createLanguageModel = (): LanguageModel => ({
  complete,
  originOf: (url) => completionsUrl(url)?.origin ?? null,
});
