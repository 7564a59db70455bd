import type { Direction } from "../../preload/contract/model.ts";
import type { SessionTerm } from "../../preload/contract/state.ts";
import { AppError } from "../../main/core/ports/app-error.ts";
import { createFakeClients, type FakeClient } from "./fake-clients.ts";
import { MONDAY_MORNING } from "./hand-clock.ts";
import type {
  Gateway,
  GatewayProvider,
  LinkState,
  OutgoingText,
  ProviderCampaign,
  ProviderContact,
  ProviderId,
  ProviderNumber,
  ProviderProfile,
  ProviderText,
  TokenStore,
} from "../../main/core/ports/gateway.ts";
import type { Clock } from "../../main/core/ports/system.ts";

/** The number all fake texts belong to. */
export const OWN = "+16505550100";
export const JANE = "+16505550111";
export const AMIR = "+16505550122";
export const STRANGER = "+16505550199";

export const PROFILE: ProviderProfile = {
  userId: "62264425008",
  name: "Dana Whitfield",
  company: "Harbor Advisors",
  extensionNumber: "101",
  country: "US",
};

const NUMBERS: readonly ProviderNumber[] = [
  { address: OWN, label: "Direct", canSendText: true, canSendPictures: true, isPrimary: true },
  { address: "+16505550109", label: "Office", canSendText: true, canSendPictures: false, isPrimary: false },
  { address: "+18005550100", label: "Fax", canSendText: false, canSendPictures: false, isPrimary: false },
];

const CONTACTS: readonly ProviderContact[] = [
  { source: "personal", name: "Jane Doe", firstName: "Jane", address: "(650) 555-0111" },
  { source: "personal", name: "Amir Khan", firstName: "Amir", address: "+1 650 555 0122" },
  { source: "colleague", name: "Kim Okafor", firstName: "Kim", address: "102" },
  { source: "colleague", name: "Kim Okafor", firstName: "Kim", address: "+16505550133" },
];

/** Failures that are no answer of the provider's. */
const UNANSWERED: ReadonlySet<string> = new Set(["no-network", "answer-lost", "storage", "internal"]);

type Method =
  | "profile"
  | "senderNumbers"
  | "campaign"
  | "contacts"
  | "send"
  | "changesSince"
  | "markRead"
  | "attachmentContent"
  | "listeners";

/** A texting provider that holds its texts in memory and does as a test says. */
export type FakeProvider = GatewayProvider & {
  /** Who the credentials belong to. */
  readonly person: { profile: ProviderProfile };
  readonly numbers: ProviderNumber[];
  /** By the number's address. */
  readonly campaigns: Map<string, ProviderCampaign>;
  readonly contacts: ProviderContact[];
  readonly sent: readonly OutgoingText[];
  readonly readAtProvider: readonly ProviderId[];
  /** Texts of which it will not hear that they were read: a request that names one of them is refused whole. */
  readonly unreadable: Set<ProviderId>;
  readonly calls: readonly Method[];
  readonly signedOut: () => number;
  /**
   * The next `times` calls of this method are refused; with `andDoIt` the work is done all the same. `everything`: those
   * of changesSince that have no cursor to go on from.
   */
  readonly refuse: (
    method: Method | "signIn" | "everything",
    error: AppError,
    times?: number,
    andDoIt?: boolean,
  ) => void;
  /** Forgets all refusals. */
  readonly calm: () => void;
  /** Every text it holds, oldest first by when it came to hold it. */
  readonly held: () => readonly ProviderText[];
  /** Holds answers to `send` back until the returned function is called. */
  readonly holdSends: () => () => void;
  /** Somebody texts: the provider holds it and, unless told not to, says so live. */
  readonly textFrom: (
    from: string,
    body: string,
    more?: Partial<ProviderText> & { readonly isTold?: boolean },
  ) => ProviderText;
  /** The person writes in another client; nothing tells of it. */
  readonly textFromElsewhere: (to: string, body: string) => ProviderText;
  /** A text changes at the provider: read on the phone, delivered … */
  readonly change: (id: ProviderId, to: Partial<ProviderText>) => void;
  readonly remove: (id: ProviderId) => void;
  readonly tell: (text: ProviderText) => void;
  readonly link: (link: LinkState) => void;
  readonly wakes: () => number;
  /** No cursor handed out so far is known any more. */
  readonly forgetCursors: () => void;
  readonly endSession: () => void;
  /** The session is renewed, and lasts so long now. */
  readonly renew: (term: SessionTerm) => void;
  /** Holds everything that is asked back, and says nothing, until the returned function is called. */
  readonly fallSilent: () => () => void;
  /** Whether the link comes up by itself; true by default. */
  readonly goLive: { isAutomatic: boolean };
  /** Of the same account, for a second Tern; each of this provider's own sessions ends the one before it. */
  readonly anotherClient: (app?: string) => GatewayProvider;
  /** How long a request takes to get there, and its answer to come back; null: no time. */
  readonly latency: { of: ((method: Method | "signIn") => readonly [number, number]) | null };
};

export const createFakeProvider = (clock: Clock): FakeProvider => {
  /** The provider's own clock goes right whatever the computer's says. */
  const now = (): number => MONDAY_MORNING + clock.steady();
  const person = { profile: PROFILE };
  const numbers = [...NUMBERS];
  const campaigns = new Map<string, ProviderCampaign>();
  const contacts = [...CONTACTS];
  const sent: OutgoingText[] = [];
  const readAtProvider: ProviderId[] = [];
  const unreadable = new Set<ProviderId>();
  const calls: Method[] = [];
  const refusals: { method: string; error: AppError; times: number; andDoIt: boolean }[] = [];
  const texts = new Map<ProviderId, { text: ProviderText; version: number }>();
  const removed: { id: ProviderId; version: number }[] = [];
  const goLive = { isAutomatic: true };
  let version = 0;
  let knownFrom = 0;
  let count = 0;
  let signOuts = 0;
  let wakes = 0;
  let onTerm: ((term: SessionTerm) => void)[] = [];
  let term: SessionTerm | null = null;
  const clients = createFakeClients();
  let held: Promise<void> | null = null;
  let silence: Promise<void> | null = null;
  const latency: FakeProvider["latency"] = { of: null };

  const ownClient = clients.add("Tern");

  const answered = (client: FakeClient, asked: number): void =>
    clients.tellTime(client, { at: now(), asked, heard: clock.steady() });

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      clock.after(ms, resolve);
    });

  const keep = (text: ProviderText): ProviderText => {
    version += 1;
    texts.set(text.providerId, { text, version });
    return text;
  };

  const newText = (direction: Direction, own: string, others: readonly string[], body: string): ProviderText => {
    count += 1;
    return {
      providerId: `p${count}`,
      kind: "text",
      direction,
      own,
      others,
      from: direction === "inbound" ? (others[0] ?? "") : own,
      fromName: null,
      body,
      at: now(),
      changedAt: now(),
      isRead: direction === "outbound",
      status: direction === "inbound" ? "received" : "accepted",
      failure: null,
      attachments: [],
    };
  };

  /** Does the work unless a refusal is due. */
  const answerTo = async <T>(
    client: FakeClient,
    method: Method | "signIn",
    work: () => T,
    alsoCalled?: "everything",
  ): Promise<T> => {
    if (method !== "signIn") calls.push(method);
    const asked = clock.steady();
    const [there, back] = latency.of?.(method) ?? [0, 0];
    if (there > 0) await pause(there);
    if (silence !== null) await silence;
    if (method === "send" && held !== null) await held;
    const refusal = refusals.find((each) => (each.method === method || each.method === alsoCalled) && each.times > 0);
    if (refusal === undefined) {
      const done = work();
      if (back > 0) await pause(back);
      answered(client, asked);
      return done;
    }
    refusal.times -= 1;
    if (refusal.andDoIt) work();
    if (!UNANSWERED.has(refusal.error.code)) answered(client, asked);
    throw refusal.error;
  };

  const send = (outgoing: OutgoingText): ProviderText => {
    sent.push(outgoing);
    const text = newText("outbound", outgoing.own, outgoing.others, outgoing.body);
    const attachments = outgoing.attachments.map(({ fileName, contentType, content }, index) => ({
      ref: `${text.providerId}/${index}`,
      fileName,
      contentType,
      size: content.byteLength,
    }));
    return keep({ ...text, kind: outgoing.kind, attachments });
  };

  const gatewayOf = (
    client: FakeClient,
    answer: <T>(method: Method, work: () => T, also?: "everything") => Promise<T>,
  ): Gateway => ({
    profile: () => answer("profile", () => person.profile),
    senderNumbers: () => answer("senderNumbers", () => [...numbers]),
    campaign: (address) => answer("campaign", () => campaigns.get(address) ?? null),
    contacts: () => answer("contacts", () => [...contacts]),
    send: (outgoing, onProgress) =>
      answer("send", () => {
        onProgress?.(1, 2);
        onProgress?.(2, 2);
        return send(outgoing);
      }),
    changesSince: (cursor, since) => {
      const isFull = cursor === null || Number(cursor) < knownFrom;
      const from = isFull ? 0 : Number(cursor);
      const read = () => ({
        texts: [...texts.values()]
          .filter((each) => each.version > from && (!isFull || each.text.at >= since))
          .map((each) => each.text),
        removed: isFull ? [] : removed.filter((each) => each.version > from).map((each) => each.id),
        cursor: String(version),
        at: now(),
        isFull,
      });
      return answer("changesSince", read, isFull ? "everything" : undefined);
    },
    markRead: (ids) =>
      answer("markRead", () => {
        if (ids.some((id) => unreadable.has(id))) throw new AppError("not-allowed", "CMN-408");
        readAtProvider.push(...ids);
      }),
    attachmentContent: ({ ref }) => answer("attachmentContent", () => new TextEncoder().encode(`content of ${ref}`)),
    listeners: () => answer("listeners", () => clients.listenersBeside(client)),
    live: (events) => {
      clients.listen(client, events);
      events.onLink({ kind: "connecting" });
      if (goLive.isAutomatic) events.onLink({ kind: "live" });
      return {
        wake: () => {
          wakes += 1;
        },
        close: async () => {
          client.live = null;
        },
      };
    },
    signOut: async () => {
      signOuts += 1;
    },
    onEnded: (listener) => {
      client.ended = [...client.ended, listener];
    },
    onTerm: (listener) => {
      onTerm = [...onTerm, listener];
      if (term !== null) listener(term);
    },
    onAnswered: (listener) => {
      client.told = [...client.told, listener];
      if (client.latest !== null) listener(client.latest);
    },
  });

  const session = async (client: FakeClient, tokens: TokenStore, isNew: boolean): Promise<Gateway> => {
    if (isNew) await tokens.write("first token");
    else client.latest = null;
    client.ended = [];
    onTerm = [];
    client.told = [];
    return gatewayOf(client, (method, work, also) => answerTo(client, method, work, also));
  };
  const clientAt = (client: FakeClient): GatewayProvider => ({
    signIn: async (_credentials, tokens) => {
      await answerTo(client, "signIn", () => {});
      return session(client, tokens, true);
    },
    resume: (_credentials, tokens) => session(client, tokens, false),
  });

  return {
    person,
    numbers,
    campaigns,
    contacts,
    sent,
    readAtProvider,
    unreadable,
    calls,
    goLive,
    signedOut: () => signOuts,
    wakes: () => wakes,
    ...clientAt(ownClient),
    anotherClient: (app = "Tern") => clientAt(clients.add(app)),
    latency,
    refuse: (method, error, times = 1, andDoIt = false) => void refusals.push({ method, error, times, andDoIt }),
    calm: () => {
      refusals.length = 0;
    },
    held: () => [...texts.values()].map(({ text }) => text),
    holdSends: () => {
      let release = (): void => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        held = null;
        release();
      };
    },
    fallSilent: () => {
      let speak = (): void => {};
      silence = new Promise((resolve) => {
        speak = resolve;
      });
      return () => {
        silence = null;
        speak();
      };
    },
    textFrom: (from, body, { isTold = true, ...more } = {}) => {
      const text = keep({ ...newText("inbound", OWN, [from], body), ...more });
      if (isTold) clients.tellAll(({ onText }) => onText(text));
      return text;
    },
    textFromElsewhere: (to, body) => keep(newText("outbound", OWN, [to], body)),
    change: (id, to) => {
      const known = texts.get(id);
      if (known === undefined) throw new Error(`no text ${id}`);
      keep({ ...known.text, changedAt: known.text.changedAt + 1, ...to });
      clients.tellAll(({ onChanged }) => onChanged());
    },
    remove: (id) => {
      version += 1;
      texts.delete(id);
      removed.push({ id, version });
      clients.tellAll(({ onChanged }) => onChanged());
    },
    tell: (text) => clients.tellAll(({ onText }) => onText(text)),
    link: (state) => clients.tellAll(({ onLink }) => onLink(state)),
    forgetCursors: () => {
      version += 1;
      knownFrom = version;
    },
    endSession: clients.endAll,
    renew: (next) => {
      term = next;
      for (const listener of onTerm) listener(next);
    },
  };
};
