import { failureFrom } from "./ports/app-error.ts";
import type { Log } from "./ports/system.ts";

/** Starts work that nobody waits for: the one way to do so on purpose. A rejection is logged under `what`. */
export type InBackground = (what: string, work: Promise<unknown>) => void;

export const createInBackground =
  (log: Log): InBackground =>
  (what, work) => {
    work.catch((error: unknown) => {
      const { code } = failureFrom(error);
      if (code === "internal") log.error("background work failed", { what, code }, error);
      else log.warn("background work failed", { what, code }, error);
    });
  };
