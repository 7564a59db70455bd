import type { ConnectionState } from "../../../preload/contract/state.ts";
import type { Gateway, LinkState, LiveLink, ProviderText } from "../ports/gateway.ts";
import type { Clock, Log } from "../ports/system.ts";
import type { Guard } from "../guard.ts";
import { connectionStateOf } from "./connection-state.ts";
import type { Sync } from "./sync.ts";

/** Keeps texts coming: the live link, and a sync whenever it may have missed something. */
export type Connection = {
  readonly start: () => void;
  /** The computer woke up or the network changed: connects anew at once, and reads changes. */
  readonly wake: () => void;
  /** The own texts may have changed at the provider: read them soon. Answers the number of the run; see Sync. */
  readonly readChanges: () => number;
  /** Number of the latest run that went through; see SyncState. */
  readonly changesRead: () => number;
  /** How often, or how far back, is different now. */
  readonly settingsChanged: () => void;
  readonly stop: () => Promise<void>;
};

/** Without a live link (a firewall that lets no WebSocket through, say) reading changes is all there is. */
const CHECK_WITHOUT_LINK_MS = 60_000;

export const createConnection = ({
  gateway,
  createSync,
  checkEveryMs,
  clock,
  log,
  guard,
  onText,
  onConnection,
  onLive,
}: {
  readonly gateway: Pick<Gateway, "live">;
  readonly createSync: (onState: () => void) => Sync;
  /** Live events can get lost without anybody noticing, so changes are read this often in any case. */
  readonly checkEveryMs: () => number;
  readonly clock: Clock;
  readonly log: Log;
  readonly guard: Guard;
  readonly onText: (text: ProviderText) => void;
  readonly onConnection: (state: ConnectionState) => void;
  /** The provider can be reached again. */
  readonly onLive: () => void;
}): Connection => {
  let liveLink: LiveLink | null = null;
  let link: LinkState = { kind: "connecting" };
  let lostAt = clock.now();
  /** The run that has to go through before anything can be said to be read: see ConnectionFacts. */
  let needed = 0;
  let state: ConnectionState = { kind: "idle" };
  let cancelCheck = (): void => {};
  let isStopped = false;

  const scheduleCheck = (): void => {
    cancelCheck();
    if (isStopped) return;
    cancelCheck = clock.after(state.kind === "live" ? checkEveryMs() : CHECK_WITHOUT_LINK_MS, () => {
      sync.run();
      scheduleCheck();
    });
  };

  const draw = (): void => {
    if (isStopped) return;
    const before = state.kind;
    state = connectionStateOf({ link, lostAt, needed, sync: sync.state(), now: clock.now() }, state);
    onConnection(state);
    if (state.kind !== before) scheduleCheck();
  };

  const sync = createSync(draw);

  const hear = (news: LinkState): void => {
    if (isStopped) return;
    // Each new try would otherwise look like one that has hope, and reset "offline since".
    if (news.kind === "connecting" && link.kind === "down") return;
    if (link.kind === "live") lostAt = clock.now();
    // A run under way may have read before the link became what it is now.
    const isNew = news.kind === "live" || (news.kind !== link.kind && news.kind !== "connecting");
    if (isNew) needed = sync.run();
    link = news;
    if (news.kind === "refused")
      log.error("live link refused", { code: news.error.code, about: news.error.about }, news.error);
    draw();
    if (news.kind === "live") guard("go live", onLive);
  };

  const receive = (text: ProviderText): void => {
    try {
      onText(text);
    } catch (error) {
      // What cannot be stored now is read again with the next changes, which goes on until the disk has room.
      sync.run();
      throw error;
    }
  };

  return {
    start: () => {
      draw();
      liveLink = gateway.live({
        onText: (text) => {
          if (!isStopped) guard("receive a text", () => receive(text));
        },
        onChanged: () => void sync.run(),
        onLink: hear,
      });
      // Not only once the link is there: it may take long, or never come.
      if (link.kind !== "live") sync.run();
    },
    wake: () => {
      liveLink?.wake();
      sync.run();
      scheduleCheck();
    },
    readChanges: sync.run,
    changesRead: () => sync.state().through,
    settingsChanged: () => {
      sync.run();
      scheduleCheck();
    },
    stop: async () => {
      isStopped = true;
      cancelCheck();
      sync.stop();
      await liveLink?.close();
    },
  };
};
