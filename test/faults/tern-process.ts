import { fork, type ChildProcess } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer, Argument, RequestName } from "../../preload/contract/requests.ts";
import type { AttachmentId, TextId } from "../../preload/contract/model.ts";
import type { Result } from "../../preload/contract/result.ts";
import type { AppState } from "../../preload/contract/state.ts";
import { fromTernFrom, type Life, type ToTern } from "./protocol.ts";
import type { StoreContents } from "./store-contents.ts";

/** Tern is not there to answer: it has been killed, say. */
export class GoneError extends Error {
  constructor() {
    super("Tern is gone");
    this.name = "GoneError";
  }
}

/** How a run of Tern ended. */
export type Exit = {
  readonly run: number;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it wrote to standard output and error. */
  readonly output: string;
};

/** One run of Tern in a process of its own. */
export type TernProcess = {
  /** Rejects with GoneError, or if no answer comes. */
  readonly ask: <Name extends RequestName>(name: Name, argument: Argument<Name>) => Promise<Result<Answer<Name>>>;
  readonly state: () => Promise<AppState>;
  /** Null while no database is open. */
  readonly look: () => Promise<StoreContents | null>;
  /** As a window does to show it. */
  readonly show: (textId: TextId, attachmentId: AttachmentId) => Promise<Result<unknown>>;
  readonly tell: (message: Exclude<ToTern, { readonly kind: "ask" | "look" | "show" | "begin" }>) => void;
  readonly signal: (signal: "SIGKILL" | "SIGSTOP" | "SIGCONT") => void;
  readonly exited: Promise<Exit>;
  readonly hasExited: () => boolean;
};

/** On the wall clock: whoever does not answer a window for so long hangs. */
const ANSWER_WITHIN_MS = 20_000;

type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void };

export const startTern = (life: Life): TernProcess => {
  const { NODE_OPTIONS: _, ...env } = process.env;
  // Tern is started more often than anything else here: what its modules compile to is kept.
  env["NODE_COMPILE_CACHE"] = join(tmpdir(), "tern-faults-compiled");
  const child: ChildProcess = fork(join(import.meta.dirname, "child", "tern.ts"), {
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    execArgv: [],
    env,
  });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let output = "";
  let exit: Exit | null = null;

  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  child.on("message", (value) => {
    const message = fromTernFrom(value);
    waiting.get(message.id)?.resolve(message.kind === "answer" ? message.result : message.contents);
    waiting.delete(message.id);
  });
  // Of a pipe that is closing; its end is told by "close".
  child.on("error", () => undefined);
  const exited = new Promise<Exit>((resolve) => {
    child.once("close", (code, signal) => {
      exit = { run: life.run, code, signal, output };
      for (const { reject } of waiting.values()) reject(new GoneError());
      waiting.clear();
      resolve(exit);
    });
  });

  const tell = (message: ToTern): void => {
    if (child.connected) child.send(message, () => undefined);
  };
  const request = (message: (id: number) => ToTern): Promise<unknown> => {
    if (exit !== null || !child.connected) return Promise.reject(new GoneError());
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer from Tern: ${output}`)), ANSWER_WITHIN_MS);
      const settled =
        <Value>(settle: (value: Value) => void) =>
        (value: Value): void => {
          clearTimeout(timer);
          settle(value);
        };
      waiting.set(id, { resolve: settled(resolve), reject: settled(reject) });
      tell(message(id));
    });
  };

  const ask: TernProcess["ask"] = async (name, argument) =>
    (await request((id) => ({ kind: "ask", id, name, argument }))) as Result<Answer<typeof name>>;

  tell({ kind: "begin", life });
  return {
    ask,
    state: async () => {
      const result = await ask("state/read", undefined);
      if (!result.ok) throw new Error("Tern does not tell its state");
      return result.value;
    },
    look: async () => (await request((id) => ({ kind: "look", id }))) as StoreContents | null,
    show: async (textId, attachmentId) =>
      (await request((id) => ({ kind: "show", id, textId, attachmentId }))) as Result<unknown>,
    tell,
    signal: (signal) => void child.kill(signal),
    exited,
    hasExited: () => exit !== null,
  };
};
