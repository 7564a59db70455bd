import { describe, expect, it } from "vitest";
import { AppError } from "../../../main/core/ports/app-error.ts";
import { USUAL_RULES, usualHours } from "../../../main/core/away/away-rules.ts";
import { USUAL_QUIET } from "../../../main/core/quiet/quiet.ts";
import { trayView } from "../../../main/core/tray/tray-view.ts";
import type { AppState } from "../../../preload/contract/state.ts";
import { JANE } from "../../harness/fake-gateway.ts";
import { MONDAY_MORNING } from "../../harness/hand-clock.ts";
import { usualSettings } from "../../harness/settings-in-memory.ts";
import { startCore } from "../../harness/start-core.ts";

const live: AppState = {
  revision: 1,
  session: { kind: "signed-in", account: { name: "Dana", company: null, extensionNumber: "101", server: "https://x" } },
  sessionTerm: null,
  connection: { kind: "live", since: 0 },
  keychain: "keychain",
  suggestedServer: null,
  notifications: "buttons",
  senderNumbers: [],
  chosenNumber: null,
  unread: 0,
  away: { absence: null, answered: 0, rules: USUAL_RULES, hours: usualHours("UTC"), modelKeyOrigin: null },
  quiet: { state: { because: null, until: null }, rules: USUAL_QUIET },
  storage: { kind: "fine" },
  settings: usualSettings,
  startsAtLogin: null,
};
const away: AppState["away"] = { ...live.away, absence: { since: 0, until: null, because: "person" } };
const offline = { kind: "offline", since: 5 } as const;
const refused = { kind: "refused", since: 0, failure: null } as const;
const catchingUp = (
  more: Partial<Extract<AppState["connection"], { kind: "catching-up" }>>,
): Pick<AppState, "connection"> => ({
  connection: { kind: "catching-up", since: 0, progress: null, failure: null, ...more },
});
const momentInWords = (at: number) => `moment ${at}`;
const picture = (changes: Partial<AppState>, awayUntil: string | null = null) => {
  const { icon, tooltip } = trayView({ ...live, ...changes }, [], { awayUntil, quietUntil: null, momentInWords });
  return `${icon} | ${tooltip}`;
};

describe("the tray", () => {
  it.each<[string, Partial<AppState>, string | null]>([
    ["live | Tern: no unread texts", {}, null],
    ["unread | Tern: 1 unread text", { unread: 1 }, null],
    ["unread | Tern: 3 unread texts", { unread: 3 }, null],
    ["away | Tern: away", { away }, null],
    ["away | Tern: 3 unread texts, away until Monday, March 9", { away, unread: 3 }, "Monday, March 9"],
    ["connecting | Tern: catching up", catchingUp({}), null],
    ["connecting | Tern: catching up, 1,200 texts", catchingUp({ progress: { done: 1200, total: null } }), null],
    [
      "connecting | Tern: catching up, 1,200 of 5,000 texts",
      catchingUp({ progress: { done: 1200, total: 5000 } }),
      null,
    ],
    ["connecting | Tern: texts cannot be read, trying again", catchingUp({ failure: { code: "server-error" } }), null],
    ["connecting | Tern: texts cannot be stored", catchingUp({ failure: { code: "storage", about: "full" } }), null],
    ["connecting | Tern: connecting", { connection: { kind: "connecting", since: 0 } }, null],
    ["connecting | Tern: offline since moment 5, 2 unread texts", { connection: offline, unread: 2 }, null],
    ["connecting | Tern: offline since moment 5, away", { connection: offline, away }, null],
    ["connecting | Tern: not live, asks every minute", { connection: refused }, null],
    ["connecting | Tern: rate limited until moment 7", { connection: { kind: "rate-limited", until: 7 } }, null],
    ["connecting | Tern: signing in", { session: { kind: "signing-in" } }, null],
    ["signed-out | Tern: signed out", { session: { kind: "signed-out", because: "nobody" } }, null],
  ])("%s", (expected, changes, until) => {
    expect(picture(changes, until)).toBe(expected);
  });

  it("says since when it is offline: the time of day, and the day once it is another one", async () => {
    const { provider, clock, desktop } = await startCore();
    provider.refuse("changesSince", new AppError("no-network", "none"), 9_999);
    await clock.turn(3_600_000);
    provider.link({ kind: "down" });
    await clock.turn(0);
    const today = desktop.tray()?.tooltip;
    await clock.turn(86_400_000);
    provider.textFrom(JANE, "Hello");
    await clock.turn(0);
    expect([today, desktop.tray()?.tooltip]).toEqual([
      "Tern: offline since 10:00",
      "Tern: offline since Monday, March 2, 1 unread text",
    ]);
  });

  it("offers recent conversations, then the same five things always", async () => {
    const { provider, clock, desktop, conversationWith } = await startCore();
    for (let index = 0; index < 7; index += 1) {
      provider.textFrom(`+1650555020${index}`, "Hi");
      await clock.turn(1_000);
    }
    provider.textFrom(JANE, "Hello");
    await clock.turn(0);
    const menu = desktop.tray()?.menu ?? [];
    expect(menu.map((item) => ("label" in item ? item.label : "—"))).toEqual([
      "Jane Doe (1)",
      "(650) 555-0206 (1)",
      "(650) 555-0205 (1)",
      "(650) 555-0204 (1)",
      "(650) 555-0203 (1)",
      "—",
      "New message",
      "Away",
      "Notifications",
      "—",
      "Open",
      "Settings",
      "—",
      "Quit",
    ]);
    expect(menu[0]).toMatchObject({ command: { kind: "open-conversation", id: await conversationWith(JANE) } });
  });

  it("switches Away on and off from its menu", async () => {
    const { app, clock, desktop, state } = await startCore();
    const menu = () => {
      const found = desktop.tray()?.menu.find((item) => item.type === "submenu" && item.label.startsWith("Away"));
      return found?.type === "submenu" ? found : expect.fail("no menu of Away");
    };
    const seen: unknown[] = [];
    for (const label of [
      "Until I turn it off",
      "For an hour",
      "Until the end of today",
      "Until Monday morning",
      "Off",
    ]) {
      const choice = menu().items.find((item) => item.type === "checkbox" && item.label === label);
      if (choice?.type !== "checkbox") expect.fail(`no choice ${label}`);
      app.perform(choice.command);
      await clock.turn(0);
      const { absence } = state().away;
      const checked = menu().items.flatMap((item) => (item.type === "checkbox" && item.checked ? [item.label] : []));
      seen.push([menu().label, absence && absence.until, checked]);
    }
    expect(seen).toEqual([
      ["Away", null, ["Until I turn it off"]],
      ["Away until 10:00 AM", MONDAY_MORNING + 3_600_000, []],
      ["Away until the end of today", MONDAY_MORNING + 15 * 3_600_000, []],
      ["Away until Monday, March 9, 9:00 AM", MONDAY_MORNING + 7 * 86_400_000, []],
      ["Away", null, ["Off"]],
    ]);
  });

  it.each([
    [{ kind: "open" }, "main"],
    [{ kind: "new-message" }, "page new-message"],
    [{ kind: "settings" }, "page settings"],
    [{ kind: "quit" }, "quit"],
  ] as const)("does what is clicked: %s", async (command, asked) => {
    const { app, desktop } = await startCore();
    app.perform(command);
    expect(desktop.asked).toEqual([asked]);
  });

  it("offers nothing that needs an account while signed out", () => {
    const { menu } = trayView({ ...live, session: { kind: "signed-out", because: "ended" } }, [], {
      awayUntil: null,
      quietUntil: null,
      momentInWords,
    });
    expect(menu.flatMap((item) => ("enabled" in item ? [`${item.label}: ${item.enabled}`] : []))).toEqual([
      "New message: false",
      "Away: false",
      "Notifications: true",
      "Open: true",
      "Settings: true",
      "Quit: true",
    ]);
  });
});
