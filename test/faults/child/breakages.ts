import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { AppPorts } from "../../../main/app.ts";
import type { Gateway, GatewayProvider } from "../../../main/core/ports/gateway.ts";
import type { MessageStore, MessageStoreProvider } from "../../../main/core/ports/message-store.ts";
import { failureFrom } from "../../../main/core/ports/app-error.ts";
import type { Credentials } from "../../../preload/contract/requests.ts";

/** The ports with one defect in them. */
type Breakage = (ports: AppPorts, profile: string) => AppPorts;

/** On the wall clock. */
const KNOCK_EVERY_MS = 100;

/** Longer than a text may take to be told, on any computer. */
const LATE_MS = 20_000;

const pauseOf = ({ clock }: AppPorts, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve);
  });

const withStores = (ports: AppPorts, change: (store: MessageStore) => Partial<MessageStore>): AppPorts => {
  const open: MessageStoreProvider["open"] = (...given) => {
    const store = ports.stores.open(...given);
    return { ...store, ...change(store) };
  };
  return { ...ports, stores: { ...ports.stores, open } };
};

const withGateways = (
  ports: AppPorts,
  change: (gateway: Gateway, credentials: Credentials) => Partial<Gateway>,
): AppPorts => {
  const changed =
    (make: GatewayProvider["signIn"]): GatewayProvider["signIn"] =>
    async (credentials, tokens) => {
      const gateway = await make(credentials, tokens);
      return { ...gateway, ...change(gateway, credentials) };
    };
  const { signIn, resume } = ports.gateways;
  return { ...ports, gateways: { signIn: changed(signIn), resume: changed(resume) } };
};

/**
 * Terns with a defect each, to see that the harness finds it: the self-test starts them, nothing else does. They sit at the
 * ports, under the steps.
 */
const BREAKAGES = {
  "loses the oldest text of each reading": (ports) =>
    withGateways(ports, (gateway) => ({
      changesSince: async (...given) => {
        const changes = await gateway.changesSince(...given);
        return { ...changes, texts: changes.texts.slice(1) };
      },
      live: (events) => gateway.live({ ...events, onText: () => undefined }),
    })),
  "forgets to tell": (ports) => withStores(ports, () => ({ keepNews: () => undefined })),
  "tells twice": (ports) => ({
    ...ports,
    notifier: {
      ...ports.notifier,
      show: async (notice) => {
        await ports.notifier.show(notice);
        return ports.notifier.show(notice);
      },
    },
  }),
  "tells late": (ports) => ({
    ...ports,
    notifier: {
      ...ports.notifier,
      show: async (notice) => {
        await pauseOf(ports, LATE_MS);
        return ports.notifier.show(notice);
      },
    },
  }),
  "hears no event": (ports) =>
    withGateways(ports, (gateway) => ({
      live: (events) => gateway.live({ ...events, onText: () => undefined, onChanged: () => undefined }),
    })),
  "catches up late": (ports) =>
    withGateways(ports, (gateway) => ({
      live: (events) =>
        gateway.live({ ...events, onText: (text) => void ports.clock.after(LATE_MS, () => events.onText(text)) }),
      changesSince: async (...given) => {
        await pauseOf(ports, LATE_MS);
        return gateway.changesSince(...given);
      },
    })),
  "sends again what got no answer": (ports) =>
    withGateways(ports, (gateway) => ({
      send: async (text) => {
        try {
          return await gateway.send(text);
        } catch (error) {
          if (failureFrom(error).code !== "answer-lost") throw error;
          return gateway.send(text);
        }
      },
    })),
  "loses what the person wrote": (ports) =>
    withStores(ports, (store) => ({
      handOver: (id) => store.discard(id),
    })),
  "answers a client again and again": (ports) =>
    withStores(ports, (store) => ({
      claimAway: (claim) => store.claimAway({ ...claim, unlessAnsweredAfter: Number.MAX_SAFE_INTEGER }),
      lastAwayAnswer: () => null,
    })),
  "forgets what was begun to be written": (ports) => withStores(ports, () => ({ keepDraft: () => undefined })),
  "keeps pictures in pieces": (ports) =>
    withStores(ports, (store) => ({
      keepAttachmentContent: (id, content) => store.keepAttachmentContent(id, content.slice(0, -1)),
    })),
  "answers and does not say so": (ports) => withStores(ports, () => ({ claimAway: () => true })),
  "claims an answer and does not write it": (ports) =>
    withStores(ports, (store) => ({
      claimAway: (claim) => {
        store.claimAway(claim);
        return false;
      },
    })),
  "forgets whom it was to answer": (ports) => withStores(ports, () => ({ awaitingAway: () => [] })),
  "writes words in a plain file": (ports, profile) =>
    withStores(ports, (store) => ({
      save: (text) => {
        appendFileSync(join(profile, "notes.txt"), `${text.body}\n`);
        return store.save(text);
      },
    })),
  "writes tokens in a plain file": (ports, profile) => ({
    ...ports,
    vault: {
      ...ports.vault,
      write: async (account, secret, value) => {
        if (secret === "token") appendFileSync(join(profile, "notes.txt"), value);
        await ports.vault.write(account, secret, value);
      },
    },
  }),
  "knocks while it was asked to wait": (ports) =>
    withGateways(ports, (_gateway, { server }) => {
      const knock = async (): Promise<void> => {
        const { current } = ports.settings.accounts();
        const kept = current === null ? null : await ports.vault.read(current.id, "token");
        const [, token = ""] = /"accessToken":"([^"]+)"/.exec(kept ?? "") ?? [];
        const url = `${server}/restapi/v1.0/account/~/extension/~/message-store?perPage=1`;
        await fetch(url, { headers: { Authorization: `Bearer ${token}` } });
      };
      setInterval(() => void knock(), KNOCK_EVERY_MS);
      return {};
    }),
  "signs the person out": (ports) =>
    withGateways(ports, () => ({
      onEnded: (listener) => void ports.clock.after(5_000, listener),
    })),
  crashes: (ports) => ({
    ...ports,
    notifier: {
      ...ports.notifier,
      show: async () => {
        await Promise.resolve();
        setTimeout(() => {
          throw new Error("a bug");
        }, 0);
        return "shown";
      },
    },
  }),
  "logs a bug": (ports) => ({
    ...ports,
    notifier: { ...ports.notifier, show: () => Promise.reject(new Error("a bug")) },
  }),
} satisfies Readonly<Record<string, Breakage>>;

export type BreakageName = keyof typeof BREAKAGES;

/** The ports with this defect in them; as they are for null. */
export const broken = (ports: AppPorts, name: BreakageName | null, profile: string): AppPorts =>
  name === null ? ports : BREAKAGES[name](ports, profile);
