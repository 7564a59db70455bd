import type { AwayState } from "../../preload/contract/state.ts";
import { usualHours } from "../../main/core/away/away-rules.ts";
import type { FakeAwayOptions } from "./window-away.ts";
import type { OpenOptions } from "./window-page.ts";
import { sampleReports } from "./window-reports.ts";
import { people, sampleCampaigns, sampleRules } from "./window-sample.ts";
import type { OpenedWindow } from "./window-tests.ts";

/** A Friday, at 10:42 in the morning. */
export const FRIDAY = new Date("2026-11-20T10:42:00-08:00");

/** When Away ends on the Monday after it. */
export const MONDAY = new Date("2026-11-23T09:00:00-08:00").getTime();

export const awayState = (change: Partial<AwayState> = {}): AwayState => ({
  absence: null,
  answered: 0,
  rules: sampleRules,
  hours: usualHours("America/Los_Angeles"),
  modelKeyOrigin: null,
  ...change,
});

/** What a window has to be opened with to have this of Away. */
export const awayOptions = (
  change: Partial<AwayState> = {},
  away: FakeAwayOptions = {},
): Pick<OpenOptions, "now" | "state" | "away"> => ({ now: FRIDAY, state: { away: awayState(change) }, away });

/** Goes to the page from the list. */
export const toAway = async ({ page }: Pick<OpenedWindow, "page">): Promise<void> => {
  await page.getByRole("button", { name: /^Away/u }).first().click();
  await page.getByRole("heading", { name: "Away", level: 1 }).waitFor();
};

/** Away switched on with everything that can be, people and reports among it. */
export const awayEverything = {
  campaigns: sampleCampaigns,
  ...awayOptions(
    {
      absence: { since: FRIDAY.getTime() - 3_600_000, until: MONDAY, because: "person" },
      answered: 2,
      rules: {
        ...sampleRules,
        hasStopLine: true,
        who: "labelled",
        labels: ["VIP"],
        againAfterHours: 24,
        lateWords: "Sorry for the late reply.",
        others: [
          { words: "Hola {firstName}, vuelvo el {returnDate}.", whom: { kind: "language", language: "es" } },
          { words: "Hi {firstName}, call my cell.", whom: { kind: "label", label: "VIP" } },
        ],
        smart: { ...sampleRules.smart, isOn: true, urgentNumber: "(650) 555-0190" },
        model: { ...sampleRules.model, isOn: true, model: "llama3.2" },
      },
      hours: { ...usualHours("America/Los_Angeles"), isOn: true, holidays: ["2026-11-26", "2026-12-25"] },
      modelKeyOrigin: new URL(sampleRules.model.url).origin,
    },
    {
      people: [
        { party: people.dave, answer: "never", labels: [] },
        { party: people.maria, answer: "always", labels: ["VIP", "client"] },
      ],
      reports: sampleReports(FRIDAY.getTime()),
    },
  ),
};

/** What opens on the page then: the parts of the sentence, the two pages, the parts that fold. */
export const awayParts = [
  "contacts labelled VIP",
  "once every 24 hours",
  "always 1 person and never 1 person",
  "10 a minute and 200 a day",
  "texts up to 12 hours old",
  "What would happen",
  "Report",
  "Other messages",
  "Working hours",
  "Smart replies",
  "Language model",
  "What Away needs",
  "What carriers expect",
] as const;
