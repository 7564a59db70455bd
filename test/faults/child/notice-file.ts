import { openSync, writeSync } from "node:fs";
import type { Notice, NoticeAct, NoticeId, Notifier } from "../../../main/core/ports/desktop.ts";

/** What the notification server was told, by which run of Tern and when (the server's clock, milliseconds since 1970). */
export type NoticeLine = { readonly run: number; readonly at: number } & (
  | { readonly kind: "shown"; readonly notice: Notice }
  | { readonly kind: "withdrawn"; readonly id: NoticeId }
);

/**
 * A notification server that nothing can be taken back from: what is shown is in its file before `show` returns. `act` does
 * what a person may do with a notification.
 */
export const createNoticeFile = (
  file: string,
  run: number,
  truth: () => number,
): { readonly notifier: Notifier; readonly act: (act: NoticeAct) => void } => {
  const descriptor = openSync(file, "a");
  const write = (line: NoticeLine): void => void writeSync(descriptor, `${JSON.stringify(line)}\n`);
  let listener: ((act: NoticeAct) => void) | null = null;
  return {
    act: (act) => listener?.(act),
    notifier: {
      ability: () => "inline-reply",
      show: async (notice) => {
        write({ run, at: truth(), kind: "shown", notice });
        return "shown";
      },
      withdraw: async (id) => write({ run, at: truth(), kind: "withdrawn", id }),
      onAct: (next) => {
        listener = next;
      },
      close: async () => undefined,
    },
  };
};
