/** Where the description and what RingCentral is documented or seen to do differ, and the local one follows the latter. */
export type KnownDifference = {
  /** operationId, or the name of an event's schema. */
  readonly operation: string;
  readonly side: "request" | "answer" | "event";
  /** A complaint whose text ("where what") this matches is expected. */
  readonly matches: RegExp;
  readonly why: string;
};

export const knownDifferences: readonly KnownDifference[] = [
  {
    operation: "authorize",
    side: "request",
    matches: /^\?(ui_options|localeId) is not described$|^\?display must be equal/u,
    why: "The official SDK's loginUrl always sends these, empty where not told otherwise.",
  },
  {
    operation: "readMessage",
    side: "answer",
    matches: /required property 'vmSideRecipients'/u,
    why: "Described as required for every message; it is a voicemail's, and no sample of a text has it.",
  },
  {
    operation: "readMessage",
    side: "answer",
    matches: /^\/\*\/body\/(errorCode|message|errors|parameterName|parameterValue) is not described$/u,
    why: "In a 207 the body of a part that failed is the error body, for which the description has no place.",
  },
  {
    operation: "updateMessage",
    side: "answer",
    matches: /^\/\*\/body\/(errorCode|message|errors|parameterName|parameterValue) is not described$/u,
    why: "As for readMessage.",
  },
  {
    operation: "readMessageContent",
    side: "answer",
    matches: /media type (text|application)\//u,
    why: "The text itself is an attachment of type text/plain, and contact cards and archives are accepted: only pictures, sound, video and PDF are described.",
  },
  {
    operation: "readMessageContent",
    side: "answer",
    matches: /undescribed status 302$/u,
    why: "The knob redirectAttachments.",
  },
  {
    operation: "readMessageContent",
    side: "request",
    matches: /^\?access_token is not described$/u,
    why: "The page on media allows the token in the address, on the media host only.",
  },
  {
    operation: "deleteMessageByFilter",
    side: "request",
    matches: /^ has a body where none is described$/u,
    why: "The guide to the message store: ids in the body of a deletion. Asked by a test of deletions that would empty it.",
  },
  {
    operation: "deleteMessage",
    side: "answer",
    matches: /undescribed status 207$/u,
    why: "The guide to the message store: several deletions of which some fail.",
  },
  {
    operation: "listSubscriptions",
    side: "answer",
    matches: /\/deliveryMode\/encryption is not described$/u,
    why: "In the guide's samples.",
  },
  {
    operation: "createSubscription",
    side: "request",
    matches: /^\/deliveryMode/u,
    why: "Requests are described for webhooks only; the guide to WebSocket subscriptions asks for transportType WebSocket.",
  },
  {
    operation: "updateSubscription",
    side: "request",
    matches: /^\/deliveryMode is not described$/u,
    why: "The official library sends the same body as for creating one.",
  },
  {
    operation: "editSmsConsentRecords",
    side: "request",
    matches: /^\/records\/\*/u,
    why: 'The guide to consents takes "*" for any of the account\'s numbers; the description takes numbers only.',
  },
  {
    operation: "InstantMessageEvent",
    side: "event",
    matches: /^\/(body\/(eventType|owner|from\/phoneNumberInfo)|ownerId) is not described$/u,
    why: "In the current guide's samples of the event and its envelope, not yet in the description.",
  },
  {
    operation: "InstantMessageEvent",
    side: "event",
    matches: /^\/body\/attachments\/\*\/id must be integer$/u,
    why: "Ids are text in events; the description borrows REST's schema of an attachment.",
  },
  {
    operation: "MessageEvent",
    side: "event",
    matches: /^\/(body\/accountId|ownerId) is not described$/u,
    why: "In the guide's samples of the event and its envelope.",
  },
  {
    operation: "readDirectoryEntry",
    side: "answer",
    matches: /errorCode must be equal to one of the allowed values/u,
    why: "The description lists whole sentences about each code (\"ErrorCode{code='ADG-122', …}\") where the code is meant.",
  },
  {
    operation: "createSubscription",
    side: "answer",
    matches: /^\/deliveryMode\/encryption is not described$/u,
    why: "In the guide's samples.",
  },
  {
    operation: "updateSubscription",
    side: "answer",
    matches: /^\/deliveryMode\/encryption is not described$/u,
    why: "In the guide's samples.",
  },
];
