import type { TernApi } from "../../preload/contract/api.ts";
import type { TextId } from "../../preload/contract/model.ts";
import { type Cell, createCell } from "./cell.ts";
import { onEvent } from "./on-event.ts";

/** How much of each text on its way is uploaded: 0 to 1. */
export type Progress = ReadonlyMap<TextId, number>;

export const createProgress = (
  api: TernApi,
): { readonly progress: Cell<Progress>; readonly start: () => () => void } => {
  const progress = createCell<Progress>(new Map());
  return {
    progress,
    start: () =>
      onEvent(api, "outbox/progressed", ({ textId, sent, total }) => {
        const next = new Map(progress.get());
        // Uploaded whole, only the answer is awaited: nothing more to count.
        if (sent >= total) next.delete(textId);
        else next.set(textId, sent / total);
        progress.set(next);
      }),
  };
};
