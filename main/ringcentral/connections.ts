import { Agent } from "undici";

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

export const createConnections = (): Connections => {
  let agent = new Agent();
  return {
    fetch: (input, init) => {
      const over = { ...init, dispatcher: agent };
      return fetch(input, over);
    },
    renew: () => {
      const old = agent;
      agent = new Agent();
      // Settles when the last answer has come over it, or has been given up.
      void old.close();
    },
  };
};
