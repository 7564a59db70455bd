import type { Notice } from "../../main/core/ports/desktop.ts";

/** A notice of a new text, all that a test does not care about filled in. */
export const textNotice = (notice: Pick<Notice, "id" | "title" | "body"> & Partial<Notice>): Notice => ({
  canAnswer: true,
  isRepeat: false,
  isUrgent: false,
  tellsOf: [],
  ...notice,
});
