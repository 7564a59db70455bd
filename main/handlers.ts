import type { Handlers } from "../preload/contract/handlers.ts";
import type { ConversationId } from "../preload/contract/model.ts";
import { failed, ok, type Result } from "../preload/contract/result.ts";
import type { Settings } from "../preload/contract/state.ts";
import type { Account } from "./core/account/account.ts";
import { reportCsv } from "./core/away/report-csv.ts";
import { resultFromError } from "./core/ports/app-error.ts";
import type { Desktop } from "./core/ports/desktop.ts";
import type { Log } from "./core/ports/system.ts";
import type { Quiet } from "./core/quiet/quiet.ts";
import type { OpenConversations } from "./core/reading/open-conversations.ts";
import type { AppStateHolder } from "./core/state/app-state.ts";
import type { SignedIn } from "./signed-in.ts";

/** The longest page of anything, so that a window cannot ask for a whole history at once. */
const LONGEST_PAGE = 200;

/** What each request of a window does. Reads as a list: the work is in the features. */
export const createHandlers = ({
  state,
  account,
  desktop,
  openConversations,
  quiet,
  changeSettings,
  log,
}: {
  readonly state: AppStateHolder;
  readonly account: Account<SignedIn>;
  readonly desktop: Desktop;
  readonly openConversations: OpenConversations;
  readonly quiet: Pick<Quiet, "snooze" | "setRules" | "presets">;
  readonly changeSettings: (settings: Settings) => Result<void>;
  readonly log: Log;
}): Handlers => {
  /** Runs for whoever is signed in; what a feature throws becomes a failure. */
  const signedIn =
    <Given, Answer>(run: (current: SignedIn, argument: Given) => Result<Answer> | Promise<Result<Answer>>) =>
    async (argument: Given): Promise<Result<Answer>> => {
      const current = account.signedIn();
      if (current === null) return failed("signed-out", "nobody is signed in");
      try {
        return await run(current, argument);
      } catch (error) {
        const result = resultFromError(error);
        if (!result.ok) log.error("request failed", { code: result.failure.code }, error);
        return result;
      }
    };
  const done = ok(undefined);
  const markRead = signedIn(({ reading }, { conversationId }: { readonly conversationId: ConversationId }) => {
    reading.markRead(conversationId);
    return done;
  });

  return {
    "state/read": async () => ok(state.read()),

    "account/sign-in": (credentials) => account.signIn(credentials),
    "account/sign-out": () => account.signOut(),
    "account/campaigns": signedIn(async ({ campaigns }) => ok(await campaigns.read())),
    "account/resume": async () => {
      await account.resume();
      return done;
    },
    "settings/change": async (settings) => changeSettings(settings),
    "settings/start-at-login": async ({ isOn }) => {
      const { loginStart } = desktop;
      if (loginStart === null) return failed("invalid-request", "this Tern is not installed");
      try {
        loginStart.set(isOn);
      } catch (error) {
        return resultFromError(error);
      }
      state.change({ startsAtLogin: loginStart.isOn() });
      return done;
    },
    "storage/dismiss": signedIn(() => {
      account.dismissRebuilt();
      return done;
    }),
    "account/choose-number": signedIn(({ numbers }, { address }) => numbers.choose(address)),

    "conversations/list": signedIn(({ views }, { before, limit }) => ok(views.list(before, pageOf(limit)))),
    "conversations/start": signedIn(({ startConversation }, { addresses }) => startConversation(addresses)),
    "conversations/mark-read": markRead,

    "thread/read": signedIn(({ views }, { conversationId, before, limit }) =>
      views.thread(conversationId, before, pageOf(limit)),
    ),

    "drafts/read": signedIn(({ drafts }, { conversationId }) => ok(drafts.read(conversationId))),
    "drafts/keep": signedIn(({ drafts }, { conversationId, body }) => {
      drafts.keep(conversationId, body);
      return done;
    }),

    "drafts/files": signedIn(({ drafts }, { conversationId }) => ok(drafts.files(conversationId))),
    "drafts/keep-files": signedIn(({ drafts }, { conversationId, attachments }) => {
      drafts.keepFiles(conversationId, attachments);
      return done;
    }),

    "outbox/send": signedIn(({ sendWritten }, { conversationId, body, attachments }) =>
      sendWritten(conversationId, body, attachments),
    ),
    "outbox/resend": signedIn(({ outbox }, { textId }) => outbox.resend(textId)),
    "outbox/discard": signedIn(({ outbox }, { textId }) => outbox.discard(textId)),
    "outbox/edit": signedIn(({ outbox }, { textId }) => outbox.edit(textId)),
    "outbox/leave": signedIn(({ outbox }, { textId }) => outbox.leave(textId)),

    "contacts/search": signedIn(({ contacts }, { query }) => ok(contacts.search(query))),

    "away/switch": signedIn(({ away }, ask) => away.switch(ask)),
    "away/presets": signedIn(({ away }) => ok(away.presets())),
    "away/set-hours": signedIn(({ away }, hours) => away.setHours(hours)),
    "away/set-rules": signedIn(({ away }, rules) => away.setRules(rules)),
    "away/people": signedIn(({ away }) => ok(away.people())),
    "away/set-person": signedIn(({ away }, person) => away.setPerson(person)),
    "away/preview": signedIn(async ({ away }, ask) => ok(await away.preview(ask))),
    "away/set-model-key": signedIn(async ({ away }, { key, url }) => {
      await away.setModelKey(key, url);
      return done;
    }),
    "away/try-model": signedIn(({ away }, ask) => away.tryModel(ask)),
    "away/simulate": signedIn(async ({ away }, { rules, until }) => ok(await away.simulate(rules, until))),
    "away/report": signedIn(({ away }, { since }) => ok(away.report(since))),
    "away/absences": signedIn(({ away }) => ok(away.absences())),
    "away/export": signedIn(async ({ away }, { since }) => {
      const report = away.report(since);
      return report === null
        ? failed("not-found", "no such absence")
        : ok(await desktop.saveFile("away-report.csv", reportCsv(report)));
    }),

    "quiet/snooze": async ({ until }) => quiet.snooze(until),
    "quiet/set-rules": async (rules) => quiet.setRules(rules),
    "quiet/presets": async () => ok(quiet.presets()),

    "windows/open-conversation": async ({ conversationId }) => {
      desktop.openConversation(conversationId);
      return done;
    },
    "windows/close": async (_argument, sender) => {
      sender.close();
      return done;
    },
    "windows/fit": async ({ height }, sender) => {
      sender.fit(height);
      return done;
    },
    "windows/report-network": async ({ isOnline }) => {
      desktop.reportNetwork(isOnline);
      return done;
    },
    "windows/report-open": async ({ conversationId }, sender) => {
      openConversations.report(sender.windowId, conversationId);
      const isSeen = conversationId !== null && openConversations.has(conversationId);
      return isSeen ? markRead({ conversationId }) : done;
    },
  };
};

const pageOf = (limit: number): number => Math.max(1, Math.min(LONGEST_PAGE, Math.floor(limit)));
