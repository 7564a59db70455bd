import { Socket, type SocketConnectOpts } from "node:net";

/** The network cable of this process. Local sockets and pipes (Chromium, D-Bus) are not on it. */
export type Cable = {
  readonly isOnline: () => boolean;
  /**
   * Pulled: connections fail at once, as on a computer without a network, and those that were open stay open with no
   * byte going either way. Plugged in again: new ones work, the old ones stay dead, as they do behind a real router.
   */
  readonly plug: (isOnline: boolean) => void;
};

type Internals = {
  _handle?: { readStop?: () => unknown } | null;
  _read?: (size: number) => void;
  _write?: (...chunk: unknown[]) => void;
  _writev?: (...chunks: unknown[]) => void;
  _final?: (...rest: unknown[]) => void;
};

const silence = (): void => {}; // neither an answer nor an error: that is what a dead line does

const sever = (socket: Socket): void => {
  const internals = socket as unknown as Internals;
  internals._handle?.readStop?.();
  Object.assign(internals, { _read: silence, _write: silence, _writev: silence, _final: silence });
};

const errorFor = (host: string, port: unknown): Error => {
  const isName = /[a-z]/i.test(host) && !host.includes(":") && host !== "localhost";
  const [code, syscall] = isName ? ["ENOTFOUND", "getaddrinfo"] : ["ENETUNREACH", "connect"];
  const words = isName ? `${syscall} ${code} ${host}` : `${syscall} ${code} ${host}:${String(port)}`;
  return Object.assign(new Error(words), { code, syscall, ...(isName ? { hostname: host } : { address: host, port }) });
};

/** Takes hold of every TCP connection this process makes from now on. */
export const createCable = (): Cable => {
  const connected = new Set<Socket>();
  let isOnline = true;
  const { connect } = Socket.prototype as { readonly connect: (this: Socket, ...given: unknown[]) => Socket };

  /** `connect` is called with options, with port and host, or by Node itself with a list holding the options. */
  const optionsOf = (given: readonly unknown[]): Partial<Record<string, unknown>> => {
    const [first, second] = Array.isArray(given[0]) ? (given[0] as unknown[]) : given;
    if (typeof first === "object" && first !== null) return { ...first } satisfies Partial<SocketConnectOpts>;
    if (typeof first === "string" && Number.isNaN(Number(first))) return { path: first };
    return { port: first, host: typeof second === "string" ? second : undefined };
  };

  Socket.prototype.connect = function connectOverCable(this: Socket, ...given: unknown[]): Socket {
    const { path, host, port } = optionsOf(given);
    if (path === undefined || path === null) {
      if (!isOnline) {
        Object.assign(this, { connecting: true });
        process.nextTick(() => this.destroy(errorFor(typeof host === "string" ? host : "localhost", port)));
        return this;
      }
      connected.add(this);
      this.once("close", () => connected.delete(this));
    }
    return Reflect.apply(connect, this, given);
  };

  return {
    isOnline: () => isOnline,
    plug: (next) => {
      if (isOnline && !next) for (const socket of connected) sever(socket);
      isOnline = next;
    },
  };
};
