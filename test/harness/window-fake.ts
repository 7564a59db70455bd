/**
 * Main as a window sees it, without main: an implementation of TernApi over sample data in memory. It is bundled and put
 * into the page before the renderer's own script; tests steer it through `window.ternFake`.
 */
import type { TernApi } from "../../preload/contract/api.ts";
import type { EventName, Events } from "../../preload/contract/events.ts";
import type {
  ConversationSummary,
  DeliveryFailure,
  DeliveryStatus,
  OutgoingAttachment,
  SenderCampaign,
  TextView,
} from "../../preload/contract/model.ts";
import type { RequestName, Requests } from "../../preload/contract/requests.ts";
import { failed, type Failure, ok, type Result } from "../../preload/contract/result.ts";
import type { AppState } from "../../preload/contract/state.ts";
import { attachmentId as attachmentIdOf, conversationId as conversationIdOf, textId as textIdOf } from "./ids.ts";
import { createFakeQuiet } from "./window-quiet.ts";
import { createFakeAway, type FakeAwayOptions } from "./window-away.ts";
import { type FakeConversation, own, people, sampleConversations, signedInState } from "./window-sample.ts";

export type FakeOptions = {
  readonly state?: Partial<AppState>;
  readonly isEmpty?: boolean;
  /** So many more conversations, and so many more texts in the first one. */
  readonly moreConversations?: number;
  readonly moreTexts?: number;
  readonly drafts?: Readonly<Record<string, string>>;
  readonly platform?: string;
  readonly away?: FakeAwayOptions;
  readonly campaigns?: readonly SenderCampaign[];
};

export type FakeRequest = { readonly name: RequestName; readonly argument: unknown };

/** What tests can do to the fake, and read from it. */
export type WindowFake = {
  readonly requests: FakeRequest[];
  readonly change: (change: Partial<AppState>) => void;
  /** The same, but the event comes late, after newer ones. */
  readonly changeLate: (change: Partial<AppState>) => void;
  /** Answers the next (or every) request of this name with a failure. */
  readonly refuse: (name: RequestName, failure: Partial<Failure> & Pick<Failure, "code">, always?: boolean) => void;
  readonly receive: (id: string, body: string) => void;
  readonly setStatus: (textId: string, status: DeliveryStatus, failure?: DeliveryFailure | null) => void;
  readonly progress: (textId: string, fraction: number) => void;
  readonly askForConversation: (id: string) => void;
  readonly askForPage: (page: Events["window/page-requested"]["page"]) => void;
  readonly draft: (id: string) => string;
  /** As another window does it. */
  readonly keepDraft: (id: string, body: string) => void;
  /** Files of these names are kept with the draft of a conversation, and no others. */
  readonly keepDraftFiles: (id: string, names: readonly string[]) => void;
};

declare global {
  interface Window {
    ternFake?: WindowFake;
    ternFakeOptions?: FakeOptions;
  }
}

const summaryOf = ({ id, kind, others, own: mine, texts, unread }: FakeConversation): ConversationSummary => {
  const last = texts.at(-1);
  const files = last?.attachments.length ?? 0;
  return {
    id,
    kind,
    title: others.map(({ name, formatted }) => name ?? formatted).join(", "),
    others,
    own: mine,
    lastLine: last === undefined ? "" : last.body || (files === 1 ? "Photo" : `${files} attachments`),
    lastDirection: last?.direction ?? null,
    lastAt: last?.at ?? Date.now(),
    unread,
    lastFailed: last?.status === "failed",
    lastWasAwayReply: last?.isAwayReply ?? false,
  };
};

const grow = (all: FakeConversation[], options: FakeOptions, now: number): void => {
  for (let index = 0; index < (options.moreConversations ?? 0); index += 1) {
    const id = conversationIdOf(`more-${index}`);
    const number = `+1213555${String(1000 + index)}`;
    const from = { name: `Client ${index + 1}`, address: number, formatted: number };
    const at = now - (10 + index) * 86_400_000;
    all.push({ id, kind: "text", others: [from], own, unread: 0, texts: [plainText(id, "0", from, "Thanks", at)] });
  }
  const first = all[0];
  const start = first?.texts[0]?.at ?? now;
  const from = first?.others[0];
  if (first === undefined || from === undefined) return;
  for (let index = 0; index < (options.moreTexts ?? 0); index += 1) {
    const author = index % 3 === 0 ? own : from;
    first.texts.unshift(
      plainText(first.id, `old-${index}`, author, `Older text number ${index + 1}`, start - (index + 1) * 600_000),
    );
  }
};

const plainText = (
  conversationId: FakeConversation["id"],
  suffix: string,
  author: TextView["author"],
  body: string,
  at: number,
): TextView => ({
  id: textIdOf(`${conversationId}-${suffix}`),
  conversationId,
  direction: author === own ? "outbound" : "inbound",
  author,
  body,
  at,
  status: author === own ? "delivered" : "received",
  failure: null,
  attachments: [],
  isAwayReply: false,
  awayWordsFrom: null,
});

const install = (options: FakeOptions): void => {
  const now = Date.now();
  const listeners = new Set<Parameters<TernApi["subscribe"]>[0]>();
  const drafts = new Map<string, string>(Object.entries(options.drafts ?? {}));
  const draftFiles = new Map<string, readonly OutgoingAttachment[]>();
  const refusals = new Map<RequestName, { failure: Failure; always: boolean }>();
  const conversations: FakeConversation[] = options.isEmpty === true ? [] : sampleConversations(now);
  grow(conversations, options, now);
  let state: AppState = { ...signedInState(now), ...options.state };
  let count = 0;

  const emit = <Name extends EventName>(name: Name, payload: Events[Name]): void => {
    for (const listener of listeners) listener(name, structuredClone(payload));
  };
  const change = (next: Partial<AppState>): void => {
    state = { ...state, ...next, revision: state.revision + 1 };
    emit("state/changed", state);
  };
  const find = (id: string): FakeConversation | undefined => conversations.find((each) => each.id === id);
  const changed = (conversation: FakeConversation): void => {
    change({ unread: conversations.reduce((sum, { unread }) => sum + unread, 0) });
    emit("conversation/changed", { conversationId: conversation.id });
  };
  const replaceText = (id: string, next: (text: TextView) => TextView | null): void => {
    for (const conversation of conversations) {
      const place = conversation.texts.findIndex((text) => text.id === id);
      const text = conversation.texts[place];
      if (text === undefined) continue;
      const replaced = next(text);
      conversation.texts.splice(place, 1, ...(replaced === null ? [] : [replaced]));
      changed(conversation);
    }
  };

  const handlers: {
    [Name in RequestName]: (argument: Parameters<Requests[Name]>[0]) => Result<ReturnType<Requests[Name]>>;
  } = {
    "state/read": () => ok(state),
    "account/sign-in": () => {
      change({ session: signedInState(now).session });
      return ok(undefined);
    },
    "account/sign-out": () => {
      change({ session: { kind: "signed-out", because: "nobody" }, connection: { kind: "idle" } });
      return ok(undefined);
    },
    "account/resume": () => ok(undefined),
    "settings/change": (settings) => {
      change({ settings });
      return ok(undefined);
    },
    "settings/start-at-login": ({ isOn }) => {
      change({ startsAtLogin: isOn });
      return ok(undefined);
    },
    "storage/dismiss": () => {
      change({ storage: { kind: "fine" } });
      return ok(undefined);
    },
    "account/campaigns": () => ok(options.campaigns ?? []),
    "account/choose-number": ({ address }) => {
      change({ chosenNumber: address });
      return ok(undefined);
    },
    "conversations/list": ({ before, limit }) =>
      ok(
        conversations
          .map(summaryOf)
          .toSorted((a, b) => b.lastAt - a.lastAt)
          .filter(({ lastAt }) => before === null || lastAt < before)
          .slice(0, limit),
      ),
    "conversations/start": ({ addresses }) => {
      const typed = addresses[0] ?? "";
      const digits = typed.replaceAll(/\D/gu, "");
      const known = conversations.find(({ others }) => others.length === 1 && others[0]?.address === typed);
      if (known !== undefined) return ok(known.id);
      if (digits.length < 10) return failed("invalid-recipient", "not a number", { about: typed });
      const address = `+1${digits.slice(-10)}`;
      const name = Object.values(people).find((each) => each.address === address)?.name ?? null;
      const formatted = `(${address.slice(2, 5)}) ${address.slice(5, 8)}-${address.slice(8)}`;
      const id = conversationIdOf(`started-${(count += 1)}`);
      conversations.push({ id, kind: "text", others: [{ name, address, formatted }], own, texts: [], unread: 0 });
      return ok(id);
    },
    "conversations/mark-read": ({ conversationId }) => {
      const conversation = find(conversationId);
      if (conversation === undefined) return failed("not-found", "no such conversation");
      conversation.unread = 0;
      changed(conversation);
      return ok(undefined);
    },
    "thread/read": ({ conversationId, before, limit }) => {
      const conversation = find(conversationId);
      if (conversation === undefined) return failed("not-found", "no such conversation");
      const { texts } = conversation;
      const end = before === null ? texts.length : texts.findIndex(({ id }) => id === before);
      const start = Math.max(0, end - limit);
      return ok({ conversation: summaryOf(conversation), texts: texts.slice(start, end), hasOlder: start > 0 });
    },
    "drafts/read": ({ conversationId }) => ok(drafts.get(conversationId) ?? ""),
    "drafts/keep": ({ conversationId, body }) => {
      drafts.set(conversationId, body);
      return ok(undefined);
    },
    "drafts/files": ({ conversationId }) => ok(draftFiles.get(conversationId) ?? []),
    "drafts/keep-files": ({ conversationId, attachments }) => {
      draftFiles.set(conversationId, attachments);
      return ok(undefined);
    },
    "outbox/send": ({ conversationId, body, attachments }) => {
      const conversation = find(conversationId);
      if (conversation === undefined) return failed("not-found", "no such conversation");
      const id = textIdOf(`sent-${(count += 1)}`);
      const text = plainText(conversationId, `sent-${count}`, own, body, Date.now());
      conversation.texts.push({
        ...text,
        id,
        status: "queued",
        attachments: attachments.map(({ fileName, contentType, content }, index) => ({
          id: attachmentIdOf(`file-${index}`),
          fileName,
          contentType,
          size: content.byteLength,
          path: `/attachment/${id}/file-${index}`,
        })),
      });
      drafts.delete(conversationId);
      draftFiles.delete(conversationId);
      changed(conversation);
      return ok(id);
    },
    "outbox/resend": ({ textId }) => {
      replaceText(textId, (text) => ({ ...text, status: "queued", failure: null }));
      return ok(undefined);
    },
    "outbox/discard": ({ textId }) => {
      replaceText(textId, () => null);
      return ok(undefined);
    },
    "outbox/edit": ({ textId }) => {
      const text = conversations.flatMap(({ texts }) => texts).find(({ id }) => id === textId);
      if (text === undefined) return failed("not-found", "no such text");
      const { conversationId } = text;
      const body = [drafts.get(conversationId) ?? "", text.body].filter((words) => words !== "").join("\n");
      drafts.set(conversationId, body);
      replaceText(textId, () => null);
      const attachments = text.attachments.map(({ fileName, contentType }) => ({
        fileName,
        contentType,
        content: new Uint8Array([1]),
      }));
      draftFiles.set(conversationId, [...(draftFiles.get(conversationId) ?? []), ...attachments]);
      return ok({ conversationId, body, attachments });
    },
    "outbox/leave": ({ textId }) => {
      replaceText(textId, (text) => ({ ...text, failure: null }));
      return ok(undefined);
    },
    "contacts/search": ({ query }) =>
      ok(
        Object.values(people)
          .flatMap(({ name, address, formatted }) => (name === null ? [] : [{ name, address, formatted }]))
          .filter(({ name, address }) => `${name} ${address}`.toLowerCase().includes(query.toLowerCase())),
      ),
    ...createFakeAway({
      state: () => state.away,
      change: (away) => change({ away: { ...state.away, ...away } }),
      conversations: () => conversations,
      options: options.away ?? {},
      now,
    }),
    ...createFakeQuiet({ state: () => state.quiet, change: (quiet) => change({ quiet }) }),
    "windows/open-conversation": () => ok(undefined),
    "windows/close": () => ok(undefined),
    "windows/fit": () => ok(undefined),
    "windows/report-network": () => ok(undefined),
    "windows/report-open": () => ok(undefined),
  };

  const fake: WindowFake = {
    requests: [],
    change,
    changeLate: (next) => emit("state/changed", { ...state, ...next, revision: state.revision - 1 }),
    refuse: (name, failure, always = false) =>
      void refusals.set(name, { failure: { message: "", ...failure }, always }),
    receive: (id, body) => {
      const conversation = find(id);
      const from = conversation?.others[0];
      if (conversation === undefined || from === undefined) throw new Error(`no conversation ${id}`);
      conversation.texts.push(plainText(conversation.id, `in-${(count += 1)}`, from, body, Date.now()));
      conversation.unread += 1;
      changed(conversation);
    },
    setStatus: (id, status, failure = null) => replaceText(id, (text) => ({ ...text, status, failure })),
    progress: (id, fraction) => emit("outbox/progressed", { textId: textIdOf(id), sent: fraction * 1000, total: 1000 }),
    askForConversation: (id) => emit("window/conversation-requested", { conversationId: conversationIdOf(id) }),
    askForPage: (page) => emit("window/page-requested", { page }),
    draft: (id) => drafts.get(id) ?? "",
    keepDraft: (id, body) => void drafts.set(id, body),
    keepDraftFiles: (id, names) => {
      const files = names.map((fileName) => ({
        fileName,
        contentType: "application/zip",
        content: new Uint8Array([1]),
      }));
      draftFiles.set(id, files);
    },
  };
  const tern: TernApi = {
    request: (name, argument) => {
      fake.requests.push({ name, argument });
      const refusal = refusals.get(name);
      if (refusal !== undefined && !refusal.always) refusals.delete(name);
      // Like the real bridge: an answer comes later, and is a copy.
      return Promise.resolve(
        structuredClone(
          refusal === undefined ? handlers[name](argument) : failed(refusal.failure.code, "", refusal.failure),
        ),
      );
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    platform: options.platform ?? "linux",
  };
  window.ternFake = fake;
  Object.defineProperty(window, "tern", { value: tern });
};

install(window.ternFakeOptions ?? {});
