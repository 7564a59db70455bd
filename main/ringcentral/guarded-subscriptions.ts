import type { SDK } from "@ringcentral/sdk";
import { Subscriptions } from "@ringcentral/subscriptions";
import WebSocketExtension, { Events } from "@rc-ex/ws";
import type { WsToken } from "./schemas.ts";

/**
 * RingCentral's subscriptions with its own reconnecting switched off: it would retry a refused token for ever, keep an old
 * recovery token, and stop trying after a failed renewal. One of these serves one connection, and is then dropped:
 * extensions of the library neither forget nor close.
 */
export class GuardedSubscriptions extends Subscriptions {
  readonly #wsToken: WsToken;
  readonly #wsc: string | null;
  readonly #onSocket: (socket: WebSocketExtension["ws"]) => void;

  constructor(options: {
    readonly sdk: SDK;
    /** Fetched by us, so that the library never asks for one: its request knows no rate limit. */
    readonly wsToken: WsToken;
    /** Token of the former connection, to recover it; null to begin anew. */
    readonly wsc: string | null;
    /** Told of the socket before anything can happen on it. */
    readonly onSocket: (socket: WebSocketExtension["ws"]) => void;
  }) {
    super({ sdk: options.sdk });
    this.#wsToken = options.wsToken;
    this.#wsc = options.wsc;
    this.#onSocket = options.onSocket;
  }

  override async newWsExtension(): Promise<WebSocketExtension> {
    const extension = new WebSocketExtension({
      autoRecover: { enabled: false },
      ...(this.#wsc === null ? {} : { wscToken: this.#wsc }),
    });
    extension.wsToken = this.#wsToken;
    extension.wsTokenExpiresAt = Number.POSITIVE_INFINITY;
    extension.eventEmitter.on(Events.newWebSocketObject, this.#onSocket);
    await this.rc.installExtension(extension);
    return extension;
  }
}
