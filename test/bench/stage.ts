import { fork } from "node:child_process";
import { join } from "node:path";
import { controlOf } from "../ringcentral/control-client.ts";
import { startRingCentral } from "../ringcentral/server.ts";
import { moment } from "./moment.ts";
import type { FromSubject, ToSubject } from "./subject-words.ts";

/** A subject in its own process, with a RingCentral of its own in ours. */
export type Stage = Awaited<ReturnType<typeof openStage>>;

type Kind = FromSubject["kind"];

const LIMIT_MS = 120_000;

/** Starts the subject and tells it to begin. `folder` is its computer: keychain, settings, profile. */
export const openStage = async (
  subject: "tern" | "sample",
  folder: string,
  { server: given }: { readonly server?: Awaited<ReturnType<typeof openServer>> } = {},
) => {
  const server = given ?? (await openServer());
  const spawnedAt = moment();
  const child = fork(join(import.meta.dirname, "subjects", `${subject}.ts`), [], { execArgv: ["--expose-gc"] });
  let waiting: { readonly fits: (said: FromSubject) => boolean; readonly resolve: (said: FromSubject) => void }[] = [];
  child.on("message", (said: FromSubject) => {
    for (const { fits, resolve } of waiting) if (fits(said)) resolve(said);
    waiting = waiting.filter(({ fits }) => !fits(said));
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));

  const tell = (message: ToSubject): void => void child.send(message);
  /** The next thing of this kind it says; ask before you make it happen. */
  const hear = async <K extends Kind>(
    kind: K,
    fits: (said: Extract<FromSubject, { kind: K }>) => boolean = () => true,
  ) => {
    const { promise, resolve, reject } = Promise.withResolvers<Extract<FromSubject, { kind: K }>>();
    const isIt = (said: FromSubject): said is Extract<FromSubject, { kind: K }> => said.kind === kind;
    waiting.push({
      fits: (said) => isIt(said) && fits(said),
      resolve: (said) => {
        if (isIt(said)) resolve(said);
      },
    });
    const timer = setTimeout(() => reject(new Error(`${subject} never said ${kind}`)), LIMIT_MS);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  };

  const first = subject === "tern" ? hear("listed") : null;
  const live = hear("live");
  tell({ kind: "begin", folder, credentials: server.credentials, clients: server.clients });
  return {
    server,
    control: server.control,
    spawnedAt,
    /** Null for what has no list. */
    listed: first,
    live,
    tell,
    hear,
    /** Ends the subject; the server goes on. */
    end: async () => {
      tell({ kind: "quit" });
      await gone;
    },
  };
};

/** A RingCentral, and the moments at which it sent and took what. */
export const openServer = async () => {
  const told = new Map<string, number>();
  let onAccepted: (at: number) => void = () => undefined;
  const server = await startRingCentral({
    onTraffic: (recorded) => {
      if (recorded.kind === "notification") {
        const { subject } = recorded.notification.body as { readonly subject?: string };
        if (subject !== undefined) told.set(subject, moment());
      } else if (recorded.exchange.method === "POST" && recorded.exchange.path.endsWith("/sms")) onAccepted(moment());
    },
  });
  const [person] = server.users;
  const [own] = person?.phoneNumbers ?? [];
  if (person === undefined || own === undefined) throw new Error("nobody works here");
  return {
    credentials: {
      server: server.server,
      clientId: server.clientId,
      clientSecret: server.clientSecret,
      jwt: person.jwt,
    },
    own,
    clients: server.contacts.map(({ phoneNumber }) => phoneNumber),
    control: controlOf(server.control),
    /** When the event of the text with these words was handed to the socket. */
    toldAt: (body: string): number => told.get(body) ?? Number.NaN,
    /** When the next text sent by the subject is accepted. */
    accepted: () =>
      new Promise<number>((resolve) => {
        onAccepted = resolve;
      }),
    close: server.close,
  };
};
