import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Faults } from "./faults.ts";

export type Network = ReturnType<typeof createNetwork>;

/** The TCP connections of the servers watched: the knobs `unreachable` and `blackhole` do their work here. */
export const createNetwork = ({ faults }: { readonly faults: Faults }) => {
  const sockets = new Set<Socket>();
  const silent = new WeakSet<Duplex>();
  let wasBlackHole = false;

  const hush = (socket: Socket): void => {
    silent.add(socket);
    // Never uncorked: what is written from now on stays here. What is read is thrown away by those who ask isSilent.
    socket.cork();
  };

  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };

  return {
    watch: (server: Server): void => {
      server.on("connection", (socket: Socket) => {
        sockets.add(socket);
        socket.on("close", () => sockets.delete(socket));
        // One that waits for an upgrade that is never answered has no other listener.
        socket.on("error", () => undefined);
        if (faults.settings().unreachable) socket.resetAndDestroy();
        else if (faults.settings().blackhole) hush(socket);
      });
    },
    /** Whether nothing that comes over this connection may be read, and nothing be answered. */
    isSilent: (socket: Duplex): boolean => silent.has(socket),
    /** To be called after the knobs were turned. `goHalfOpen` is what the gateway does in a black hole. */
    follow: ({ goHalfOpen }: { readonly goHalfOpen: () => void }): void => {
      const { unreachable, blackhole } = faults.settings();
      if (unreachable || (wasBlackHole && !blackhole)) cut();
      if (blackhole && !wasBlackHole) {
        goHalfOpen();
        for (const socket of sockets) hush(socket);
      }
      wasBlackHole = blackhole;
    },
    stop: cut,
  };
};
