import type { TernApi } from "../../preload/contract/api.ts";
import type { ConversationId, OutgoingAttachment } from "../../preload/contract/model.ts";
import { type Cell, createCell } from "./cell.ts";

/** How long typing may rest before it is kept, in milliseconds. */
const KEEP_AFTER_MS = 300;

/** A file that waits in the composer. `url` shows it (a blob of this window); null if it is no picture. */
export type Pending = OutgoingAttachment & { readonly key: string; readonly url: string | null };

/** What is written in a conversation and not sent yet. */
export type Draft = { readonly body: string; readonly attachments: readonly Pending[] };

export type Drafts = {
  /** The draft of a conversation. Words come from main when it is opened; files are only in this window. */
  readonly of: (id: ConversationId) => Cell<Draft>;
  /** Fetches the kept words, unless something was typed here that is not kept yet. */
  readonly open: (id: ConversationId) => Promise<void>;
  readonly write: (id: ConversationId, body: string) => void;
  readonly attach: (id: ConversationId, files: readonly OutgoingAttachment[]) => void;
  readonly detach: (id: ConversationId, key: string) => void;
  /** Empties the draft and hands over what it was, for sending. */
  readonly take: (id: ConversationId) => Draft;
  /** Puts back what could not be sent, before what was written meanwhile. */
  readonly putBack: (id: ConversationId, draft: Draft) => void;
  /** The pictures of a draft that was sent are no longer needed. */
  readonly release: (draft: Draft) => void;
  /** Keeps now whatever waits to be kept. Call it before the window, or the conversation, goes away. */
  readonly flush: () => Promise<void>;
  /** The account is gone, and its drafts with it. */
  readonly forget: () => void;
};

const empty: Draft = { body: "", attachments: [] };

/** The content as a blob of this window, for an `img`. */
const urlOf = ({ content, contentType }: OutgoingAttachment): string | null =>
  contentType.startsWith("image/") ? URL.createObjectURL(new Blob([content.slice()], { type: contentType })) : null;

export const createDrafts = (api: TernApi): Drafts => {
  const cells = new Map<ConversationId, Cell<Draft>>();
  const unkept = new Map<ConversationId, ReturnType<typeof setTimeout>>();
  let count = 0;

  const of = (id: ConversationId): Cell<Draft> => {
    const held = cells.get(id) ?? createCell(empty);
    cells.set(id, held);
    return held;
  };
  const keep = async (id: ConversationId): Promise<void> => {
    clearTimeout(unkept.get(id));
    unkept.delete(id);
    // A failure shows when something is sent: main's storage is broken then, and says so.
    await api.request("drafts/keep", { conversationId: id, body: of(id).get().body });
  };
  const keepSoon = (id: ConversationId): void => {
    clearTimeout(unkept.get(id));
    unkept.set(
      id,
      setTimeout(() => void keep(id), KEEP_AFTER_MS),
    );
  };

  return {
    of,
    open: async (id) => {
      const before = of(id).get().body;
      const result = await api.request("drafts/read", { conversationId: id });
      if (result.ok && !unkept.has(id) && of(id).get().body === before)
        of(id).set({ ...of(id).get(), body: result.value });
    },
    write: (id, body) => {
      of(id).set({ ...of(id).get(), body });
      keepSoon(id);
    },
    attach: (id, files) => {
      const pending = files.map((file) => ({ ...file, key: `file-${(count += 1)}`, url: urlOf(file) }));
      of(id).set({ ...of(id).get(), attachments: [...of(id).get().attachments, ...pending] });
    },
    detach: (id, key) => {
      const { body, attachments } = of(id).get();
      const gone = attachments.find((file) => file.key === key);
      if (gone !== undefined && gone.url !== null) URL.revokeObjectURL(gone.url);
      of(id).set({ body, attachments: attachments.filter((file) => file.key !== key) });
    },
    take: (id) => {
      const taken = of(id).get();
      clearTimeout(unkept.get(id));
      unkept.delete(id);
      of(id).set(empty);
      return taken;
    },
    putBack: (id, draft) => {
      const since = of(id).get();
      const body = since.body === "" ? draft.body : `${draft.body}\n${since.body}`;
      of(id).set({ body, attachments: [...draft.attachments, ...since.attachments] });
      keepSoon(id);
    },
    release: ({ attachments }) => {
      for (const { url } of attachments) if (url !== null) URL.revokeObjectURL(url);
    },
    flush: async () => {
      await Promise.all([...unkept.keys()].map(keep));
    },
    forget: () => {
      for (const timer of unkept.values()) clearTimeout(timer);
      unkept.clear();
      for (const cell of cells.values()) cell.set(empty);
      cells.clear();
    },
  };
};
