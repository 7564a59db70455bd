import { Agent, buildConnector } from "undici";
import { networkCode } from "./wire-error.ts";

/**
 * The HTTP connections of one session: native fetch over an agent of our own, so that its connections can be let go.
 * After sleep one that was kept alive looks open, and a request sent over it waits in vain until its deadline. The agent
 * is of the same major version as the one inside Node 24, which Electron embeds: their handlers must fit.
 */
export type Connections = {
  readonly fetch: typeof fetch;
  /** What is asked from now on goes over new connections; what is under way keeps its own. */
  readonly renew: () => void;
};

/**
 * A connection that does not come about is begun anew, without the request hearing of it: just after a wake its first
 * packets may have gone to a network that is no more, and the system repeats them at longer and longer distances.
 */
const CONNECT_WITHIN_MS = [2_000, 2_000, 5_000, 10_000];

export const createConnections = (build: typeof buildConnector = buildConnector): Connections => {
  const [first, ...later] = CONNECT_WITHIN_MS.map((timeout) => build({ timeout }));
  const connect: buildConnector.connector = (options, callback) => {
    const others = [...later];
    const tell: buildConnector.Callback = (...result) => {
      const [error] = result;
      const next = networkCode(error) === "UND_ERR_CONNECT_TIMEOUT" ? others.shift() : undefined;
      if (next === undefined) callback(...result);
      else next(options, tell);
    };
    first?.(options, tell);
  };

  let agent = new Agent({ connect });
  return {
    fetch: (input, init) => {
      const over = { ...init, dispatcher: agent };
      return fetch(input, over);
    },
    renew: () => {
      const old = agent;
      agent = new Agent({ connect });
      // Settles when the last answer has come over it, or has been given up.
      void old.close();
    },
  };
};
