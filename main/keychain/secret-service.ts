import { messageType, sessionBus, type Message, type MessageBus } from "dbus-native";

import { TimeUp, withinLimit } from "./time-limit.ts";

const service = "org.freedesktop.secrets";
const servicePath = "/org/freedesktop/secrets";
/** For a call that needs no person to answer. */
const callLimitMs = 5_000;
/** What the service answers where it means "no object". */
const none = "/";

const busAddress = ({ DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: folder }: NodeJS.ProcessEnv): string =>
  address || `unix:path=${folder ?? ""}/bus`;

const call = (bus: MessageBus, target: Partial<Message>, signature?: string, body: unknown[] = []): Promise<unknown> =>
  bus
    .invoke<unknown>({ destination: service, ...target, ...(signature === undefined ? {} : { signature, body }) })
    .then((answer) => answer);

const defaultCollection = async (bus: MessageBus): Promise<string> => {
  const target = { path: servicePath, interface: "org.freedesktop.Secret.Service", member: "ReadAlias" };
  return String(await call(bus, target, "s", ["default"]));
};

const isLocked = async (bus: MessageBus, collection: string): Promise<boolean> => {
  const target = { path: collection, interface: "org.freedesktop.DBus.Properties", member: "Get" };
  return (await call(bus, target, "ss", ["org.freedesktop.Secret.Collection", "Locked"])) === true;
};

/** Asks to unlock it: the path of the prompt that a person has to answer first, or `/`. */
const promptFor = async (bus: MessageBus, collection: string): Promise<string> => {
  const target = { path: servicePath, interface: "org.freedesktop.Secret.Service", member: "Unlock" };
  const answer = await call(bus, target, "ao", [[collection]]);
  return Array.isArray(answer) ? String(answer[1]) : none;
};

/** Shows the prompt and waits for the answer; after `limitMs` takes it away again. */
const answerTo = async (bus: MessageBus, prompt: string, limitMs: number): Promise<void> => {
  const target = { path: prompt, interface: "org.freedesktop.Secret.Prompt" };
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  bus.connection.on("message", ({ type, path, member, body }) => {
    if (type !== messageType.signal || path !== prompt || member !== "Completed") return;
    if (body?.[0] === true) reject(new Error("the keychain stays locked"));
    else resolve();
  });
  bus.connection.on("close", () => reject(new Error("the bus has gone")));
  await bus.addMatch(`type='signal',sender='${service}',path='${prompt}',member='Completed'`);
  await call(bus, { ...target, member: "Prompt" }, "s", [""]);
  try {
    await withinLimit(promise, limitMs);
  } catch (error) {
    if (error instanceof TimeUp) await call(bus, { ...target, member: "Dismiss" });
    throw error;
  }
};

/**
 * Has the Secret Service's default collection unlocked, asking the person if need be, who has `limitMs` to answer. The
 * keychain library would do this too, but on a thread that waits without end: Tern could not even quit while the
 * question stands. Rejects if there is no service, if it does not answer, or if it stays locked.
 * Protocol: https://specifications.freedesktop.org/secret-service-spec/latest/
 */
export const unlockSecretService = async (limitMs: number): Promise<void> => {
  const bus = sessionBus({ busAddress: busAddress(process.env), timeout: Math.min(limitMs, callLimitMs) });
  // What failed is told by the call that was under way; unheard, the event would end the process.
  bus.connection.on("error", () => {});
  try {
    const collection = await defaultCollection(bus);
    if (collection === none || !(await isLocked(bus, collection))) return;
    const prompt = await promptFor(bus, collection);
    if (prompt !== none) await answerTo(bus, prompt, limitMs);
  } finally {
    await bus.close();
  }
};
