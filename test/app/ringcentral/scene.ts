import { expect, onTestFinished } from "vitest";
import type { Gateway, GatewayProvider, LinkState, LiveLink, ProviderText } from "../../../main/core/ports/gateway.ts";
import type { Clock } from "../../../main/core/ports/system.ts";
import { createClock } from "../../../main/desktop/clock.ts";
import { createRandomness } from "../../../main/desktop/randomness.ts";
import { createRingCentral } from "../../../main/ringcentral/provider.ts";
import type { Credentials } from "../../../preload/contract/requests.ts";
import { eventually } from "../../harness/eventually.ts";
import type { HandClock } from "../../harness/hand-clock.ts";
import { createKeepingLog } from "../../harness/keeping-log.ts";
import { createLimitsInMemory } from "../../harness/limits-in-memory.ts";
import { controlOf } from "../../ringcentral/control-client.ts";
import type { Inbound } from "../../ringcentral/outside.ts";
import type { LoggedRequest } from "../../ringcentral/request-log.ts";
import { type LocalRingCentral, startRingCentral } from "../../ringcentral/server.ts";

/** A TokenStore whose writes can be looked at. */
export const createTokens = (first: string | null = null) => {
  const written: string[] = [];
  let token = first;
  return {
    written,
    read: () => Promise.resolve(token),
    write: (next: string) => {
      token = next;
      written.push(next);
      return Promise.resolve();
    },
  };
};

/** Fails the test if anything in it would have ended a process. */
const watchForCrashes = (): void => {
  const crashes: unknown[] = [];
  const note = (error: unknown): void => void crashes.push(error);
  process.on("uncaughtExceptionMonitor", note);
  process.on("unhandledRejection", note);
  onTestFinished(() => {
    process.off("uncaughtExceptionMonitor", note);
    process.off("unhandledRejection", note);
    expect(crashes).toEqual([]);
  });
};

/** What a live link told. */
export type Heard = {
  readonly texts: ProviderText[];
  readonly bodies: () => readonly string[];
  readonly links: LinkState[];
  readonly changes: () => number;
  readonly link: LiveLink;
};

/** The local RingCentral, and Tern's gateway for Dana in front of it. Everything is closed when the test ends. */
export const openScene = async ({
  clock = createClock(),
}: { readonly clock?: Clock & Partial<Pick<HandClock, "keepUpWith">> } = {}) => {
  watchForCrashes();
  const server: LocalRingCentral = await startRingCentral();
  onTestFinished(() => server.close());
  const log = createKeepingLog();
  const provider: GatewayProvider = createRingCentral({
    clock,
    randomness: createRandomness(),
    log,
    limitsStore: createLimitsInMemory(),
  });
  const [dana] = server.users;
  if (dana === undefined) throw new Error("nobody works here");
  const credentials: Credentials = {
    server: server.server,
    clientId: server.clientId,
    clientSecret: server.clientSecret,
    jwt: dana.jwt,
  };
  const tokens = createTokens();

  const control = controlOf(server.control);
  // A test may close the server in the middle of it.
  clock.keepUpWith?.(() => control.clock().catch(() => undefined));

  const closing = (gateway: Gateway): Gateway => {
    onTestFinished(() => gateway.signOut());
    return gateway;
  };

  return {
    server,
    clock,
    log,
    provider,
    credentials,
    tokens,
    signIn: async (change: Partial<Credentials> = {}): Promise<Gateway> =>
      closing(await provider.signIn({ ...credentials, ...change }, tokens)),
    resume: async (change: Partial<Credentials> = {}): Promise<Gateway> =>
      closing(await provider.resume({ ...credentials, ...change }, tokens)),
    /** Turns fault knobs; see test/ringcentral/faults.ts. */
    faults: control.faults,
    calm: control.clearFaults,
    inbound: (text: string, more: Partial<Inbound> = {}) =>
      control.inbound({ from: "+14155550121", to: "+16505550100", text, ...more }),
    requests: async (path = ""): Promise<readonly LoggedRequest[]> =>
      (await control.requests()).filter((request) => request.path.includes(path)),
    messages: control.messages,
    sockets: control.webSockets,
    /** What Tern did against the protocol; see test/ringcentral/violations.ts. */
    violations: control.violations,
    deleteElsewhere: control.deleteElsewhere,
    inboundMany: control.inboundMany,
    /** Opens a live link and keeps what it tells. */
    live: (gateway: Gateway): Heard => {
      const texts: ProviderText[] = [];
      const links: LinkState[] = [];
      let changes = 0;
      const link = gateway.live({
        onText: (text) => void texts.push(text),
        onLink: (state) => void links.push(state),
        onChanged: () => {
          changes += 1;
        },
      });
      onTestFinished(() => link.close());
      return { texts, bodies: () => texts.map((text) => text.body), links, changes: () => changes, link };
    },
  };
};

export type Scene = Awaited<ReturnType<typeof openScene>>;

/** The link has become live as often as said. */
export const liveTimes = (heard: Heard, times: number): Promise<void> =>
  eventually(() => expect(heard.links.filter((state) => state.kind === "live").length).toBe(times));
