import { AppError, isAppError } from "../core/ports/app-error.ts";
import type { GatewayProvider, LimitsStore, TokenStore } from "../core/ports/gateway.ts";
import type { Clock, Log, Randomness } from "../core/ports/system.ts";
import type { Credentials } from "../../preload/contract/requests.ts";
import { createAnswerTimes } from "./answer-times.ts";
import { createCalls, type Calls } from "./calls.ts";
import { createCappedFetch } from "./capped-fetch.ts";
import { createConnections } from "./connections.ts";
import { createExchange } from "./exchange.ts";
import { createGateway } from "./gateway.ts";
import { createKeptLimits } from "./kept-limits.ts";
import { EXTENSION } from "./paths.ts";
import { createRateLimits, type RateLimits } from "./rate-limits.ts";
import { extensionRecord, page } from "./schemas.ts";
import { createSdk } from "./sdk.ts";
import { serverOrigin } from "./server-address.ts";
import { createSession } from "./session.ts";
import { storedFromToken, type Token, tokenFromStored } from "./token.ts";
import { createTokenEndpoint, type TokenEndpoint } from "./token-grants.ts";
import { createWakes } from "./wakes.ts";
import { createWsTokens, type WsTokens } from "./ws-tokens.ts";

const TICKET_WITHIN_MS = 20_000;

/** RingCentral as Tern's texting provider, over the two official SDKs. */
export const createRingCentral = ({
  clock,
  randomness,
  log,
  limitsStore,
  version = "0",
}: {
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: Log;
  readonly limitsStore: LimitsStore;
  /** Tern's, for the X-User-Agent header. */
  readonly version?: string;
}): GatewayProvider => {
  /** By server and app: signing in again must not forget how often it was just tried. */
  const limitsOf = new Map<string, RateLimits>();

  const prepare = (credentials: Credentials) => {
    const { clientId, clientSecret, jwt } = credentials;
    const server = serverOrigin(credentials.server);
    const key = `${server} ${clientId}`;
    const limits =
      limitsOf.get(key) ??
      createRateLimits({ clock, kept: createKeptLimits({ store: limitsStore, server, clientId, clock }) });
    limitsOf.set(key, limits);
    const { fetch, renew } = createConnections();
    const sdk = createSdk({
      server,
      clientId,
      clientSecret,
      account: randomness.uuid(),
      version,
      fetch: createCappedFetch({ fetch, log }),
    });
    const wakes = createWakes({ clock });
    const answerTimes = createAnswerTimes({ clock });
    const exchange = createExchange({ sdk, limits, answerTimes, clock });
    const endpoint = createTokenEndpoint({ exchange, clientId, clientSecret, limits, wakes, clock });
    const begin = (token: Token | null, tokens: TokenStore) => {
      const session = createSession({ sdk, endpoint, tokens, jwt, token, clock, log });
      const calls = createCalls({ exchange, session, limits, wakes, clock, randomness });
      const wsTokens = createWsTokens({ calls, clock });
      const onWake = (): void => {
        // First: whatever is asked again by the others is to go over new connections.
        renew();
        limits.wake();
        wakes.wake();
        session.wake();
      };
      const gateway = createGateway({
        sdk,
        session,
        calls,
        wsTokens,
        limits,
        answerTimes,
        server,
        clock,
        randomness,
        log,
        onWake,
      });
      return { session, calls, wsTokens, gateway };
    };
    return { endpoint, begin };
  };

  return {
    signIn: async (credentials, tokens) => {
      const { endpoint, begin } = prepare(credentials);
      const token = await firstToken(endpoint, credentials.jwt);
      const { session, calls, wsTokens, gateway } = begin(token, tokens);
      try {
        await checkPermissions(calls);
        await checkLivePermission(wsTokens);
        await tokens.write(storedFromToken(token));
      } catch (error) {
        await session.signOut();
        throw error;
      }
      return gateway;
    },
    resume: async (credentials, tokens) => {
      const { begin } = prepare(credentials);
      return begin(tokenFromStored(await tokens.read()), tokens).gateway;
    },
  };
};

const firstToken = async (endpoint: TokenEndpoint, jwt: string): Promise<Token> => {
  if (jwt.trim() === "") throw new AppError("bad-jwt", "no JWT");
  const ask = await endpoint.turn(0);
  return ask({ kind: "jwt", jwt: jwt.trim() });
};

/** What an app may do is found out by doing it: the token's `scope` is not documented to name permissions reliably. */
const checkPermissions = async (calls: Calls): Promise<void> => {
  try {
    const [extension, messages] = await Promise.all([
      calls.read({ method: "GET", url: EXTENSION, group: "light", permission: "ReadAccounts", patienceMs: 0 }),
      calls.read({
        method: "GET",
        url: `${EXTENSION}/message-store`,
        query: { perPage: 1 },
        group: "light",
        permission: "ReadMessages",
        patienceMs: 0,
      }),
    ]);
    if (!extensionRecord.safeParse(extension).success || !page.safeParse(messages).success)
      throw new AppError("bad-server", "what answers is not RingCentral");
  } catch (error) {
    throw isAppError(error) && error.code === "not-found"
      ? new AppError("bad-server", "what answers is not RingCentral", { cause: error.cause })
      : error;
  }
};

/** The ticket is not wasted: the live link takes it. That there is none for another reason is for the link to deal with. */
const checkLivePermission = async (wsTokens: WsTokens): Promise<void> => {
  try {
    await wsTokens.get(TICKET_WITHIN_MS);
  } catch (error) {
    if (isAppError(error) && error.code === "missing-permission") throw error;
  }
};
