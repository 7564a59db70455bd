import { spawn, type ChildProcess } from "node:child_process";

/** A program started by a test, and the way to end it. */
export type Child = {
  readonly process: ChildProcess;
  /** Everything it wrote so far, to stdout and stderr: for the message of a failure. */
  readonly output: () => string;
  /** Waits for a line on stdout or stderr; rejects if the program ends before it, or after `limitMs`. */
  readonly line: (pattern: RegExp, limitMs?: number) => Promise<string>;
  /** Resolves when it is gone: asked first, killed if it does not listen. */
  readonly end: () => Promise<void>;
};

type Options = { readonly env?: NodeJS.ProcessEnv; readonly input?: string };

/** Starts a program whose whole life belongs to the caller. */
export const startChild = (program: string, words: readonly string[], { env, input }: Options = {}): Child => {
  const child = spawn(program, words, { env: env ?? process.env, stdio: ["pipe", "pipe", "pipe"] });
  let output = "";
  let waiting: (() => void)[] = [];
  let failure: Error | null = null;
  const wake = (): void => {
    for (const look of waiting) look();
  };
  const hear = (chunk: Buffer): void => {
    output += chunk.toString();
    wake();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  // A program that ends before it read its input.
  child.stdin.on("error", (error) => (failure ??= error));
  child.stdin.end(input ?? "");
  const gone = new Promise<void>((resolve) => {
    const ended = (error?: Error): void => {
      failure = error ?? failure ?? new Error("ended");
      wake();
      resolve();
    };
    child.once("error", ended);
    child.once("close", () => ended());
  });
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;

  return {
    process: child,
    output: () => output,
    line: async (pattern, limitMs = 10_000) => {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const look = (): void => {
        const found = output.split("\n").find((line) => pattern.test(line));
        if (found !== undefined) resolve(found);
        else if (hasEnded()) reject(new Error(`${program} ended (${failure?.message}): ${output}`));
      };
      waiting.push(look);
      const timer = setTimeout(() => reject(new Error(`${program} did not say ${pattern}: ${output}`)), limitMs);
      look();
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
        waiting = waiting.filter((other) => other !== look);
      }
    },
    end: async () => {
      if (!hasEnded()) child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 3_000);
      await gone;
      clearTimeout(timer);
    },
  };
};
