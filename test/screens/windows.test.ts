import { beforeEach, describe, expect, it } from "vitest";
import { until } from "../desktop/desk-client.ts";
import type { WindowReport } from "../desktop/wire.ts";
import { skipUnlessElectronCan } from "../harness/screen-desktop.ts";
import { sendByEnter } from "../harness/send-by-enter.ts";
import { useTern } from "../harness/use-tern.ts";

const tern = useTern();

const MAIN = "index.html";
const QUICK_REPLY = "#/quick-reply/";
const client = () => tern().client();
const windowAt = async (part: string): Promise<WindowReport | undefined> =>
  (await client().windows()).findLast(({ url }) => url.includes(part));
const openNotice = (title: string) =>
  until(`a notice of ${title}`, async () => (await client().notifications()).find((notice) => notice.title === title));

describe("the main window", () => {
  it("is there after the start, and only once however often it is asked for", async () => {
    await client().page(MAIN);
    await client().clickTray("Open");
    await client().clickTray();
    await until("it on screen", async () => (await windowAt(MAIN))?.visible === true);
    const windows = await client().windows();
    expect(windows).toMatchObject([{ title: "Tern", visible: true, focused: true }]);
    expect(windows[0]?.bounds).toMatchObject({ width: 980, height: 680 });
  });

  it("goes when it is closed, Tern stays in the tray, and it comes back where it was", async () => {
    const before = await windowAt(MAIN);
    await client().actOnWindow(before?.id ?? 0, "close");
    await until("no window", async () => (await client().windows()).length === 0);
    expect((await client().tray()).tooltip).toBe("Tern: no unread texts");
    await client().clickTray();
    await until("the window again", async () => (await windowAt(MAIN))?.visible === true);
    expect((await windowAt(MAIN))?.bounds).toEqual(before?.bounds);
  });

  it("opens at what the tray menu says, even if it was closed", async () => {
    await client().actOnWindow((await windowAt(MAIN))?.id ?? 0, "close");
    await until("no window", async () => (await client().windows()).length === 0);
    await client().clickTray("Settings");
    const page = await client().page(MAIN);
    await page.getByRole("heading", { name: "Settings" }).waitFor();
  });

  it("opens at the conversation of a clicked notice", async (context) => {
    skipUnlessElectronCan("see notifications")(context);
    await tern().textFrom("Alice Nguyen", "Are you there on Tuesday?");
    await client().clickNotification((await openNotice("Alice Nguyen")).id);
    const page = await client().page(MAIN);
    await page.getByRole("main").getByText("Are you there on Tuesday?").first().waitFor();
    await until("no notice", async () => (await client().notifications()).length === 0);
  });
});

describe("the quick-reply window", () => {
  // A notice is where it is opened from.
  beforeEach(skipUnlessElectronCan("see notifications"));

  it("opens over everything for a conversation, as high as its content, and sends", async () => {
    await client().actOnWindow((await windowAt(MAIN))?.id ?? 0, "close");
    await tern().textFrom("Ben Ortiz", "Quick question");
    // A reply without words asks for a place to write in.
    await client().replyTo((await openNotice("Ben Ortiz")).id, "");
    const page = await client().page(QUICK_REPLY);
    const field = page.getByRole("textbox");
    await field.waitFor();
    await until("the cursor in the field", () => field.evaluate((element) => element === document.activeElement));
    const content = await page.evaluate(() => document.documentElement.scrollHeight);
    expect((await windowAt(QUICK_REPLY))?.bounds.height).toBeGreaterThanOrEqual(Math.max(120, content));
    expect((await windowAt(QUICK_REPLY))?.bounds.width).toBe(420);
    await field.fill("Quick answer");
    await sendByEnter(field);
    await until("the window gone", async () => (await windowAt(QUICK_REPLY)) === undefined);
    await until("the text at RingCentral", async () =>
      (await tern().sent()).some(({ subject }) => subject === "Quick answer"),
    );
  });

  it("is one at a time, and keeps what was typed", async () => {
    await tern().textFrom("Ben Ortiz", "And another one");
    await tern().textFrom("Carla Rossi", "From somebody else");
    const firstNotice = await openNotice("Ben Ortiz");
    const secondNotice = await openNotice("Carla Rossi");
    await client().replyTo(firstNotice.id, "");
    const firstPage = await client().page(QUICK_REPLY);
    const firstUrl = (await windowAt(QUICK_REPLY))?.url ?? "";
    await firstPage.getByRole("textbox").fill("Half a thou");
    await client().replyTo(secondNotice.id, "");
    await until("the other window", async () => {
      const open = (await client().windows()).filter(({ url }) => url.includes(QUICK_REPLY));
      return open.length === 1 && open[0]?.url !== firstUrl;
    });
    await client().actOnWindow((await windowAt(QUICK_REPLY))?.id ?? 0, "close");
    await until("no window", async () => (await client().windows()).length === 0);
    await client().clickTray("Open");
    const page = await client().page(MAIN);
    await page.getByText("Ben Ortiz").first().click();
    await until("the draft", async () => (await page.getByRole("textbox").last().inputValue()) === "Half a thou");
  });
});
