/** A small office's morning, as main would tell it to a window. Times count back from `now`. */
import { USUAL_RULES, usualHours } from "../../main/core/away/away-rules.ts";
import type { AwayRules } from "../../preload/contract/away.ts";
import { usualQuiet } from "./window-quiet.ts";
import { usualSettings } from "./settings-in-memory.ts";
import type {
  ConversationId,
  ConversationKind,
  DeliveryFailure,
  DeliveryStatus,
  Party,
  SenderCampaign,
  SenderNumber,
  TextView,
} from "../../preload/contract/model.ts";
import type { AppState } from "../../preload/contract/state.ts";
import { attachmentId, conversationId, textId } from "./ids.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const party = (name: string | null, address: string, formatted: string): Party => ({ name, address, formatted });

export const own = party("Nora Lindqvist", "+16505550100", "(650) 555-0100");
export const people = {
  jane: party("Jane Doe", "+16505550117", "(650) 555-0117"),
  amir: party("Amir Khan", "+14155550163", "(415) 555-0163"),
  maria: party("Maria Hernández-O’Connell", "+12125550188", "(212) 555-0188"),
  stranger: party(null, "+13105550142", "(310) 555-0142"),
  dave: party("Dave Whitfield", "+16505550171", "(650) 555-0171"),
  bank: party(null, "72345", "72345"),
  desk: party("Front desk", "102", "102"),
  lu: party("Lu Chen", "+14085550139", "(408) 555-0139"),
  priya: party("Priya Raman", "+15105550126", "(510) 555-0126"),
} as const;

const senderNumbers: readonly SenderNumber[] = [
  { address: own.address, formatted: own.formatted, label: "Direct line", canSendText: true, canSendPictures: true },
  {
    address: "+18005550199",
    formatted: "(800) 555-0199",
    label: "Toll-free",
    canSendText: true,
    canSendPictures: false,
  },
  {
    address: "+16505550190",
    formatted: "(650) 555-0190",
    label: "Main number",
    canSendText: false,
    canSendPictures: false,
  },
];

/** One campaign as it should be, and one that is not confirmed. */
export const sampleCampaigns: readonly SenderCampaign[] = [
  {
    address: own.address,
    formatted: own.formatted,
    isConfirmed: true,
    useCases: ["CUSTOMER_CARE", "ACCOUNT_NOTIFICATION"],
  },
  { address: "+16505550109", formatted: "(650) 555-0109", isConfirmed: false, useCases: ["LOW_VOLUME"] },
];

export const sampleRules: AwayRules = {
  ...USUAL_RULES,
  message:
    "Hi {firstName}, thank you for your text. I am out of the office until {returnDate} and will answer then. For anything urgent, call (650) 555-0190. Nora",
};

export const signedInState = (now: number): AppState => ({
  revision: 1,
  session: {
    kind: "signed-in",
    account: {
      name: "Nora Lindqvist",
      company: "Harbor Wealth Partners",
      extensionNumber: "101",
      server: "https://platform.ringcentral.com",
    },
  },
  sessionTerm: { endsAt: now + 7 * 24 * HOUR, signsInAgain: true },
  connection: { kind: "live", since: now - 3 * HOUR },
  keychain: "keychain",
  suggestedServer: null,
  notifications: "inline-reply",
  senderNumbers,
  chosenNumber: own.address,
  unread: 3,
  away: {
    absence: null,
    answered: 0,
    rules: sampleRules,
    hours: usualHours("America/Los_Angeles"),
    modelKeyOrigin: null,
  },
  startsAtLogin: false,
  quiet: usualQuiet,
  storage: { kind: "fine" },
  settings: usualSettings,
});

/** A conversation as the fake keeps it: the newest text last. */
export type FakeConversation = {
  readonly id: ConversationId;
  readonly kind: ConversationKind;
  readonly others: readonly Party[];
  readonly own: Party;
  readonly texts: TextView[];
  unread: number;
};

type Line = {
  readonly from?: Party;
  readonly body?: string;
  readonly ago: number;
  readonly status?: DeliveryStatus;
  readonly failure?: DeliveryFailure;
  readonly files?: readonly { fileName: string; contentType: string; size: number }[];
  readonly isAwayReply?: boolean;
  readonly awayWordsFrom?: TextView["awayWordsFrom"];
};

const conversation = (
  now: number,
  id: string,
  others: readonly Party[],
  lines: readonly Line[],
  extra: { unread?: number; kind?: ConversationKind } = {},
): FakeConversation => ({
  id: conversationId(id),
  kind: extra.kind ?? "text",
  others,
  own: extra.kind === "company" ? party("Nora Lindqvist", "101", "101") : own,
  unread: extra.unread ?? 0,
  texts: lines.map((line, index) => {
    const isMine = line.from === undefined;
    return {
      id: textId(`${id}-${index}`),
      conversationId: conversationId(id),
      direction: isMine ? "outbound" : "inbound",
      author: line.from ?? own,
      body: line.body ?? "",
      at: now - line.ago,
      status: line.status ?? (isMine ? "delivered" : "received"),
      failure: line.failure ?? null,
      isAwayReply: line.isAwayReply ?? false,
      awayWordsFrom: line.awayWordsFrom ?? null,
      attachments: (line.files ?? []).map((file, place) => ({
        ...file,
        id: attachmentId(`file-${place}`),
        path: `/attachment/${id}-${index}/file-${place}`,
      })),
    };
  }),
});

const photo = (fileName: string) => ({ fileName, contentType: "image/jpeg", size: 284_000 });

export const sampleConversations = (now: number): FakeConversation[] => {
  const { jane, amir, maria, stranger, dave, bank, desk, lu, priya } = people;
  return [
    conversation(
      now,
      "jane",
      [jane],
      [
        { from: jane, body: "Hi Nora, is the meeting on Thursday still on?", ago: 2 * DAY + 2 * HOUR },
        {
          body: "Yes, 10:30 at your place. Shall I bring the papers for Sam’s account too?",
          ago: 2 * DAY + 110 * MINUTE,
        },
        { from: jane, body: "That would be great", ago: 2 * DAY + 100 * MINUTE },
        { from: jane, body: "👍", ago: 2 * DAY + 99 * MINUTE },
        { from: jane, body: "Quick question before you come", ago: DAY + 90 * MINUTE },
        {
          from: jane,
          body: "The statement shows two transfers on the 14th, and I only know of one. Could you have a look?",
          ago: DAY + 89 * MINUTE,
        },
        {
          body: "I see both. The second one is the dividend being moved to your savings, as we set up in spring.",
          ago: DAY + 40 * MINUTE,
        },
        { body: "I’ll mark it on the printout so that you have it in writing.", ago: DAY + 38 * MINUTE },
        { from: jane, ago: 26 * MINUTE, files: [photo("porch.jpg")] },
        {
          from: jane,
          body: "We moved in! This is the view from the porch. Does the new address change anything for the account?",
          ago: 25 * MINUTE,
        },
        { body: "Congratulations, that looks wonderful!", ago: 12 * MINUTE },
        {
          body: "I’ll change the address today. You get a letter to confirm it, nothing else to do.",
          ago: 11 * MINUTE,
          status: "delivered",
        },
      ],
    ),
    conversation(
      now,
      "amir",
      [amir],
      [
        { body: "Your transfer went through this morning.", ago: 3 * HOUR },
        { from: amir, body: "Great, thank you", ago: 8 * MINUTE },
        {
          from: amir,
          body: "Can we talk about the college fund on Friday? Any time after 2 works for me",
          ago: 4 * MINUTE,
        },
      ],
      { unread: 2 },
    ),
    conversation(
      now,
      "stranger",
      [stranger],
      [
        {
          from: stranger,
          body: "Hello, I got your number from Dave Whitfield. Are you taking new clients?",
          ago: 51 * MINUTE,
        },
      ],
      { unread: 1 },
    ),
    conversation(
      now,
      "maria",
      [maria],
      [
        { from: maria, body: "Did you get the forms?", ago: 5 * HOUR },
        {
          body: "Not yet. Here is the short link again: bit.ly/forms",
          ago: 4 * HOUR,
          status: "failed",
          failure: { code: "carrier", carrierCode: "SMS-CAR-430" },
        },
      ],
    ),
    conversation(
      now,
      "dave",
      [dave],
      [
        { from: dave, body: "Is the new form out?", ago: 30 * DAY + HOUR },
        {
          body: "Hi Dave, thank you for asking about the form. I am away and will answer when I am back.",
          ago: 30 * DAY + HOUR - 2000,
          isAwayReply: true,
          awayWordsFrom: "model",
          status: "delivered",
        },
        { from: dave, body: "Are you in next week?", ago: 6 * HOUR },
        {
          body: "Hi Dave, I am out of the office until Monday and will answer then.",
          ago: 6 * HOUR - 2000,
          isAwayReply: true,
          awayWordsFrom: "message",
          status: "sent",
        },
      ],
    ),
    conversation(now, "desk", [desk], [{ from: desk, body: "Your 3 o’clock is here early", ago: 20 * HOUR }], {
      kind: "company",
    }),
    conversation(
      now,
      "lu",
      [lu],
      [
        { from: lu, body: "Could you send me the form once more?", ago: DAY + 3 * HOUR },
        {
          body: "Here it is, with the two pages that changed.",
          ago: DAY + 2 * HOUR,
          status: "unknown",
          failure: { code: "answer-lost" },
          files: [{ fileName: "beneficiary-forms-2026.zip", contentType: "application/zip", size: 712_400 }],
        },
      ],
    ),
    conversation(
      now,
      "group",
      [priya, lu],
      [
        { from: priya, body: "Lunch on the 3rd?", ago: 3 * DAY },
        { from: lu, body: "In", ago: 3 * DAY - 2 * MINUTE },
        { body: "Me too. Same place?", ago: 3 * DAY - 10 * MINUTE, status: "sent" },
        { from: priya, ago: 3 * DAY - 14 * MINUTE, files: [photo("menu-1.jpg"), photo("menu-2.jpg")] },
      ],
      { kind: "group" },
    ),
    conversation(
      now,
      "bank",
      [bank],
      [{ from: bank, body: "Your one-time code is 480 112. It expires in 10 minutes.", ago: 9 * DAY }],
    ),
  ];
};
