import type { TernApi } from "../../preload/contract/api.ts";
import type { ConversationId } from "../../preload/contract/model.ts";
import type { Page } from "../../preload/contract/requests.ts";
import { type Cell, createCell } from "./cell.ts";
import { onEvent } from "./on-event.ts";

/** What the right side of the main window shows; in a narrow window, the whole of it. */
export type Panel =
  | { readonly kind: "nothing" }
  | { readonly kind: "conversation"; readonly id: ConversationId }
  | { readonly kind: "page"; readonly page: Page };

/** What the main window shows, and the ways to show something else. */
export type View = {
  readonly panel: Cell<Panel>;
  readonly openConversation: (id: ConversationId) => void;
  readonly openPage: (page: Page) => void;
  /** From a page to the conversation that was open before it, from a conversation to nothing. */
  readonly back: () => void;
  /** Shows nothing: another account has other conversations. */
  readonly reset: () => void;
  /** Follows main's wishes (a click on a notification, on the tray menu) until the returned function is called. */
  readonly start: () => () => void;
};

const nothing: Panel = { kind: "nothing" };

export const createView = (api: TernApi): View => {
  const panel = createCell<Panel>(nothing);
  let before: Panel = nothing;
  const openConversation = (id: ConversationId): void => {
    // A new object each time: asked for again, an open conversation gets the focus back.
    panel.set({ kind: "conversation", id });
  };
  const openPage = (page: Page): void => {
    const shown = panel.get();
    if (shown.kind !== "page") before = shown;
    if (shown.kind !== "page" || shown.page !== page) panel.set({ kind: "page", page });
  };
  return {
    panel,
    openConversation,
    openPage,
    back: () => {
      panel.set(panel.get().kind === "page" ? before : nothing);
      before = nothing;
    },
    reset: () => {
      panel.set(nothing);
      before = nothing;
    },
    start: () => {
      const stops = [
        onEvent(api, "window/conversation-requested", ({ conversationId }) => openConversation(conversationId)),
        onEvent(api, "window/page-requested", ({ page }) => openPage(page)),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
};
