import { DBusError, sessionBus, type MessageBus } from "dbus-native";

import type { Log } from "../../core/ports/system.ts";

/** The session's bus as the environment names it, else where systemd puts it; null if neither is told. */
const addressFrom = (environment: NodeJS.ProcessEnv): string | null => {
  const { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: folder } = environment;
  if (address) return address;
  return folder ? `unix:path=${folder}/bus` : null;
};

/** What failed, for the log: D-Bus's own name of the error. Its message may quote what was sent. */
export const reasonOf = (error: unknown): string => {
  if (error instanceof DBusError) return error.dbusName ?? error.name;
  return error instanceof Error ? error.name : "unknown";
};

/** The other side has answered with an error. Anything else may have reached it; NoReply: it went away over the call. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof DBusError && error.reply !== undefined && error.dbusName !== "org.freedesktop.DBus.Error.NoReply";

/**
 * A connection to the session bus that comes back after a loss (with `reconnected`, its match rules in place) until it
 * is closed; null if there is no bus. An `error` nobody listens for would end the process, so it is listened for here.
 */
export const connectToSessionBus = async (
  log: Log,
  environment: NodeJS.ProcessEnv,
  callLimitMs: number,
): Promise<MessageBus | null> => {
  const busAddress = addressFrom(environment);
  if (busAddress === null) return null;
  try {
    const bus = sessionBus({ busAddress, timeout: callLimitMs, reconnect: { minDelay: 1_000, maxDelay: 30_000 } });
    bus.connection.on("error", (error) => log.warn("notification/bus-failed", { reason: reasonOf(error) }));
    bus.connection.on("handlerError", (error) => log.error("notification/listener-failed", {}, error));
    try {
      await bus.listNames();
      return bus;
    } catch (error) {
      // Ends the attempts too, which the bus's own close leaves going.
      bus.connection.end();
      throw error;
    }
  } catch (error) {
    log.info("notification/no-bus", { reason: reasonOf(error) });
    return null;
  }
};
