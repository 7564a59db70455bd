import type { TernApi } from "../../preload/contract/api.ts";
import type { ConversationId, OutgoingAttachment, TextView } from "../../preload/contract/model.ts";
import { ok, type Result } from "../../preload/contract/result.ts";
import { type Cell, createCell } from "./cell.ts";

/** How long typing may rest before it is kept, in milliseconds. */
const KEEP_AFTER_MS = 300;
/** What could not be kept (a full disk, nobody signed in) is tried again after so long. */
const KEEP_AGAIN_MS = 15_000;

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
  /**
   * Takes a text out of the outbox, if main lets it go: its words stand at the end of the draft then, its files with the
   * others.
   */
  readonly takeBack: (text: Pick<TextView, "id" | "conversationId" | "body">) => Promise<Result<void>>;
  /** The pictures of a draft that was sent are no longer needed. */
  readonly release: (draft: Draft) => void;
  /** Keeps now whatever waits to be kept. Call it before the window, or the conversation, goes away. */
  readonly flush: () => Promise<void>;
  /** The account is gone, and its drafts with it. */
  readonly forget: () => void;
  /** Whoever was signed in before this person, their drafts are not for this one. */
  readonly belongTo: (person: string) => void;
};

const empty: Draft = { body: "", attachments: [] };

/** The content as a blob of this window, for an `img`. */
const urlOf = ({ content, contentType }: OutgoingAttachment): string | null =>
  contentType.startsWith("image/") ? URL.createObjectURL(new Blob([content.slice()], { type: contentType })) : null;

export const createDrafts = (api: TernApi): Drafts => {
  const cells = new Map<ConversationId, Cell<Draft>>();
  const unkept = new Map<ConversationId, ReturnType<typeof setTimeout>>();
  let count = 0;
  let owner: string | null = null;

  const of = (id: ConversationId): Cell<Draft> => {
    const held = cells.get(id) ?? createCell(empty);
    cells.set(id, held);
    return held;
  };
  /** Until main has it, what it has is not read again: it would overwrite what was typed here. */
  const keep = async (id: ConversationId): Promise<void> => {
    const timer = unkept.get(id);
    clearTimeout(timer);
    const result = await api.request("drafts/keep", { conversationId: id, body: of(id).get().body });
    // Typed on, sent or forgotten meanwhile.
    if (unkept.get(id) !== timer) return;
    if (result.ok) unkept.delete(id);
    else keepAfter(id, KEEP_AGAIN_MS);
  };
  const keepAfter = (id: ConversationId, ms: number): void => {
    clearTimeout(unkept.get(id));
    unkept.set(
      id,
      setTimeout(() => void keep(id), ms),
    );
  };
  const keepSoon = (id: ConversationId): void => keepAfter(id, KEEP_AFTER_MS);
  const forget = (): void => {
    for (const timer of unkept.values()) clearTimeout(timer);
    unkept.clear();
    for (const cell of cells.values()) cell.set(empty);
    cells.clear();
  };

  const attach = (id: ConversationId, files: readonly OutgoingAttachment[]): void => {
    const pending = files.map((file) => ({ ...file, key: `file-${(count += 1)}`, url: urlOf(file) }));
    of(id).set({ ...of(id).get(), attachments: [...of(id).get().attachments, ...pending] });
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
    attach,
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
    takeBack: async ({ id: textId, conversationId: id, body: words }) => {
      // Main puts the words behind what it has.
      if (unkept.has(id)) await keep(id);
      const before = of(id).get().body;
      const result = await api.request("outbox/edit", { textId });
      if (!result.ok) return result;
      const since = of(id).get();
      if (since.body === before) {
        of(id).set({ ...since, body: result.value.body });
      } else {
        of(id).set({ ...since, body: [since.body, words].filter((each) => each.trim() !== "").join("\n") });
        keepSoon(id);
      }
      attach(id, result.value.attachments);
      return ok(undefined);
    },
    release: ({ attachments }) => {
      for (const { url } of attachments) if (url !== null) URL.revokeObjectURL(url);
    },
    flush: async () => {
      await Promise.all([...unkept.keys()].map(keep));
    },
    forget,
    belongTo: (person) => {
      if (owner !== null && owner !== person) forget();
      owner = person;
    },
  };
};
