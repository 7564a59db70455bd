import type { SDK } from "@ringcentral/sdk";
import type { Gateway, LiveLink } from "../core/ports/gateway.ts";
import type { Clock, Log, Randomness } from "../core/ports/system.ts";
import type { AnswerTimes } from "./answer-times.ts";
import { readAttachment } from "./attachments.ts";
import type { Calls } from "./calls.ts";
import { readCampaign } from "./campaign.ts";
import { readContacts } from "./contacts.ts";
import { createIdentity } from "./identity.ts";
import { createEventReader } from "./live-events.ts";
import { readListeners } from "./listeners.ts";
import { createLiveLink } from "./live-link.ts";
import { markMessagesRead } from "./mark-read.ts";
import { sendText } from "./send.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { Session } from "./session.ts";
import { changesSince } from "./sync.ts";
import type { WsTokens } from "./ws-tokens.ts";

/** The Gateway port over one session with RingCentral. */
export const createGateway = ({
  sdk,
  session,
  calls,
  wsTokens,
  limits,
  answerTimes,
  server,
  clock,
  randomness,
  log,
  onWake,
}: {
  readonly sdk: SDK;
  readonly session: Session;
  readonly calls: Calls;
  readonly wsTokens: WsTokens;
  readonly limits: RateLimits;
  readonly answerTimes: Pick<AnswerTimes, "onAnswered">;
  readonly server: string;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: Log;
  /** The computer woke up or the network changed: told before the live link connects anew. */
  readonly onWake: () => void;
}): Gateway => {
  const identity = createIdentity({ calls, log });
  const parts = { calls, identity, log };
  let openLink: LiveLink | null = null;
  let ownSubscription = (): string | null => null;
  return {
    profile: identity.profile,
    senderNumbers: identity.senderNumbers,
    campaign: (address) => readCampaign(parts, address),
    contacts: () => readContacts(parts),
    send: (text, onProgress) => sendText(parts, text, onProgress),
    changesSince: (cursor, since, onProgress) => changesSince(parts, cursor, since, onProgress),
    markRead: (ids) => markMessagesRead(calls, ids),
    attachmentContent: async (attachment) => readAttachment(calls, server, attachment),
    live: (events) => {
      const reader = createEventReader({ identity, clock, log }, events);
      // A second one would double every event.
      const before = openLink?.close() ?? Promise.resolve();
      const linkParts = { sdk, session, wsTokens, limits, clock, randomness, log };
      const link = createLiveLink(linkParts, reader, events.onLink, before);
      const open: LiveLink = {
        wake: () => {
          onWake();
          link.wake();
        },
        close: () => {
          reader.stop();
          return link.close();
        },
      };
      openLink = open;
      ownSubscription = link.subscriptionId;
      return open;
    },
    listeners: () => readListeners(calls, ownSubscription()),
    signOut: async () => {
      await Promise.all([openLink?.close(), session.stop()]);
      await session.signOut();
    },
    onEnded: session.onEnded,
    onTerm: session.onTerm,
    onAnswered: answerTimes.onAnswered,
  };
};
