import type { ConnectionState } from "../../../preload/contract/state.ts";
import { assertNever, type Failure } from "../../../preload/contract/result.ts";
import type { AppError } from "../ports/app-error.ts";
import type { Gateway, LinkState, LiveLink, ProviderText } from "../ports/gateway.ts";
import type { Clock, Log } from "../ports/system.ts";
import type { Guard } from "../guard.ts";
import type { InBackground } from "../in-background.ts";
import type { Sync } from "./sync.ts";

/** Keeps texts coming: the live link, and a sync whenever it may have missed something. */
export type Connection = {
  readonly start: () => void;
  /** The computer woke up or the network changed: connects anew at once. */
  readonly wake: () => void;
  /** The own texts may have changed at the provider: read them soon. */
  readonly readChanges: () => void;
  readonly stop: () => Promise<void>;
};

/** Live events can get lost without anybody noticing, so changes are read now and then in any case. */
export const SAFETY_SYNC_LIVE_MS = 5 * 60_000;
/** Without a live link (a firewall that lets no WebSocket through, say) reading changes is all there is. */
const SAFETY_SYNC_DOWN_MS = 60_000;

export const createConnection = ({
  gateway,
  sync,
  clock,
  log,
  inBackground,
  guard,
  onText,
  onConnection,
  onLive,
}: {
  readonly gateway: Pick<Gateway, "live">;
  readonly sync: Sync;
  readonly clock: Clock;
  readonly log: Log;
  readonly inBackground: InBackground;
  readonly guard: Guard;
  readonly onText: (text: ProviderText) => void;
  readonly onConnection: (state: ConnectionState) => void;
  /** The provider can be reached again. */
  readonly onLive: () => void;
}): Connection => {
  let link: LiveLink | null = null;
  let state: ConnectionState = { kind: "idle" };
  /** Counts link changes: a catch-up that ends after the link dropped again must not say "live". */
  let linkChanges = 0;
  let cancelSafety = (): void => {};
  let isStopped = false;

  const become = (next: ConnectionState): void => {
    // `since` tells when a state began, so hearing of the same state again does not move it.
    if (next.kind === state.kind && next.kind !== "rate-limited") return;
    state = next;
    onConnection(next);
  };

  const scheduleSafety = (): void => {
    cancelSafety();
    const isLive = state.kind === "live" || state.kind === "catching-up";
    cancelSafety = clock.after(isLive ? SAFETY_SYNC_LIVE_MS : SAFETY_SYNC_DOWN_MS, () => {
      if (state.kind !== "rate-limited") inBackground("safety sync", sync.run());
      scheduleSafety();
    });
  };

  const catchUp = async (): Promise<void> => {
    linkChanges += 1;
    const mine = linkChanges;
    become({ kind: "catching-up", since: clock.now(), progress: null, failure: null });
    await sync.run();
    // A failed sync tries itself again; events do arrive meanwhile, so "live" is true all the same.
    if (!isStopped && mine === linkChanges) become({ kind: "live", since: clock.now() });
  };

  const hear = (news: LinkState): void => {
    if (isStopped) return;
    switch (news.kind) {
      case "live":
        inBackground("catch up", catchUp());
        guard("go live", onLive);
        break;
      case "connecting":
        linkChanges += 1;
        // Each new try would otherwise reset "offline since".
        if (state.kind !== "offline") become({ kind: "connecting", since: clock.now() });
        break;
      case "down":
        linkChanges += 1;
        become({ kind: "offline", since: clock.now() });
        break;
      case "rate-limited":
        linkChanges += 1;
        become({ kind: "rate-limited", until: news.until });
        break;
      case "refused":
        linkChanges += 1;
        log.error("live link refused", { code: news.error.code, about: news.error.about }, news.error);
        become({ kind: "refused", since: clock.now(), failure: refusalFrom(news.error) });
        break;
      default:
        assertNever(news);
    }
    scheduleSafety();
  };

  return {
    start: () => {
      become({ kind: "connecting", since: clock.now() });
      link = gateway.live({
        onText: (text) => {
          // What cannot be stored now is read again with the next changes.
          if (!isStopped) guard("receive a text", () => onText(text));
        },
        onChanged: () => {
          if (!isStopped) inBackground("sync after a change", sync.run());
        },
        onLink: hear,
      });
      scheduleSafety();
    },
    wake: () => link?.wake(),
    readChanges: () => inBackground("sync", sync.run()),
    stop: async () => {
      isStopped = true;
      cancelSafety();
      sync.stop();
      await link?.close();
    },
  };
};

const refusalFrom = ({ code, about }: AppError): Pick<Failure, "code" | "about"> =>
  about === undefined ? { code } : { code, about };
