import type { MessageBus } from "dbus-native";

import type { NoticeId } from "../core/ports/desktop.ts";
import type { NoticeAct, Notifier, ShowOutcome } from "../core/ports/desktop.ts";
import type { Log } from "../core/ports/system.ts";

import { connectToSessionBus, isRefusal, reasonOf } from "./linux-notifier/bus.ts";
import { abilityFrom } from "./linux-notifier/content.ts";
import { createServerCalls } from "./linux-notifier/server.ts";
import { watchServer } from "./linux-notifier/server-watch.ts";
import { createShownNotices } from "./linux-notifier/shown-notices.ts";
import { matchRules, toldBy, type Told } from "./linux-notifier/signals.ts";
import { createTurns } from "./linux-notifier/turns.ts";

/** How many notifications are held on to; the oldest beyond is taken away rather than left with dead buttons. */
const maxHeld = 200;
/** Quitting does not wait longer for a server that hangs. */
const farewellLimitMs = 1_000;

const actFrom = (told: Told & { readonly kind: "acted" }, id: NoticeId): NoticeAct =>
  told.act === "reply" ? { kind: "reply", id, text: told.text } : { kind: told.act, id };

const createLinuxNotifier = (bus: MessageBus, log: Log) => {
  const calls = createServerCalls(bus);
  const notices = createShownNotices();
  const turns = createTurns();
  const server = watchServer(bus, calls, log, notices.forgetAll);
  let tell: (act: NoticeAct) => void = () => {};

  const hear = (told: Told): void => {
    if (told.kind === "owner-changed") return server.ownerChanged(told.owner);
    const conversation = notices.noticeOf(told.id);
    if (conversation === null) return; // of another program
    if (told.kind === "acted") tell(actFrom(told, conversation));
    else if (told.expired) notices.expire(told.id);
    else notices.forget(told.id);
  };
  bus.connection.on("message", (message) => {
    const told = toldBy(message, server.owner());
    if (told !== null) hear(told);
  });

  const takeAway = async (id: number, limitMs?: number): Promise<void> => {
    notices.forget(id);
    try {
      await calls.close(id, limitMs);
    } catch (error) {
      log.info("notification/not-closed", { reason: reasonOf(error) });
    }
  };

  const becauseOf = (error: unknown): ShowOutcome => {
    const reason = reasonOf(error);
    if (isRefusal(error)) {
      log.warn("notification/not-shown", { reason });
      return "not-shown";
    }
    log.warn("notification/unclear", { reason });
    // Asked again before the next one: a server that hangs would show all that waited for it, once it goes on.
    server.doubt();
    return "unclear";
  };

  const notifier: Notifier = {
    ability: () => {
      const capabilities = server.knownCapabilities();
      return capabilities === null ? "none" : abilityFrom(capabilities);
    },
    show: (notice) =>
      turns.take(notice.id, async () => {
        const capabilities = await server.capabilities();
        if (capabilities === null) {
          log.warn("notification/not-shown", { reason: "no server" });
          return "not-shown";
        }
        const before = notices.idsOf(notice.id);
        let shown = 0;
        try {
          await calls.notify(notice, capabilities, notices.openIdOf(notice.id), (id) => {
            shown = id;
            notices.remember(id, notice.id);
          });
        } catch (error) {
          return becauseOf(error);
        }
        // What was left of the conversation in the server's list: one is enough.
        for (const id of before) if (id !== shown) await takeAway(id);
        const oldest = notices.oldestOver(maxHeld);
        if (oldest !== null) await takeAway(oldest);
        return "shown";
      }),
    withdraw: (notice) =>
      turns.take(notice, async () => {
        for (const id of notices.idsOf(notice)) await takeAway(id);
      }),
    onAct: (listener) => {
      tell = listener;
    },
    /** What is on screen goes too: a reply typed into it would reach nobody. */
    close: async () => {
      tell = () => {};
      await Promise.all(notices.ids().map((id) => takeAway(id, farewellLimitMs)));
      // The bus's own close leaves a connection that is about to be made again alone.
      bus.connection.end();
      await bus.close();
    },
  };

  return {
    notifier,
    /** False: no server, none that the bus could start, or it does not answer. */
    start: async (): Promise<boolean> => {
      for (const rule of matchRules) await bus.addMatch(rule);
      if (!(await calls.isThere())) return false;
      await server.lookUpOwner();
      return (await server.capabilities()) !== null;
    },
  };
};

/**
 * The Notifier over the desktop's own notification server (org.freedesktop.Notifications): inline reply where the server
 * has it, else buttons. Survives restarts of the server and of the bus. No call waits longer than `callLimitMs`: a server
 * that hangs must not hold up the next notification. Null where there is no session bus, or no server on it that answers.
 */
export const connectLinuxNotifier = async ({
  log,
  environment = process.env,
  callLimitMs = 5_000,
}: {
  readonly log: Log;
  readonly environment?: NodeJS.ProcessEnv;
  readonly callLimitMs?: number;
}): Promise<Notifier | null> => {
  const bus = await connectToSessionBus(log, environment, callLimitMs);
  if (bus === null) return null;
  const { notifier, start } = createLinuxNotifier(bus, log);
  try {
    if (await start()) return notifier;
    log.info("notification/no-server", {});
  } catch (error) {
    log.warn("notification/no-server", { reason: reasonOf(error) });
  }
  await notifier.close();
  return null;
};
