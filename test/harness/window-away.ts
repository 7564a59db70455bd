/** Away as main would answer for it: the real words, presets and decisions over the sample's texts. */
import { awayRules } from "../../main/bridge/away-schemas.ts";
import { awayWords } from "../../main/core/away/away-words.ts";
import { decideAway } from "../../main/core/away/decide-away.ts";
import { wordOnTexts } from "../../main/core/away/opted-out.ts";
import { awayPresets } from "../../main/core/away/presets.ts";
import { createTimeZones } from "../../main/time-zones/time-zones.ts";
import type { AwayEntry, AwayPerson, AwayReport, AwayRules } from "../../preload/contract/away.ts";
import type { Intent } from "../../preload/contract/intents.ts";
import type { EpochMs, Party, TextView } from "../../preload/contract/model.ts";
import type { RequestName, Requests } from "../../preload/contract/requests.ts";
import { failed, ok, type Result } from "../../preload/contract/result.ts";
import type { AwayState } from "../../preload/contract/state.ts";
import { type FakeConversation, people as sample } from "./window-sample.ts";

export type FakeAwayOptions = {
  readonly people?: readonly AwayPerson[];
  /** Newest first. */
  readonly reports?: readonly AwayReport[];
  /** So many more texts of the last days from strangers. */
  readonly moreHeard?: number;
  /** What the language model says; null: something unfit. */
  readonly modelSays?: string | null;
};

type AwayRequest = Extract<RequestName, `away/${string}`>;
type Handlers = {
  [Name in AwayRequest]: (argument: Parameters<Requests[Name]>[0]) => Result<ReturnType<Requests[Name]>>;
};

const DAY = 24 * 60 * 60_000;
const zones = createTimeZones();

/** Enough of a classifier for a sample. */
const intentOf = (text: string): Intent => {
  if (/\burgent|asap|right away/iu.test(text)) return "urgent";
  if (/\bmeet|friday|appointment|lunch/iu.test(text)) return "scheduling";
  if (/\bform|statement|document/iu.test(text)) return "document";
  if (/^(great|thanks|thank you|in|that would be great)/iu.test(text)) return "social";
  return text.includes("?") ? "question" : "other";
};

export const createFakeAway = ({
  state,
  change,
  conversations,
  options,
  now,
}: {
  readonly state: () => AwayState;
  readonly change: (change: Partial<AwayState>) => void;
  readonly conversations: () => readonly FakeConversation[];
  readonly options: FakeAwayOptions;
  readonly now: EpochMs;
}): Handlers => {
  const said = new Map((options.people ?? []).map((person) => [person.party.address, person]));
  const reports = options.reports ?? [];
  const known = new Map<string, Party>(Object.values(sample).map((party) => [party.address, party]));

  const wordsFor = (
    rules: AwayRules,
    until: EpochMs | null,
    firstName: string | null,
    labels: readonly string[],
    heard: string | null,
  ) => {
    const intent = heard === null || heard.trim() === "" ? null : intentOf(heard);
    const language = heard !== null && /[¿ñ]|\bhola\b/iu.test(heard) ? "es" : "en";
    const { body, from } = awayWords(
      rules,
      { firstName, labels, language, intent: intent === null ? null : { intent, confidence: 0.9, isSure: true } },
      {
        absence: { until },
        timeZone: state().hours.timeZone,
        company: "Harbor Wealth Partners",
        now: Date.now(),
        isLate: false,
      },
      zones,
    );
    return { body, wordsFrom: from, intent };
  };

  const heard = (): readonly TextView[] => [
    ...conversations().flatMap(({ texts }) => texts),
    ...Array.from({ length: options.moreHeard ?? 0 }, (_, index): TextView => {
      const address = `+1213555${String(1000 + index)}`;
      const [conversation] = conversations();
      if (conversation?.texts[0] === undefined) throw new Error("more needs a sample");
      const author = { name: null, address, formatted: address };
      const at = now - DAY - index * 60_000;
      return { ...conversation.texts[0], direction: "inbound", author, body: `Question ${index + 1}: are you in?`, at };
    }),
  ];

  const simulate = (rules: AwayRules): readonly AwayEntry[] => {
    const answered = new Map<string, EpochMs>();
    const opted = new Map(
      [...Map.groupBy(heard(), ({ author }) => author.address)].map(([address, all]) => [
        address,
        all.map(wordOnTexts).findLast((word) => word !== null) === "out",
      ]),
    );
    return heard()
      .filter(({ direction }) => direction === "inbound")
      .toSorted((one, other) => one.at - other.at)
      .map((text): AwayEntry => {
        const { author, body, at, conversationId } = text;
        const conversation = conversations().find(({ id }) => id === conversationId);
        const rule = decideAway({
          since: now - 30 * DAY,
          rules,
          text: { from: author.address, body, at },
          kind: conversation?.kind ?? "text",
          isContact: known.has(author.address) && author.name !== null,
          person: said.get(author.address) ?? { answer: null, labels: [] },
          isOwnNumber: false,
          isColleague: false,
          isTollFree: false,
          isOptedOut: opted.get(author.address) ?? false,
          ownTextBefore: null,
          isAnsweredSince: false,
          isRepeated: false,
          isEcho: false,
          answeredAt: answered.get(author.address) ?? null,
          answeredInMinute: 0,
          answeredInDay: 0,
          now: at + 3_000,
        });
        const words = wordsFor(rules, null, author.name?.split(" ")[0] ?? null, [], body);
        if (rule === null) answered.set(author.address, at);
        const { intent, ...answer } = words;
        const outcome: AwayEntry["outcome"] =
          rule === null
            ? { kind: "answered", at, ...answer, isLate: false, textId: null, status: null, failure: null }
            : { kind: "skipped", rule };
        return { conversationId, from: author, at, heard: body, intent, outcome };
      })
      .toReversed();
  };

  return {
    "away/switch": (ask) => {
      const since = state().absence?.since ?? Date.now();
      if (ask.kind === "until" && ask.at <= Date.now()) return failed("invalid-request", "not in the future");
      const until = ask.kind === "until" ? ask.at : null;
      change({ absence: ask.kind === "off" ? null : { since, until, because: "person" } });
      return ok(undefined);
    },
    "away/presets": () => ok(awayPresets(state().hours, Date.now(), zones)),
    "away/set-hours": (hours) => {
      change({ hours });
      return ok(undefined);
    },
    "away/set-rules": (asked) => {
      // Without compiling: the page's content security policy lets nothing be made of a string.
      const rules = awayRules.safeParse(asked, { jitless: true });
      if (!rules.success) return failed("invalid-request", "not what the bridge lets through");
      change({ rules: rules.data });
      return ok(undefined);
    },
    "away/people": () => ok([...said.values()]),
    "away/set-person": ({ address: typed, answer, labels }) => {
      const digits = typed.replaceAll(/\D/gu, "");
      if (!said.has(typed) && !known.has(typed) && digits.length < 10)
        return failed("invalid-recipient", "not a number", { about: typed });
      const address = said.has(typed) || known.has(typed) ? typed : `+1${digits.slice(-10)}`;
      const party = known.get(address) ?? { name: null, address, formatted: address };
      if (answer === null && labels.length === 0) said.delete(address);
      else said.set(address, { party, answer, labels });
      return ok(undefined);
    },
    "away/preview": ({ rules, until, firstName, labels, heard: text }) =>
      ok(wordsFor(rules, until, firstName, labels, text)),
    "away/set-model-key": ({ key, url }) => {
      change({ modelKeyOrigin: key === null ? null : new URL(url).origin });
      return ok(undefined);
    },
    "away/try-model": () => ok(options.modelSays ?? null),
    "away/simulate": ({ rules }) => ok(simulate(rules)),
    "away/report": ({ since }) => ok(reports.find(({ absence }) => since === null || absence.since === since) ?? null),
    "away/absences": () => ok(reports.map(({ absence }) => absence)),
    "away/export": () => ok(true),
  };
};
