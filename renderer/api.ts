import type { TernApi } from "../preload/contract/api.ts";
import type { Answer, Argument, RequestName } from "../preload/contract/requests.ts";
import { failed, type Result } from "../preload/contract/result.ts";

declare global {
  interface Window {
    /** Put there by the preload before the page's own script runs. */
    readonly tern?: TernApi;
  }
}

const exposed = (): TernApi => {
  if (window.tern === undefined) throw new Error("this page runs outside Tern: the preload exposed no API");
  return window.tern;
};

/**
 * The window's only way to main. Never rejects: if the bridge itself breaks, the answer is the failure `internal`.
 */
export const api: TernApi = {
  request: async <Name extends RequestName>(name: Name, argument: Argument<Name>): Promise<Result<Answer<Name>>> => {
    try {
      return await exposed().request(name, argument);
    } catch (error) {
      return failed("internal", `${name} was not answered: ${error instanceof Error ? error.name : "unknown"}`);
    }
  },
  subscribe: (listener) => exposed().subscribe(listener),
  get platform() {
    return exposed().platform;
  },
};
