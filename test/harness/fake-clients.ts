import type { AnswerTime, Listeners, LiveEvents } from "../../main/core/ports/gateway.ts";

/** One Tern that uses a fake provider: what it is told, and since when it listens. */
export type FakeClient = {
  live: { readonly events: LiveEvents; readonly since: number } | null;
  ended: readonly (() => void)[];
  told: readonly ((time: AnswerTime) => void)[];
  latest: AnswerTime | null;
};

/** All that use it, in the order in which they began to listen. */
export const createFakeClients = () => {
  const clients: { readonly client: FakeClient; readonly app: string }[] = [];
  let listened = 0;
  return {
    add: (app: string): FakeClient => {
      const client: FakeClient = { live: null, ended: [], told: [], latest: null };
      clients.push({ client, app });
      return client;
    },
    listen: (client: FakeClient, events: LiveEvents): void => {
      listened += 1;
      client.live = { events, since: listened };
    },
    /** As the provider lists them: those of the same app. */
    listenersBeside: (client: FakeClient): Listeners | null => {
      const own = client.live;
      if (own === null) return null;
      const app = clients.find((each) => each.client === client)?.app;
      const sinces = clients.flatMap((each) =>
        each.client.live === null || each.app !== app ? [] : [each.client.live.since],
      );
      return { count: sinces.length, before: sinces.filter((since) => since < own.since).length };
    },
    tellAll: (tell: (events: LiveEvents) => void): void => {
      for (const { client } of clients) if (client.live !== null) tell(client.live.events);
    },
    endAll: (): void => {
      for (const { client } of clients) for (const listener of client.ended) listener();
    },
    tellTime: (client: FakeClient, time: AnswerTime): void => {
      client.latest = time;
      for (const listener of client.told) listener(time);
    },
  };
};
