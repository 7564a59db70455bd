import { createAccount } from "./core/account/account.ts";
import { createDatabases } from "./core/account/databases.ts";
import { createKeptAccounts } from "./core/account/kept-accounts.ts";
import { USUAL_RULES, usualHours } from "./core/away/away-rules.ts";
import { welcomeBack } from "./core/away/welcome-back.ts";
import { createGuard, guardedClock } from "./core/guard.ts";
import { createInBackground } from "./core/in-background.ts";
import { createNoticeActs } from "./core/notices/notice-acts.ts";
import type { Ports } from "./core/ports.ts";
import { failureFrom, resultFromError } from "./core/ports/app-error.ts";
import type { Notifier } from "./core/ports/desktop.ts";
import type { TrayCommand } from "./core/ports/tray.ts";
import { createStorageNotice } from "./core/notices/storage-notice.ts";
import { createQuiet } from "./core/quiet/quiet.ts";
import { createOpenConversations } from "./core/reading/open-conversations.ts";
import { createSettingsChange } from "./core/settings/settings.ts";
import { createStandingNotice } from "./core/standing-notice.ts";
import { createAppState } from "./core/state/app-state.ts";
import { createTrayCommands } from "./core/tray/tray-commands.ts";
import { createTray } from "./core/tray/tray.ts";
import { createHandlers } from "./handlers.ts";
import { createSignedIn, type SignedIn } from "./signed-in.ts";
import type { Handlers } from "../preload/contract/handlers.ts";
import type { AttachmentId, TextId } from "../preload/contract/model.ts";
import type { Credentials } from "../preload/contract/requests.ts";
import { failed, type Result } from "../preload/contract/result.ts";

/** All of Tern but its adapters. */
export type App = {
  /** One for each request a window can make. */
  readonly handlers: Handlers;
  /**
   * Takes up the kept session, or signs in with these credentials if this profile has no account yet. Resolves when
   * the person is signed in or it is clear that they are not; the state says which.
   */
  readonly start: (credentialsFromEnvironment?: Credentials) => Promise<void>;
  /** The computer woke up, or the network came back or changed. */
  readonly wake: () => void;
  /** The screen was locked, or unlocked: what is open behind a locked one is not being read. */
  readonly lock: (isLocked: boolean) => void;
  /** A click in the tray menu. */
  readonly perform: (command: TrayCommand) => void;
  /** A window is gone: what it had open no longer counts as being read. */
  readonly windowClosed: (windowId: number) => void;
  /** Content for the protocol handler; fails with not-found, no-network, signed-out, storage … */
  readonly attachment: (
    textId: TextId,
    attachmentId: AttachmentId,
  ) => Promise<Result<{ readonly contentType: string; readonly content: Uint8Array }>>;
  /** Ends the session's work in good order, waiting a few seconds at most for what is on its way out. Stays signed in. */
  readonly quit: () => Promise<void>;
};

/** The ports, and what the app is started with. */
export type AppPorts = Ports & {
  /** Server the sign-in form starts with; null: production. */
  readonly suggestedServer: string | null;
};

/** Builds all of Tern by hand, top to bottom; nothing runs until `start`. */
export const createApp = (ports: AppPorts): App => {
  const { desktop, gateways, log, notifier, randomness, settings, stores, suggestedServer, vault, zones } = ports;
  const signedOut = {
    ...SIGNED_OUT,
    away: { absence: null, answered: 0, rules: USUAL_RULES, hours: usualHours(zones.here()), modelKeyOrigin: null },
  };
  const guard = createGuard(log);
  const clock = guardedClock(ports.clock, guard);
  const inBackground = createInBackground(log);

  const quiet = createQuiet({
    settings,
    system: ports.systemQuiet,
    clock,
    zones,
    log,
    inBackground,
    onChanged: (now, rules) => {
      state.change({ quiet: { state: now, rules } });
      account.signedIn()?.quietChanged();
    },
  });
  /** For what is no text: it waits until it is not quiet any more. */
  const whenNotQuiet: Pick<Notifier, "show" | "withdraw"> = {
    ...notifier,
    show: async (notice) => (quiet.state().because === null ? notifier.show(notice) : "not-shown"),
  };

  const tray = createTray({
    desktop,
    clock,
    state: () => state.read(),
    zones,
    recent: (limit) => account.signedIn()?.views.list(null, limit) ?? [],
  });

  const state = createAppState({
    initial: {
      ...signedOut,
      session: { kind: "signed-out", because: "nobody" },
      keychain: vault.kind,
      suggestedServer,
      notifications: notifier.ability(),
      storage: { kind: "fine" },
      settings: settings.settings(),
      startsAtLogin: desktop.loginStart?.isOn() ?? null,
      quiet: { state: quiet.state(), rules: quiet.rules() },
    },
    onChanged: (changed) => {
      desktop.broadcast("state/changed", changed);
      tray.draw();
      tellOfStorage(changed.storage);
      desktop.keepAwake(changed.away.absence !== null && changed.away.rules.keepsAwake);
    },
  });

  const cannotKeep = createStandingNotice({ id: "storage", notifier: whenNotQuiet, clock, inBackground });
  const isBack = createStandingNotice({ id: "away", notifier: whenNotQuiet, clock, inBackground });
  const tellOfStorage = createStorageNotice(cannotKeep);

  const openConversations = createOpenConversations();
  const databases = createDatabases({ vault, stores, randomness, now: clock.now, log });
  const kept = createKeptAccounts({ vault, databases, settings, randomness, log });

  const account = createAccount<SignedIn>({
    gateways,
    vault,
    kept,
    databases,
    clock,
    log,
    signInAgain: createStandingNotice({ id: "session", notifier: whenNotQuiet, clock, inBackground }),
    inBackground,
    createSignedIn: (opened) =>
      createSignedIn({ ...ports, clock }, opened, openConversations, quiet, inBackground, guard, {
        onConnection: (connection) => state.change({ connection }),
        onSessionTerm: (sessionTerm) => state.change({ sessionTerm }),
        onConversationsChanged: (ids) => {
          for (const conversationId of ids) desktop.broadcast("conversation/changed", { conversationId });
          tray.draw();
        },
        onNumbers: (senderNumbers, chosenNumber) => state.change({ senderNumbers, chosenNumber }),
        onUnread: (unread) => state.change({ unread }),
        onAway: (away) => {
          // Else the next welcome would say nothing new if its counts are the same.
          if (away.absence !== null && state.read().away.absence === null) isBack.withdraw();
          state.change({ away });
        },
        onAwayEnded: (report) => {
          const words = welcomeBack(report);
          if (words !== null) isBack.show(words);
        },
        onProgressed: (textId, sent, total) => desktop.broadcast("outbox/progressed", { textId, sent, total }),
        onStored: () => account.toldOfStorage(null),
      }),
    onSession: (session) => {
      if (session.kind === "signed-out") openConversations.clear();
      state.change(session.kind === "signed-out" ? { ...signedOut, session } : { session });
    },
    onStorage: (storage) => state.change({ storage }),
  });

  const changeSettings = createSettingsChange({
    store: settings,
    onChanged: (changed) => {
      state.change({ settings: changed });
      account.signedIn()?.settingsChanged();
    },
  });
  const handlers = createHandlers({ state, account, desktop, openConversations, quiet, changeSettings, log });
  const actOnNotice = createNoticeActs({ desktop, log, guard, target: () => account.signedIn()?.noticeTarget ?? null });
  const actOnTray = createTrayCommands({
    desktop,
    switchAway: (to) => account.signedIn()?.away.choose(to),
    switchQuiet: (to) => {
      const chosen = quiet.choose(to);
      if (!chosen.ok) log.warn("notifications not switched", { code: chosen.failure.code });
    },
  });

  return {
    handlers,
    start: async (credentialsFromEnvironment) => {
      quiet.check();
      tray.draw();
      const isKept = await account.resume();
      // Only now: a reply typed into a notice of an earlier run, which started Tern, is told at once and needs a session.
      notifier.onAct(actOnNotice);
      if (isKept || credentialsFromEnvironment === undefined) return;
      const result = await account.signIn(credentialsFromEnvironment);
      const { session } = state.read();
      if (result.ok || session.kind !== "signed-out") return;
      state.change({ session: { ...session, refusal: result.failure } });
    },
    wake: () => {
      guard("wake", quiet.check);
      account.wake();
      guard("wake", () => account.signedIn()?.wake());
    },
    lock: (isLocked) => {
      openConversations.lock(isLocked);
      // What came in meanwhile is before the person's eyes now.
      for (const id of openConversations.all()) guard("read", () => account.signedIn()?.reading.markRead(id));
    },
    perform: (command) => guard("tray command", () => actOnTray(command)),
    windowClosed: (windowId) => openConversations.report(windowId, null),
    attachment: async (textId, attachmentId) => {
      const signedIn = account.signedIn();
      if (signedIn === null) return failed("signed-out", "nobody is signed in");
      try {
        return await signedIn.attachments.content(textId, attachmentId);
      } catch (error) {
        log.warn("attachment not fetched", { code: failureFrom(error).code });
        return resultFromError(error);
      }
    },
    quit: () => {
      quiet.stop();
      cannotKeep.stop();
      isBack.stop();
      return account.quit();
    },
  };
};

const SIGNED_OUT = {
  sessionTerm: null,
  connection: { kind: "idle" },
  senderNumbers: [],
  chosenNumber: null,
  unread: 0,
} as const;
