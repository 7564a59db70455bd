import type { z } from "zod";
import type { Handlers, RequestSender } from "../../preload/contract/handlers.ts";
import type { Answer, RequestName } from "../../preload/contract/requests.ts";
import { failed, type Result } from "../../preload/contract/result.ts";
import { schemas } from "./schemas.ts";

/** Why a request was not run, or what it broke, by shape only: never a value out of the argument. */
export type Refusal =
  | { readonly reason: "untrusted-sender"; readonly origin: string }
  | { readonly reason: "unknown-name"; readonly nameType: string }
  | { readonly reason: "invalid-argument"; readonly request: RequestName; readonly problems: string }
  | { readonly reason: "bug"; readonly request: RequestName; readonly error: unknown };

export type Dispatch = (name: unknown, argument: unknown, sender: RequestSender) => Promise<Result<unknown>>;

const isRequestName = (name: unknown): name is RequestName => typeof name === "string" && Object.hasOwn(schemas, name);

/** `attachments.3.content: too_big`: where, and what rule; the paths are of our schema, so they hold no input. */
const problemsOf = (error: z.ZodError): string =>
  error.issues.map(({ path, code }) => `${path.map(String).join(".") || "(argument)"}: ${code}`).join(", ");

/** Known name → schema → handler → Result. Never rejects; tells `onRefused` of everything it did not run as asked. */
export const createDispatch = (options: {
  readonly handlers: Handlers;
  readonly onRefused: (refusal: Refusal) => void;
}): Dispatch => {
  const { handlers, onRefused } = options;

  const run = async <Name extends RequestName>(
    name: Name,
    argument: unknown,
    sender: RequestSender,
  ): Promise<Result<Answer<Name>>> => {
    const parsed = schemas[name].safeParse(argument);
    if (parsed.success) return handlers[name](parsed.data, sender);
    const problems = problemsOf(parsed.error);
    onRefused({ reason: "invalid-argument", request: name, problems });
    return failed("invalid-request", `${name}: ${problems}`);
  };

  return async (name, argument, sender) => {
    if (!isRequestName(name)) {
      onRefused({ reason: "unknown-name", nameType: typeof name });
      return failed("invalid-request", "unknown request name");
    }
    try {
      return await run(name, argument, sender);
    } catch (error) {
      onRefused({ reason: "bug", request: name, error });
      return failed("internal", `${name} failed unexpectedly`);
    }
  };
};
