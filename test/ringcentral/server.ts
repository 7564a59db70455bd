import { createAddressBook } from "./address-book.ts";
import { arriveAt, canReceive } from "./arrivals.ts";
import { createServerClock } from "./clock.ts";
import { createControlServer } from "./control.ts";
import { createDelivery } from "./delivery.ts";
import { createDispatch } from "./dispatch.ts";
import { createEventHub } from "./event-hub.ts";
import { createFaults } from "./faults.ts";
import { createGateway, gatewayPath } from "./gateway.ts";
import { closeServer, createRestServer, listen } from "./http.ts";
import type { GroupLimits } from "./knobs.ts";
import { createNetwork } from "./network.ts";
import { createOAuthSessions } from "./oauth-sessions.ts";
import { createOptOuts } from "./opt-outs.ts";
import { arriveFromOutside } from "./outside.ts";
import { createRateLimits, documentedLimits, generousLimits } from "./rate-limits.ts";
import type { Hosts } from "./records.ts";
import { describedBody, withoutSecrets, type Exchange, type LoggedRequest } from "./request-log.ts";
import { addressBookRoutes, type ContactSyncPoint } from "./routes/address-book.ts";
import { callQueueRoutes } from "./routes/call-queues.ts";
import { pagerRoutes } from "./routes/company-pager.ts";
import { consentRoutes } from "./routes/consents.ts";
import { directoryRoutes } from "./routes/directory.ts";
import { extensionRoutes } from "./routes/extension.ts";
import { messageContentRoutes } from "./routes/message-content.ts";
import { messageStoreRoutes } from "./routes/message-store.ts";
import { messageSyncRoutes, type MessageSyncPoint } from "./routes/message-sync.ts";
import { oauthRoutes } from "./routes/oauth.ts";
import { phoneNumberRoutes } from "./routes/phone-numbers.ts";
import { sendingRoutes } from "./routes/sending.ts";
import { subscriptionRoutes } from "./routes/subscriptions.ts";
import type { Route } from "./routing.ts";
import { createMessageStore } from "./store.ts";
import { createSyncTokens } from "./sync-tokens.ts";
import { createViolations } from "./violations.ts";
import { fullName, numberOf, type World } from "./world.ts";
import { recorderIn, recordingVariable, type Recorded } from "./wire/recording.ts";
import { worldNamed } from "./worlds.ts";

export type LocalUser = {
  readonly name: string;
  readonly extensionNumber: string;
  readonly jwt: string;
  /** E.164; the one to text from first. */
  readonly phoneNumbers: readonly string[];
};

export type LocalRingCentral = {
  /** What a client takes for https://platform.ringcentral.com. */
  readonly server: string;
  /** Where tests make things happen, and look; see control-client.ts. */
  readonly control: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of the app without a secret, for the authorization code with PKCE. */
  readonly publicClientId: string;
  readonly users: readonly LocalUser[];
  readonly contacts: readonly { readonly name: string; readonly phoneNumber: string }[];
  readonly close: () => Promise<void>;
};

export type LocalRingCentralOptions = {
  /** 0, the usual one, takes any free port. */
  readonly port?: number;
  readonly controlPort?: number;
  /** See worlds.ts. */
  readonly world?: string;
  /** See rate-limits.ts; `generous` if not given. */
  readonly rateLimits?: "generous" | "documented" | GroupLimits;
  /**
   * How many times as fast as the wall clock the server's clock runs, and with it every timer, delay, window and lifetime;
   * 1 if not given. What the server tells (times, Retry-After, expires_in) is in its own time. Only the keep-alive of idle
   * HTTP connections stays in the wall clock's. At high speeds the knobs `pongTimeoutS` and `wsTokenLifetimeS` must leave
   * the client's process some real time: ten seconds are 20 ms at 500.
   */
  readonly speed?: number;
  /** Told of every request and its answer, and of every notification, secrets and all. */
  readonly onTraffic?: (recorded: Recorded) => void;
};

/** The event of a text one has sent oneself comes this much after the answer, in ms. */
const ownEventDelayMs = 20;

const usersOf = (world: World): readonly LocalUser[] =>
  world.extensions.flatMap((extension) => {
    if (extension.jwt === null) return [];
    const own = world.numbers.filter((number) => number.ownerId === extension.id);
    const weight = (number: (typeof own)[number]): number =>
      (number.primary ? 2 : 0) + (number.features.includes("SmsSender") ? 1 : 0);
    return [
      {
        name: fullName(extension),
        extensionNumber: extension.extensionNumber,
        jwt: extension.jwt,
        phoneNumbers: own.toSorted((a, b) => weight(b) - weight(a)).map((number) => number.phoneNumber),
      },
    ];
  });

const limitsFrom = (wish: LocalRingCentralOptions["rateLimits"]): GroupLimits =>
  wish === undefined || wish === "generous" ? generousLimits : wish === "documented" ? documentedLimits : wish;

/**
 * Starts a RingCentral of one's own on loopback: REST, OAuth, the WebSocket gateway, and the control server. Rejects if a
 * port is taken or the world unknown.
 */
export const startRingCentral = async (options: LocalRingCentralOptions = {}): Promise<LocalRingCentral> => {
  const world = worldNamed(options.world ?? "small");
  const clock = createServerClock(options.speed);
  const faults = createFaults();
  const store = createMessageStore({ clock });
  const book = createAddressBook({ world, clock });
  const optOuts = createOptOuts({ clock });
  const messageTokens = createSyncTokens<MessageSyncPoint>();
  const contactTokens = createSyncTokens<ContactSyncPoint>();
  const sessions = createOAuthSessions({ clock });
  const hub = createEventHub({ clock, faults });
  const network = createNetwork({ faults });
  const { isSilent } = network;
  const limits = createRateLimits({ clock, faults, base: limitsFrom(options.rateLimits) });

  let server = "";
  let mediaServer = "";
  const hosts: Hosts = {
    api: () => server,
    media: () => (faults.settings().mediaOnSecondHost ? mediaServer : server),
  };

  const delivery = createDelivery({
    world,
    store,
    clock,
    faults,
    optOuts,
    arrive: (sent, toNumber) => {
      const number = numberOf(world, toNumber);
      if (!canReceive(number)) return;
      arriveAt({ world, store, clock }, number, {
        from: sent.from.phoneNumber ?? "",
        to: sent.to.map((party) => party.phoneNumber ?? ""),
        text: sent.subject,
        attachments: sent.attachments.flatMap(({ type, fileName, contentType, content }) =>
          type === "Text" ? [] : [{ fileName: fileName ?? "attachment", contentType, content }],
        ),
      });
    },
  });

  store.onChange((change) => {
    const { message, isQuiet } = change;
    const isOwn = change.kind === "Create" && message.direction === "Outbound" && message.type === "SMS";
    const tell = (): void => hub.publish({ kind: "message", change });
    if (isOwn && !faults.settings().eventBeforeReply) clock.after(ownEventDelayMs, tell);
    else if (!isQuiet) tell();
    if (change.kind !== "Create" || message.direction !== "Inbound") return;
    const ours = message.to.find((party) => party.target === true)?.phoneNumber;
    const heard = optOuts.heard(ours ?? "", message.from.phoneNumber ?? "", message.subject);
    if (heard !== null && !isQuiet) hub.publish({ kind: "consents", records: [heard] });
  });

  const deps = { world, clock, faults, store, book, optOuts, messageTokens, contactTokens, sessions, hosts, delivery };
  const gatewayUri = (): string => `${server.replace("http", "ws")}${gatewayPath}`;
  const routes: readonly Route[] = [
    ...oauthRoutes({ ...deps, gatewayUri }),
    ...extensionRoutes(deps),
    ...phoneNumberRoutes(deps),
    ...sendingRoutes(deps),
    ...pagerRoutes(deps),
    ...messageStoreRoutes(deps),
    ...messageContentRoutes(deps),
    ...messageSyncRoutes(deps),
    ...addressBookRoutes(deps),
    ...directoryRoutes(deps),
    ...callQueueRoutes(deps),
    ...consentRoutes({ optOuts, publish: hub.publish }),
    ...subscriptionRoutes({ ...deps, subscribed: (session) => gateway.subscribed(session) }),
  ];
  const violations = createViolations({ world, clock, sessions, routes });
  const dispatch = violations.watched(createDispatch({ world, sessions, limits, faults, routes }));

  const folder = process.env[recordingVariable];
  const record = folder === undefined || folder === "" ? null : recorderIn(folder);
  const tellTraffic = (recorded: Recorded): void => {
    record?.(recorded);
    options.onTraffic?.(recorded);
  };
  const requests: LoggedRequest[] = [];
  const onExchange = (exchange: Exchange): void => {
    const entry = {
      transport: exchange.transport,
      method: exchange.method,
      path: exchange.path + withoutSecrets(exchange.search),
      status: exchange.status,
      at: new Date(clock.now()).toISOString(),
    };
    const place = requests.push({ ...entry, body: null }) - 1;
    const describe = async (): Promise<void> => {
      const body = await describedBody(exchange.requestBody, exchange.requestHeaders["content-type"] ?? "");
      requests[place] = { ...entry, body };
    };
    void describe();
    tellTraffic({ kind: "exchange", exchange });
  };

  const killSyncTokens = (): void => {
    messageTokens.kill();
    contactTokens.kill();
  };
  const control = { ...deps, killSyncTokens, network, violations, requests: () => requests };
  const gateway = createGateway({
    ...deps,
    isOldShape: () => faults.settings().oldEventShape,
    hub,
    dispatch,
    violations,
    isSilent,
    onExchange,
    onNotification: (notification) => tellTraffic({ kind: "notification", notification }),
    arrive: (text) => void arriveFromOutside(deps, text),
  });
  const rest = createRestServer({ clock, dispatch, faults, isSilent, onExchange });
  const media = createRestServer({ clock, dispatch, faults, isSilent, onExchange });
  for (const watched of [rest, media]) network.watch(watched);
  const controlServer = createControlServer({ ...control, gateway });
  gateway.listenOn(rest);

  server = await listen(rest, options.port ?? 0);
  mediaServer = await listen(media, 0);
  const controlAddress = await listen(controlServer, options.controlPort ?? 0);
  const app = world.apps.find((entry) => entry.clientSecret !== null);

  return {
    server,
    control: controlAddress,
    clientId: app?.clientId ?? "",
    clientSecret: app?.clientSecret ?? "",
    publicClientId: world.apps.find((entry) => entry.clientSecret === null)?.clientId ?? "",
    users: usersOf(world),
    contacts: world.clients,
    close: async () => {
      clock.stop();
      gateway.stop();
      network.stop();
      await Promise.all([closeServer(rest), closeServer(media), closeServer(controlServer)]);
    },
  };
};
