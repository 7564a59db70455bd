import type { Answer, Argument, RequestName } from "./requests.ts";
import type { Result } from "./result.ts";

/** The window a request came from, as far as a handler needs it. Made by the bridge for each request. */
export type RequestSender = {
  /** Stays the same while the window lives and is never used again for another. */
  readonly windowId: number;
  readonly close: () => void;
  /** Makes the window as high as its content, in CSS pixels. */
  readonly fit: (height: number) => void;
};

/** Main's answer to one request. Expected failures are values; it rejects only on a bug. */
export type Handler<Name extends RequestName> = (
  argument: Argument<Name>,
  sender: RequestSender,
) => Promise<Result<Answer<Name>>>;

/** One handler for each request: the bridge goes name → schema → handler(argument, sender). */
export type Handlers = { readonly [Name in RequestName]: Handler<Name> };
