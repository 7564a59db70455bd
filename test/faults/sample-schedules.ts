import type { Act, Schedule } from "./act.ts";

/** An act each so many milliseconds of the server's clock. */
const EVERY_MS = 2_500;

const oneAfterTheOther = (acts: readonly Act[]): Schedule["acts"] =>
  acts.map((act, index) => ({ at: index * EVERY_MS, act }));

const text = (index: number, count = 1, withPicture = false): Act => ({
  kind: "texts",
  from: { kind: "client", index },
  count,
  withPicture,
});

/** A short day with a bit of everything in it: each defect of child/breakages.ts shows. */
export const ordinaryDay: Schedule = {
  seed: 0,
  history: 1,
  firstDeaths: [],
  isEarly: false,
  clockOff: 0,
  acts: oneAfterTheOther([
    text(2),
    { kind: "fault", change: { resetAfterWork: [{ path: "/sms", method: "POST" }] } },
    { kind: "reply", to: 0, how: "text" },
    { kind: "away", on: true },
    text(3, 2),
    text(3),
    { kind: "fault", change: { answer: [{ path: "/message-sync", status: 429, retryAfter: 120 }] } },
    text(4),
    { kind: "reply", to: 1, how: "picture" },
    { kind: "begin-to-write", to: 5 },
    text(5, 1, true),
  ]),
  end: "time",
};

/** The computer sleeps and its connection dies; what came meanwhile is found when the system says that it woke up. */
export const closedLid: Schedule = {
  ...ordinaryDay,
  acts: oneAfterTheOther([
    text(2),
    { kind: "sleep", minutes: 10, halfOpen: true, texts: 2, toldAfterMs: 0 },
    // Time enough to be late in, before it runs ahead.
    ...Array.from({ length: 10 }, (): Act => ({ kind: "away", on: false })),
  ]),
};
