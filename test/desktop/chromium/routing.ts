import type { Request as PageRequest, Route } from "playwright-core";
import type { AppAddress } from "./app-address.ts";

/** Answers requests for one own scheme, as main gave it to `protocol.handle`. */
export type SchemeHandler = (request: Request) => Response | Promise<Response>;

export type Navigation = { readonly url: string; readonly isMainFrame: boolean };

/**
 * Decides every request of one window, before any network: the own scheme goes to main's handler, the rest to the
 * network if there is one. What CSP forbids never comes by here. `mayNavigate` is asked about frames that the page
 * itself sends somewhere.
 */
export const createRouting = (options: {
  readonly address: AppAddress;
  readonly handlerOf: (scheme: string) => SchemeHandler | undefined;
  readonly isOnline: () => boolean;
  readonly isExpected: (insideUrl: string) => boolean;
  readonly mayNavigate: (navigation: Navigation) => boolean;
}): ((route: Route) => Promise<void>) => {
  const isTopFrame = (request: PageRequest): boolean => request.frame().parentFrame() === null;

  return async (route) => {
    const request = route.request();
    const url = options.address.outside(request.url());
    if (request.isNavigationRequest()) {
      const isMainFrame = isTopFrame(request);
      const wasAskedByMain = isMainFrame && options.isExpected(request.url());
      if (!wasAskedByMain && !options.mayNavigate({ url, isMainFrame })) return route.abort("aborted");
    }
    const scheme = options.address.schemeOf(url);
    const handler = scheme === null ? undefined : options.handlerOf(scheme);
    if (scheme !== null && handler === undefined) return route.abort("failed");
    if (handler !== undefined) return answer(route, url, handler);
    return options.isOnline() ? route.continue() : route.abort("internetdisconnected");
  };
};

const answer = async (route: Route, url: string, handler: SchemeHandler): Promise<void> => {
  const request = route.request();
  const body = request.postDataBuffer();
  let response: Response;
  try {
    response = await handler(
      new Request(url, {
        method: request.method(),
        headers: request.headers(),
        ...(body === null ? {} : { body: new Uint8Array(body) }),
      }),
    );
  } catch (error) {
    process.stderr.write(`stand-in desktop: the handler of ${new URL(url).protocol} failed: ${String(error)}\n`);
    return route.abort("failed");
  }
  if (response.type === "error") return route.abort("failed");
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
};
