import type { ConversationId, EpochMs, SenderNumber, TextId } from "../preload/contract/model.ts";
import type { AwayReport } from "../preload/contract/away.ts";
import type { AwayState, ConnectionState, SessionTerm } from "../preload/contract/state.ts";
import { createAttachments } from "./core/attachments/attachments.ts";
import { createAway } from "./core/away/away.ts";
import { createModelWords } from "./core/away/model-words.ts";
import type { Opened } from "./core/account/runner.ts";
import { createConnection } from "./core/connection/connection.ts";
import { keptFrom } from "./core/connection/how-far-back.ts";
import { createReadings } from "./core/connection/readings.ts";
import { createProviderTime } from "./core/connection/provider-time.ts";
import { createSync } from "./core/connection/sync.ts";
import { createSyncMarks } from "./core/connection/sync-marks.ts";
import { createContacts } from "./core/contacts/contacts.ts";
import { createConversationViews } from "./core/conversations/conversation-views.ts";
import { createStartConversation } from "./core/conversations/start-conversation.ts";
import { createIntentReader } from "./core/intents/read-intent.ts";
import { createInbox } from "./core/inbox/inbox.ts";
import { newsAfter } from "./core/inbox/news-after.ts";
import { createSignInMoment } from "./core/inbox/sign-in-moment.ts";
import { createDrafts } from "./core/drafts/drafts.ts";
import type { Guard } from "./core/guard.ts";
import type { InBackground } from "./core/in-background.ts";
import { momentFromFact } from "./core/moment-from-fact.ts";
import type { NoticeTarget } from "./core/notices/notice-acts.ts";
import { createBreakThrough } from "./core/notices/break-through.ts";
import { createNotices } from "./core/notices/notices.ts";
import { createTelling } from "./core/notices/telling.ts";
import { createCampaigns } from "./core/numbers/campaigns.ts";
import { createFreshNumbers } from "./core/numbers/fresh-numbers.ts";
import { createSenderNumbers } from "./core/numbers/sender-numbers.ts";
import { createDispatcher } from "./core/outbox/dispatcher.ts";
import type { ChangeReadings } from "./core/outbox/settling.ts";
import { createOutbox } from "./core/outbox/outbox.ts";
import { createOwnWords } from "./core/outbox/own-words.ts";
import type { Ports } from "./core/ports.ts";
import type { ProviderNumber } from "./core/ports/gateway.ts";
import type { Quiet } from "./core/quiet/quiet.ts";
import type { OpenConversations } from "./core/reading/open-conversations.ts";
import { createReading } from "./core/reading/reading.ts";
import { createRetention } from "./core/retention/retention.ts";

/** What is told to the app while somebody is signed in. */
export type SignedInListeners = {
  readonly onConnection: (state: ConnectionState) => void;
  readonly onSessionTerm: (term: SessionTerm) => void;
  readonly onConversationsChanged: (ids: ReadonlySet<ConversationId>) => void;
  readonly onNumbers: (numbers: readonly SenderNumber[], chosen: string | null) => void;
  readonly onUnread: (count: number) => void;
  readonly onAway: (state: AwayState) => void;
  /** An absence ended by itself. */
  readonly onAwayEnded: (report: AwayReport) => void;
  readonly onProgressed: (textId: TextId, sent: number, total: number) => void;
  /** What came in is kept, all of it. */
  readonly onStored: () => void;
};

/** How many conversations are drawn anew when all may have changed: more than any screen shows. */
const DRAWN_AT_MOST = 200;

/** Everything that lives as long as somebody is signed in, built by hand from what they stand on. */
export const createSignedIn = (
  ports: Ports,
  { accountId, gateway, store, profile, numbers: knownNumbers }: Opened & { readonly accountId: string },
  openConversations: OpenConversations,
  quiet: Pick<Quiet, "state" | "rules" | "look">,
  inBackground: InBackground,
  guard: Guard,
  listeners: SignedInListeners,
) => {
  const { clock, log, notifier, phoneNumbers, randomness, settings } = ports;
  const e164 = (text: string): string | null => phoneNumbers.e164(text, profile.country);
  const format = (address: string): string => phoneNumbers.format(address, profile.country);

  const changed = (...ids: readonly ConversationId[]): void => listeners.onConversationsChanged(new Set(ids));
  const changedAll = (): void => changed(...store.conversations(null, DRAWN_AT_MOST).map(({ id }) => id));
  const tellUnread = (): void => listeners.onUnread(store.unreadCount());

  const numbers = createSenderNumbers({
    store,
    format,
    onChanged: () => listeners.onNumbers(numbers.all(), numbers.chosen()),
  });

  // Asked for at once and, if that failed, whenever the provider can be reached again.
  const freshNumbers = createFreshNumbers({
    gateway,
    areKnown: knownNumbers !== null,
    onNumbers: numbers.refresh,
  });

  const campaigns = createCampaigns({ gateway, store, numbers, clock, log });

  const contacts = createContacts({
    gateway,
    store,
    e164,
    format,
    clock,
    inBackground,
    onChanged: changedAll,
  });

  const views = createConversationViews({ store, contacts });
  const startConversation = createStartConversation({
    store,
    contacts,
    numbers,
    e164,
    extensionNumber: () => profile.extensionNumber,
    clock,
  });

  const notices = createNotices({ notifier, store, contacts, views, inBackground });

  const reading = createReading({
    store,
    gateway,
    clock,
    log,
    inBackground,
    onRead: (id, hadUnread) => {
      notices.withdraw(id);
      if (!hadUnread) return;
      tellUnread();
      changed(id);
    },
  });

  const providerTime = createProviderTime({
    clock,
    onKnown: () => {
      // First: nothing goes out for an absence that is over.
      away.timeKnown();
      dispatcher.pump();
    },
  });
  const changeReadings: ChangeReadings = {
    ask: () => connection.readChanges(),
    through: () => connection.changesRead(),
  };
  const dispatcher = createDispatcher({
    store,
    gateway,
    clock,
    randomness,
    log,
    inBackground,
    providerNow: providerTime.now,
    readings: changeReadings,
    awayReplyLeaves: (row) => away.beforeLeaving(row),
    onChanged: (id) => changed(id),
    onProgressed: listeners.onProgressed,
  });

  const drafts = createDrafts(store);
  const outbox = createOutbox({
    store,
    drafts,
    dispatcher,
    senderNumbers: numbers.all,
    now: clock.now,
    randomness,
    onChanged: (id) => changed(id),
  });

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      clock.after(0, resolve);
    });

  const intentOf = createIntentReader(ports.intents);
  const away = createAway({
    gateway,
    store,
    people: {
      contacts,
      isOwnNumber: (address) => numbers.all().some((number) => number.address === address),
      isTollFree: phoneNumbers.isTollFree,
    },
    company: profile.company,
    write: outbox.write,
    pump: dispatcher.pump,
    readings: changeReadings,
    intentOf,
    languages: ports.languages,
    modelWords: createModelWords({ ...ports, accountId, store, log }),
    clock,
    providerNow: providerTime.now,
    zones: ports.zones,
    randomness,
    log,
    guard,
    inBackground,
    pause,
    onChanged: () => listeners.onAway(away.state()),
    onTakenBack: ({ id, conversationId }) => {
      changed(conversationId);
      dispatcher.letGo(id);
    },
    onEnded: listeners.onAwayEnded,
  });

  const marks = createSyncMarks(store);
  // Before the first reading nothing says whether this computer's clock is right.
  const keptHereFrom = (): EpochMs | null => {
    const syncedAt = marks.syncedAt();
    return syncedAt === null ? null : keptFrom({ settings: settings.settings(), now: clock.now(), syncedAt });
  };
  let isStopped = false;
  const breaksThrough = createBreakThrough({ intentOf, contacts, store });
  const telling = createTelling({
    store,
    notices,
    isOpen: openConversations.has,
    quiet: {
      isOn: () => quiet.state().because !== null,
      letsThrough: (text) => quiet.rules().letsUrgentThrough && breaksThrough(text),
      look: quiet.look,
    },
    markRead: reading.markRead,
    consider: away.consider,
    pause,
    clock,
    log,
    inBackground,
  });

  const signIn = createSignInMoment({ store, clock, providerNow: providerTime.now });
  const inbox = createInbox({
    store,
    pause,
    steady: clock.steady,
    isStopped: () => isStopped,
    newsAfter: ({ at }, kind) =>
      newsAfter({
        kind,
        answeredAt: at,
        syncedAt: marks.syncedAt(),
        signedInAt: signIn.here(),
        signedInThere: signIn.there(),
        knownUntil: momentFromFact(store.fact("known-until")),
        now: clock.now(),
      }),
    keptFrom: keptHereFrom,
    settle: away.watching(outbox.settle),
    onNews: telling.tell,
    onChanged: (ids) => {
      notices.withdrawRead(ids);
      tellUnread();
      changed(...ids);
    },
  });

  const readings = createReadings({
    gateway,
    inbox,
    marks,
    settings: settings.settings,
    clock,
    providerNow: providerTime.now,
    log,
    isStopped: () => isStopped,
  });

  const retention = createRetention({
    store,
    keptFrom: keptHereFrom,
    clock,
    log,
    onForgetting: marks.forgot,
    onForgotten: changedAll,
  });

  const connection = createConnection({
    gateway,
    createSync: (onState) =>
      createSync({
        readings,
        clock,
        randomness,
        log,
        inBackground,
        onState: () => {
          onState();
          dispatcher.changesRead();
          away.changesRead();
        },
        onStored: listeners.onStored,
      }),
    checkEveryMs: () => settings.settings().checkMinutes * 60_000,
    clock,
    log,
    guard,
    onText: inbox.receive,
    onConnection: (state) => {
      listeners.onConnection(state);
      dispatcher.offline(state.kind === "offline");
      away.offline(state.kind === "offline");
    },
    onLive: () => {
      dispatcher.wake();
      reading.retry();
      contacts.retry();
      inBackground("refresh sender numbers", freshNumbers.ask());
    },
  });

  const start = (known: readonly ProviderNumber[] | null): void => {
    if (known !== null) numbers.refresh(known);
    inBackground("refresh sender numbers", freshNumbers.ask());
    listeners.onNumbers(numbers.all(), numbers.chosen());
    // Not while it is being made: it tells of the change by its own state.
    away.start();
    listeners.onAway(away.state());
    tellUnread();
    contacts.start();
    gateway.onAnswered(providerTime.heard);
    gateway.onTerm((term) => {
      if (!isStopped) guard("tell how long the session lasts", () => listeners.onSessionTerm(term));
    });
    dispatcher.pump();
    guard("note the sign-in", signIn.keep);
    telling.start();
    reading.retry();
    connection.start();
    retention.start();
  };

  const stop = async (): Promise<void> => {
    isStopped = true;
    freshNumbers.stop();
    campaigns.stop();
    contacts.stop();
    retention.stop();
    away.stop();
    reading.stop();
    telling.stop();
    notices.withdrawAll();
    await Promise.all([connection.stop(), dispatcher.stop()]);
  };

  try {
    start(knownNumbers);
  } catch (error) {
    // The disk is full, say: what has begun must not go on over a database that will be closed.
    inBackground("stop what could not start", stop());
    throw error;
  }

  const { reply, sendWritten } = createOwnWords({
    outbox,
    drafts,
    onWritten: (id) => {
      guard("read what was answered", () => reading.markRead(id));
      away.personWrote();
    },
  });
  const noticeTarget: NoticeTarget = {
    has: (id) => store.conversation(id) !== null,
    reply,
    addToDraft: drafts.add,
    markRead: reading.markRead,
  };

  return {
    store,
    sendWritten,
    noticeTarget,
    numbers,
    campaigns,
    drafts,
    contacts,
    views,
    startConversation,
    reading,
    outbox,
    away,
    attachments: createAttachments({ store, gateway }),
    /** The person chose something else: takes effect at once. */
    settingsChanged: (): void => {
      guard("forget old texts", retention.settingsChanged);
      connection.settingsChanged();
    },
    quietChanged: telling.quietChanged,
    wake: (): void => {
      away.wake();
      dispatcher.wake();
      connection.wake();
    },
    stop,
  };
};

/** What runs while somebody is signed in. */
export type SignedIn = ReturnType<typeof createSignedIn>;
