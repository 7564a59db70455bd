import type { MessageBus } from "dbus-native";

import type { Log } from "../../core/ports/system.ts";

import { reasonOf } from "./bus.ts";
import { abilityFrom, type Capabilities } from "./content.ts";
import type { ServerCalls } from "./server.ts";

/**
 * Who the notification server is and what it can do, as servers and the bus itself come and go. `onAnother` is called
 * when the one before is gone, and with it all it showed.
 */
export const watchServer = (bus: MessageBus, calls: ServerCalls, log: Log, onAnother: () => void) => {
  let owner: string | null = null;
  let capabilities: Capabilities | null = null;
  let asking: Promise<void> | null = null;

  const ask = (): void => {
    const query = async (): Promise<void> => {
      try {
        const found = await calls.capabilities();
        if (asking !== mine) return;
        capabilities = found;
        const server = await calls.information();
        log.info("notification/server", { server, ability: abilityFrom(found) });
      } catch (error) {
        log.warn("notification/no-server", { reason: reasonOf(error) });
      } finally {
        if (asking === mine) asking = null;
      }
    };
    const mine: Promise<void> = Promise.resolve().then(query);
    asking = mine;
  };

  /** Until nothing is being asked: a server that came meanwhile is asked anew. */
  const asked = async (): Promise<void> => {
    if (asking === null) return;
    await asking;
    await asked();
  };

  const changeTo = (next: string | null): void => {
    if (next === owner) return;
    if (owner !== null) onAnother();
    owner = next;
    capabilities = null;
    asking = null;
    if (next !== null) ask();
  };
  const lookUpOwner = async (): Promise<void> => {
    try {
      changeTo(await calls.owner());
    } catch (error) {
      log.warn("notification/no-server", { reason: reasonOf(error) });
    }
  };

  bus.connection.on("close", () => changeTo(null));
  bus.on("reconnected", () => void lookUpOwner());

  return {
    owner: (): string | null => owner,
    ownerChanged: changeTo,
    lookUpOwner,
    /** As far as known now; null: nobody is there, or nobody answered. */
    knownCapabilities: (): Capabilities | null => capabilities,
    /** It may hang: what it can do is not known any more. */
    doubt: (): void => {
      capabilities = null;
    },
    /** Asks if need be; the bus starts a server that it can start. */
    capabilities: async (): Promise<Capabilities | null> => {
      if (capabilities === null && asking === null) ask();
      await asked();
      return capabilities;
    },
  };
};
