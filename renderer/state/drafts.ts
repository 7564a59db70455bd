import type { TernApi } from "../../preload/contract/api.ts";
import type { ConversationId, OutgoingAttachment, TextView } from "../../preload/contract/model.ts";
import { ok, type Result } from "../../preload/contract/result.ts";
import { type Cell, createCell } from "./cell.ts";
import { createKeeping } from "./keeping.ts";

/** A file that waits in the composer. `url` shows it (a blob of this window); null if it is no picture. */
export type Pending = OutgoingAttachment & { readonly key: string; readonly url: string | null };

/** What is written in a conversation and not sent yet. */
export type Draft = { readonly body: string; readonly attachments: readonly Pending[] };

export type Drafts = {
  /** The draft of a conversation; words and files come from main when it is opened. */
  readonly of: (id: ConversationId) => Cell<Draft>;
  /** Fetches the kept words and files, unless those here changed and are not kept yet. */
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

const asSent = ({ fileName, contentType, content }: Pending): OutgoingAttachment => ({
  fileName,
  contentType,
  content,
});

/** Whether these are the same files, as far as a person could tell them apart. */
const areSame = (one: readonly OutgoingAttachment[], other: readonly OutgoingAttachment[]): boolean =>
  one.length === other.length &&
  one.every(({ fileName, content }, index) => {
    const against = other[index];
    return against?.fileName === fileName && against.content.byteLength === content.byteLength;
  });

export const createDrafts = (api: TernApi): Drafts => {
  const cells = new Map<ConversationId, Cell<Draft>>();
  let count = 0;
  let owner: string | null = null;

  const of = (id: ConversationId): Cell<Draft> => {
    const held = cells.get(id) ?? createCell(empty);
    cells.set(id, held);
    return held;
  };
  const words = createKeeping((id) => api.request("drafts/keep", { conversationId: id, body: of(id).get().body }));
  const files = createKeeping((id) =>
    api.request("drafts/keep-files", { conversationId: id, attachments: of(id).get().attachments.map(asSent) }),
  );
  const forget = (): void => {
    words.dropAll();
    files.dropAll();
    for (const cell of cells.values()) cell.set(empty);
    cells.clear();
  };

  const release = (attachments: readonly Pending[]): void => {
    for (const { url } of attachments) if (url !== null) URL.revokeObjectURL(url);
  };
  const pendingFrom = (found: readonly OutgoingAttachment[]): readonly Pending[] =>
    found.map((file) => ({ ...file, key: `file-${(count += 1)}`, url: urlOf(file) }));
  const show = (id: ConversationId, more: readonly OutgoingAttachment[]): void => {
    if (more.length === 0) return;
    of(id).set({ ...of(id).get(), attachments: [...of(id).get().attachments, ...pendingFrom(more)] });
  };

  const openWords = async (id: ConversationId): Promise<void> => {
    const before = of(id).get().body;
    const result = await api.request("drafts/read", { conversationId: id });
    if (result.ok && !words.isDue(id) && of(id).get().body === before)
      of(id).set({ ...of(id).get(), body: result.value });
  };
  const openFiles = async (id: ConversationId): Promise<void> => {
    const before = of(id).get().attachments;
    const result = await api.request("drafts/files", { conversationId: id });
    if (!result.ok || files.isDue(id) || of(id).get().attachments !== before || areSame(before, result.value)) return;
    of(id).set({ ...of(id).get(), attachments: pendingFrom(result.value) });
    release(before);
  };

  return {
    of,
    open: async (id) => {
      await Promise.all([openWords(id), openFiles(id)]);
    },
    write: (id, body) => {
      of(id).set({ ...of(id).get(), body });
      words.soon(id);
    },
    attach: (id, more) => {
      show(id, more);
      if (more.length > 0) files.soon(id);
    },
    detach: (id, key) => {
      const { body, attachments } = of(id).get();
      release(attachments.filter((file) => file.key === key));
      of(id).set({ body, attachments: attachments.filter((file) => file.key !== key) });
      files.soon(id);
    },
    take: (id) => {
      const taken = of(id).get();
      words.drop(id);
      files.drop(id);
      of(id).set(empty);
      return taken;
    },
    putBack: (id, draft) => {
      const since = of(id).get();
      const body = since.body === "" ? draft.body : `${draft.body}\n${since.body}`;
      of(id).set({ body, attachments: [...draft.attachments, ...since.attachments] });
      words.soon(id);
      if (draft.attachments.length > 0) files.soon(id);
    },
    takeBack: async ({ id: textId, conversationId: id, body: taken }) => {
      // Main puts words and files behind what it has.
      await Promise.all([words.now(id), files.now(id)]);
      const before = of(id).get();
      const result = await api.request("outbox/edit", { textId });
      if (!result.ok) return result;
      const since = of(id).get();
      // What was typed meanwhile main has not heard of.
      if (since.body === before.body && !words.isDue(id)) {
        of(id).set({ ...since, body: result.value.body });
      } else {
        of(id).set({ ...since, body: [since.body, taken].filter((each) => each.trim() !== "").join("\n") });
        words.soon(id);
      }
      show(id, result.value.attachments);
      // Nor of what was attached or removed.
      if (since.attachments !== before.attachments) files.soon(id);
      return ok(undefined);
    },
    release: ({ attachments }) => release(attachments),
    flush: async () => {
      await Promise.all([words.allNow(), files.allNow()]);
    },
    forget,
    belongTo: (person) => {
      if (owner !== null && owner !== person) forget();
      owner = person;
    },
  };
};
