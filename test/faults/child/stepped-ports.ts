import type { Notifier } from "../../../main/core/ports/desktop.ts";
import type { Gateway, GatewayProvider, LiveEvents } from "../../../main/core/ports/gateway.ts";
import type { MessageStore, MessageStoreProvider } from "../../../main/core/ports/message-store.ts";
import type { SettingsStore } from "../../../main/core/ports/system.ts";
import type { Vault } from "../../../main/core/ports/vault.ts";
import type { Observe } from "./observer.ts";
import type { Steps } from "./steps.ts";

/** Each write of the database is a step before and a step after; those inside a transaction too. */
export const steppedStore = (store: MessageStore, { pass, around }: Steps, observe: Observe): MessageStore => ({
  ...store,
  atomically: (work, survives) => {
    pass("before atomically");
    const answer = store.atomically(work, survives);
    pass("after atomically");
    return answer;
  },
  save: around("save", (record) => {
    const saved = store.save(record);
    observe({ kind: "saved", id: saved.text.id, providerId: record.providerId });
    return saved;
  }),
  remove: around("remove", store.remove),
  conversationWith: around("conversationWith", store.conversationWith),
  keepNews: around("keepNews", store.keepNews),
  beginNews: around("beginNews", (ids) => {
    observe({ kind: "news-begun", ids });
    store.beginNews(ids);
  }),
  postponeNews: around("postponeNews", store.postponeNews),
  endNews: around("endNews", (ids) => {
    store.endNews(ids);
    observe({ kind: "news-ended", ids });
  }),
  markRead: around("markRead", store.markRead),
  readsTold: around("readsTold", store.readsTold),
  enqueue: around("enqueue", store.enqueue),
  setStatus: around("setStatus", store.setStatus),
  handOver: around("handOver", (id, at) => {
    observe({ kind: "handed-over", id });
    store.handOver(id, at);
  }),
  takeBack: around("takeBack", store.takeBack),
  accepted: around("accepted", (id, record) => {
    const text = store.accepted(id, record);
    observe({ kind: "saved", id: text.id, providerId: record.providerId });
    return text;
  }),
  requeue: around("requeue", store.requeue),
  discard: around("discard", store.discard),
  keepAttachmentContent: around("keepAttachmentContent", store.keepAttachmentContent),
  keepDraft: around("keepDraft", store.keepDraft),
  keepDraftFiles: around("keepDraftFiles", store.keepDraftFiles),
  awaitAway: around("awaitAway", store.awaitAway),
  skipAway: around("skipAway", (since, id, skip) => {
    observe({ kind: "left-to-person", id, rule: skip.rule });
    store.skipAway(since, id, skip);
  }),
  claimAway: around("claimAway", store.claimAway),
  withdrawAway: around("withdrawAway", (answer, skip) => {
    const heard = store.awayEntryOf(answer)?.text?.id;
    if (heard !== undefined) observe({ kind: "left-to-person", id: heard, rule: skip.rule });
    store.withdrawAway(answer, skip);
  }),
  rewordAway: around("rewordAway", store.rewordAway),
  awayAnswered: around("awayAnswered", store.awayAnswered),
  redateAbsence: around("redateAbsence", store.redateAbsence),
  forgetAbsence: around("forgetAbsence", store.forgetAbsence),
  keepAbsence: around("keepAbsence", store.keepAbsence),
  forgetBefore: around("forgetBefore", store.forgetBefore),
  keepFact: around("keepFact", (name, value) => {
    store.keepFact(name, value);
    if (name === "sync-cursor") observe({ kind: "synced" });
    if (name === "contacts") observe({ kind: "knows-clients" });
  }),
});

/** `onOpened` is told of the database that is open, and of null when it is closed. */
export const steppedStores = (
  stores: MessageStoreProvider,
  steps: Steps,
  observe: Observe,
  onOpened: (store: MessageStore | null) => void,
): MessageStoreProvider => ({
  ...stores,
  open: (...given) => {
    const store = stores.open(...given);
    const closing = {
      ...store,
      close: () => {
        onOpened(null);
        store.close();
      },
    };
    onOpened(closing);
    return steppedStore(closing, steps, observe);
  },
});

const steppedEvents = ({ onText, onChanged, onLink }: LiveEvents, { around }: Steps): LiveEvents => ({
  onText: around("event of a text", onText),
  onChanged: around("event of a change", onChanged),
  onLink: around("link", onLink),
});

/** What Tern asks of RingCentral is a step before it is asked and one when the answer is here, before Tern sees it. */
const steppedGateway = (gateway: Gateway, steps: Steps): Gateway => ({
  ...gateway,
  send: steps.around("send", gateway.send),
  changesSince: steps.around("changesSince", gateway.changesSince),
  markRead: steps.around("markRead at RingCentral", gateway.markRead),
  live: (events) => gateway.live(steppedEvents(events, steps)),
});

export const steppedGateways = (gateways: GatewayProvider, steps: Steps): GatewayProvider => ({
  signIn: steps.around("signIn", async (...given) => steppedGateway(await gateways.signIn(...given), steps)),
  resume: async (...given) => steppedGateway(await gateways.resume(...given), steps),
});

export const steppedVault = (vault: Vault, { around }: Steps): Vault => ({
  ...vault,
  write: around("write to the keychain", vault.write),
  remove: around("remove from the keychain", vault.remove),
});

export const steppedNotifier = (notifier: Notifier, { around }: Steps): Notifier => ({
  ...notifier,
  show: around("show a notice", notifier.show),
  withdraw: around("withdraw a notice", notifier.withdraw),
});

export const steppedSettings = (settings: SettingsStore, { around }: Steps): SettingsStore => ({
  ...settings,
  keepSettings: around("keepSettings", settings.keepSettings),
  keepQuiet: around("keepQuiet", settings.keepQuiet),
  keepAccounts: around("keepAccounts", settings.keepAccounts),
});
