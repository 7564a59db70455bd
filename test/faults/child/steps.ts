import type { Observe } from "./observer.ts";

/**
 * Where Tern dies: at the nth step from now (1: the next), or the nth from now that has this name. Null: it lives.
 */
export type Death = number | { readonly name: string; readonly nth: number } | null;

/** Counts what Tern does to the world outside itself, and dies in the middle of it when told to. */
export type Steps = {
  /** Something is about to be done, or has just been done. */
  readonly pass: (name: string) => void;
  readonly dieAt: (death: Death) => void;
  /** `call`, with a step before it and one after it (when what it promised has come, if it is a promise). */
  readonly around: <Arguments extends readonly unknown[], Answer>(
    name: string,
    call: (...given: Arguments) => Answer,
  ) => (...given: Arguments) => Answer;
};

/** The same answer, or rejection, after `passed` has been called. */
const settled = async (work: Promise<unknown>, passed: () => void): Promise<unknown> => {
  try {
    return await work;
  } finally {
    passed();
  }
};

/** `observe` is told each step first, so that the harness can say where Tern died. */
export const createSteps = (observe: Observe): Steps => {
  let step = 0;
  let death: Death = null;
  let left = 0;

  const pass = (name: string): void => {
    step += 1;
    observe({ kind: "step", step, name });
    if (death === null || (typeof death === "object" && death.name !== name)) return;
    left -= 1;
    if (left > 0) return;
    observe({ kind: "killed-itself", step, name });
    // As the system would: nothing after this line runs, no buffer is flushed, no handler called.
    process.kill(process.pid, "SIGKILL");
  };

  return {
    pass,
    dieAt: (next) => {
      death = next;
      left = typeof next === "object" ? (next?.nth ?? 0) : next;
    },
    around:
      <Arguments extends readonly unknown[], Answer>(name: string, call: (...given: Arguments) => Answer) =>
      (...given: Arguments): Answer => {
        pass(`before ${name}`);
        const answer = call(...given);
        if (!(answer instanceof Promise)) {
          pass(`after ${name}`);
          return answer;
        }
        return settled(answer, () => pass(`after ${name}`)) as Answer;
      },
  };
};
