import type { Message, MessageBus } from "dbus-native";
import { z } from "zod";

import type { Notice } from "../../core/ports/desktop.ts";

import { notifyArguments, notifySignature, type Capabilities } from "./content.ts";

/** The notification server's name on the bus, which is also that of its interface, and its object. */
export const serverName = "org.freedesktop.Notifications";
export const serverPath = "/org/freedesktop/Notifications";

const capabilitiesReply = z.array(z.string());
const informationReply = z.array(z.string());
const notifyReply = z.number().int().positive();

const messageTo = (member: string, signature?: string, body: readonly unknown[] = []): Message => ({
  destination: serverName,
  path: serverPath,
  interface: serverName,
  member,
  ...(signature === undefined ? {} : { signature, body: [...body] }),
});

/** The server's methods. Each rejects with a DBusError, or where the answer has not its documented shape. */
export const createServerCalls = (bus: MessageBus) => ({
  /** Whether there is one, or the bus would start one for the first call. */
  isThere: async (): Promise<boolean> =>
    (await bus.nameHasOwner(serverName)) || (await bus.listActivatableNames()).includes(serverName),
  /** Unique name of the connection that is the server now; null if there is none. */
  owner: async (): Promise<string | null> =>
    (await bus.nameHasOwner(serverName)) ? bus.getNameOwner(serverName) : null,
  capabilities: async (): Promise<Capabilities> =>
    new Set(capabilitiesReply.parse(await bus.invoke<unknown>(messageTo("GetCapabilities")))),
  /** Name, vendor, version and the version of the specification: for the log. */
  information: async (): Promise<string> =>
    informationReply.parse(await bus.invoke<unknown>(messageTo("GetServerInformation"))).join(" "),
  /**
   * Shows it, in place of `replaces` if that is not 0. `onShown` is told the server's id while the answer is being
   * read: a click may stand right behind it in the same packet.
   */
  notify: (
    notice: Notice,
    capabilities: Capabilities,
    replaces: number,
    onShown: (id: number) => void,
  ): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const message = messageTo("Notify", notifySignature, notifyArguments(notice, capabilities, replaces));
    bus.invoke(message, (error, answer: unknown) => {
      const id = notifyReply.safeParse(answer);
      if (error) reject(error);
      else if (!id.success) reject(id.error);
      else resolve(onShown(id.data));
    });
    return promise;
  },
  /** A server may answer with an error if it has no such notification any more. */
  close: async (id: number, limitMs?: number): Promise<void> => {
    await bus.invoke(messageTo("CloseNotification", "u", [id]), limitMs === undefined ? {} : { timeout: limitMs });
  },
});

export type ServerCalls = ReturnType<typeof createServerCalls>;
