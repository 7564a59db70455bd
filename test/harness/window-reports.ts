import type { AwayEntry, AwayReport } from "../../preload/contract/away.ts";
import type { EpochMs } from "../../preload/contract/model.ts";
import { conversationId, textId } from "./ids.ts";
import { people } from "./window-sample.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Two absences of which much is to be told, and one of which nothing is. Times count back from `now`. */
export const sampleReports = (now: EpochMs): readonly AwayReport[] => {
  const since = now - 66 * HOUR;
  const entry = (
    id: keyof typeof people,
    ago: number,
    heard: string,
    outcome: AwayEntry["outcome"],
    intent: AwayEntry["intent"] = null,
  ): AwayEntry => ({ conversationId: conversationId(id), from: people[id], at: now - ago, heard, intent, outcome });
  const answered = (
    ago: number,
    body: string,
    more: Partial<Extract<AwayEntry["outcome"], { kind: "answered" }>> = {},
  ): AwayEntry["outcome"] => ({
    kind: "answered",
    at: now - ago,
    body,
    wordsFrom: "message",
    isLate: false,
    textId: textId(`answer-${ago}`),
    status: "delivered",
    failure: null,
    ...more,
  });
  return [
    {
      absence: { since, until: now - 2 * HOUR, because: "person", hasEnded: true },
      gaps: [
        { kind: "asleep", from: now - 40 * HOUR, to: now - 31 * HOUR },
        { kind: "offline", from: now - 20 * HOUR, to: now - 20 * HOUR + 12 * MINUTE },
      ],
      entries: [
        entry("stranger", 3 * HOUR, "Are you taking new clients?", { kind: "skipped", rule: "unknown-sender" }),
        entry(
          "dave",
          6 * HOUR,
          "Are you in next week?",
          answered(6 * HOUR, "Hi Dave, I am away until Monday."),
          "question",
        ),
        entry("amir", 8 * HOUR, "Hello again", { kind: "skipped", rule: "already-answered" }),
        entry(
          "maria",
          21 * HOUR,
          "Did you get the forms?",
          answered(21 * HOUR, "Hi Maria, I am away until Monday.", {
            status: "failed",
            failure: { code: "carrier", carrierCode: "SMS-CAR-413" },
          }),
        ),
        entry(
          "jane",
          38 * HOUR,
          "This is urgent: the transfer has to go out today, and nobody answers at the desk.",
          answered(
            30 * HOUR,
            "Sorry for the late reply. Hi Jane, I am away until Monday. If it cannot wait, call (650) 555-0190.",
            {
              isLate: true,
              wordsFrom: "template",
            },
          ),
          "urgent",
        ),
        entry(
          "amir",
          50 * HOUR,
          "Can we talk about the college fund on Friday?",
          answered(50 * HOUR, "Hi Amir, I am away until Monday and will find a time for the college fund then.", {
            wordsFrom: "model",
          }),
          "scheduling",
        ),
        entry("bank", 60 * HOUR, "Your one-time code is 480 112.", { kind: "skipped", rule: "short-code" }),
      ],
    },
    {
      absence: { since: now - 400 * HOUR, until: now - 390 * HOUR, because: "hours", hasEnded: true },
      gaps: [],
      entries: [],
    },
  ];
};
