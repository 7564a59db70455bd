import { describe, expect, it } from "vitest";
import { USUAL_QUIET } from "../../../main/core/quiet/quiet.ts";
import type { TrayItem } from "../../../main/core/ports/tray.ts";
import { type CoreUnderTest, startCore } from "../../harness/start-core.ts";

const HOUR = 3_600_000;
const NIGHTS = { ...USUAL_QUIET, hours: { ...USUAL_QUIET.hours, isOn: true } };

const itemsOf = ({ desktop }: CoreUnderTest): readonly TrayItem[] => desktop.tray()?.menu ?? [];
/** The submenu of notifications: the one whose lines switch them. */
const submenu = (core: CoreUnderTest) => {
  const found = itemsOf(core).find(
    (item) =>
      item.type === "submenu" && item.items.some((each) => each.type === "checkbox" && each.command.kind === "quiet"),
  );
  if (found?.type !== "submenu") throw new Error("no such menu");
  return found;
};
/** "Off for 1 hour", with a tick or brackets: what cannot be chosen. */
const lines = (core: CoreUnderTest): readonly string[] =>
  submenu(core).items.flatMap((item) =>
    item.type === "checkbox" ? [item.enabled ? `${item.checked ? "✓ " : ""}${item.label}` : `(${item.label})`] : [],
  );
const choose = async (core: CoreUnderTest, label: string): Promise<void> => {
  const item = submenu(core).items.find((each) => each.type === "checkbox" && each.label === label);
  if (item?.type !== "checkbox") throw new Error(`no ${label}`);
  core.app.perform(item.command);
  await core.clock.turn(0);
};
const picture = (core: CoreUnderTest): string => `${submenu(core).label} | ${core.desktop.tray()?.tooltip}`;

describe("the tray's menu of notifications", () => {
  it("offers to switch them off for a while, and says until when", async () => {
    const core = await startCore();
    const seen = [picture(core)];
    expect(lines(core)).toEqual(["✓ On", "Off for 30 minutes", "Off for 1 hour", "Off until tomorrow"]);
    for (const label of ["Off for 30 minutes", "Off for 1 hour", "Off until tomorrow", "On"]) {
      await choose(core, label);
      seen.push(picture(core));
    }
    expect(seen).toEqual([
      "Notifications | Tern: no unread texts",
      "Quiet until 9:30 AM | Tern: notifications off until 9:30 AM",
      "Quiet until 10:00 AM | Tern: notifications off until 10:00 AM",
      "Quiet until Tuesday, March 3, 8:00 AM | Tern: notifications off until Tuesday, March 3, 8:00 AM",
      "Notifications | Tern: no unread texts",
    ]);
  });

  it("has no tick at On while it is quiet, and has it again when that ends by itself", async () => {
    const core = await startCore();
    await choose(core, "Off for 1 hour");
    const during = lines(core)[0];
    await core.clock.turn(HOUR);
    expect([during, lines(core)[0]]).toEqual(["On", "✓ On"]);
  });

  it("says until when quiet hours last, and switches them off for the night", async () => {
    const core = await startCore();
    await core.get("quiet/set-rules", NIGHTS);
    await core.clock.turn(14 * HOUR);
    const seen = [picture(core)];
    await choose(core, "On");
    expect([...seen, picture(core)]).toEqual([
      "Quiet until Tuesday, March 3, 7:00 AM | Tern: notifications off until Tuesday, March 3, 7:00 AM",
      "Notifications | Tern: no unread texts",
    ]);
  });

  it("leaves what the system has switched off to the system", async () => {
    const core = await startCore();
    core.systemQuiet.become(true);
    await core.clock.turn(0);
    expect([picture(core), lines(core)]).toEqual([
      "Quiet: this computer’s do not disturb is on | Tern: notifications off",
      ["(On)", "Off for 30 minutes", "Off for 1 hour", "Off until tomorrow"],
    ]);
  });

  it("can be used while nobody is signed in", async () => {
    const core = await startCore();
    await core.ask("account/sign-out", undefined);
    await choose(core, "Off for 1 hour");
    expect([submenu(core).enabled, submenu(core).label]).toEqual([true, "Quiet until 10:00 AM"]);
  });
});
