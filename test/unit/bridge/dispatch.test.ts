import { describe, expect, it } from "vitest";
import { createDispatch, type Refusal } from "../../../main/bridge/dispatch.ts";
import type { Handlers, RequestSender } from "../../../preload/contract/handlers.ts";
import type { RequestName } from "../../../preload/contract/requests.ts";
import { failed, ok } from "../../../preload/contract/result.ts";

const sender: RequestSender = { windowId: 7, close: () => {}, fit: () => {} };

/** Handlers that note what they were asked; those given instead of it answer in their own way. */
const dispatchWith = (own: Partial<Handlers> = {}) => {
  const asked: unknown[] = [];
  const refusals: Refusal[] = [];
  const noting = (name: RequestName) => async (argument: unknown, from: RequestSender) => {
    asked.push({ name, argument, windowId: from.windowId });
    return failed("not-found", "only noted");
  };
  const handlers: Handlers = {
    "state/read": noting("state/read"),
    "account/sign-in": noting("account/sign-in"),
    "account/sign-out": noting("account/sign-out"),
    "account/choose-number": noting("account/choose-number"),
    "account/campaigns": noting("account/campaigns"),
    "account/resume": noting("account/resume"),
    "settings/change": noting("settings/change"),
    "storage/dismiss": noting("storage/dismiss"),
    "conversations/list": noting("conversations/list"),
    "conversations/start": noting("conversations/start"),
    "conversations/mark-read": noting("conversations/mark-read"),
    "thread/read": noting("thread/read"),
    "drafts/read": noting("drafts/read"),
    "drafts/keep": noting("drafts/keep"),
    "drafts/files": noting("drafts/files"),
    "drafts/keep-files": noting("drafts/keep-files"),
    "outbox/send": noting("outbox/send"),
    "outbox/resend": noting("outbox/resend"),
    "outbox/discard": noting("outbox/discard"),
    "outbox/edit": noting("outbox/edit"),
    "outbox/leave": noting("outbox/leave"),
    "contacts/search": noting("contacts/search"),
    "away/switch": noting("away/switch"),
    "away/presets": noting("away/presets"),
    "away/set-hours": noting("away/set-hours"),
    "away/set-rules": noting("away/set-rules"),
    "away/people": noting("away/people"),
    "away/set-person": noting("away/set-person"),
    "away/preview": noting("away/preview"),
    "away/set-model-key": noting("away/set-model-key"),
    "away/try-model": noting("away/try-model"),
    "away/simulate": noting("away/simulate"),
    "away/report": noting("away/report"),
    "away/absences": noting("away/absences"),
    "away/export": noting("away/export"),
    "quiet/snooze": noting("quiet/snooze"),
    "quiet/set-rules": noting("quiet/set-rules"),
    "quiet/presets": noting("quiet/presets"),
    "settings/start-at-login": noting("settings/start-at-login"),
    "windows/open-conversation": noting("windows/open-conversation"),
    "windows/close": noting("windows/close"),
    "windows/fit": noting("windows/fit"),
    "windows/report-network": noting("windows/report-network"),
    "windows/report-open": noting("windows/report-open"),
  };
  const dispatch = createDispatch({
    handlers: { ...handlers, ...own },
    onRefused: (refusal) => refusals.push(refusal),
  });
  return { dispatch, asked, refusals };
};

describe("dispatching a request", () => {
  it("hands the checked argument and the window to the handler, and its answer back", async () => {
    const { dispatch, asked, refusals } = dispatchWith();
    expect(await dispatch("away/switch", { kind: "until-off" }, sender)).toEqual(failed("not-found", "only noted"));
    expect(asked).toEqual([{ name: "away/switch", argument: { kind: "until-off" }, windowId: 7 }]);
    expect(refusals).toEqual([]);
  });

  it("passes an answer on as it is", async () => {
    const { dispatch } = dispatchWith({ "drafts/read": async () => ok("See you on Mon") });
    expect(await dispatch("drafts/read", { conversationId: "c1" }, sender)).toEqual(ok("See you on Mon"));
  });

  it("passes an expected failure on as it is", async () => {
    const failure = failed("rate-limited", "too many", { retryAfterMs: 900 });
    const { dispatch, refusals } = dispatchWith({ "account/sign-out": async () => failure });
    expect(await dispatch("account/sign-out", undefined, sender)).toEqual(failure);
    expect(refusals).toEqual([]);
  });

  it.each(["account/erase", "__proto__", "constructor", "toString", "", 3, null, ["state/read"]])(
    "refuses %j, which is no request, without running anything",
    async (name) => {
      const { dispatch, asked, refusals } = dispatchWith();
      expect(await dispatch(name, undefined, sender)).toMatchObject({
        ok: false,
        failure: { code: "invalid-request" },
      });
      expect({ asked, refusals }).toEqual({
        asked: [],
        refusals: [{ reason: "unknown-name", nameType: typeof name }],
      });
    },
  );

  it("refuses an argument of another shape, and tells where without telling what", async () => {
    const { dispatch, asked, refusals } = dispatchWith();
    const argument = { conversationId: "c1", body: 42, "+16505550101": "secret" };
    const result = await dispatch("drafts/keep", argument, sender);
    expect(result).toMatchObject({ ok: false, failure: { code: "invalid-request" } });
    expect(asked).toEqual([]);
    expect(refusals).toEqual([
      {
        reason: "invalid-argument",
        request: "drafts/keep",
        problems: "body: invalid_type, (argument): unrecognized_keys",
      },
    ]);
    expect(JSON.stringify([result, refusals])).not.toMatch(/secret|650|42/);
  });

  it("turns a handler that breaks into a failure, and tells of the bug", async () => {
    const bug = new TypeError("undefined is not a function");
    const { dispatch, refusals } = dispatchWith({ "state/read": () => Promise.reject(bug) });
    expect(await dispatch("state/read", undefined, sender)).toEqual(
      failed("internal", "state/read failed unexpectedly"),
    );
    expect(refusals).toEqual([{ reason: "bug", request: "state/read", error: bug }]);
  });

  it("does not reject when a handler throws at once", async () => {
    const { dispatch } = dispatchWith({
      "state/read": () => {
        throw new Error("at once");
      },
    });
    expect(await dispatch("state/read", undefined, sender)).toMatchObject({ ok: false, failure: { code: "internal" } });
  });
});
