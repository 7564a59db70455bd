import { describe, expect, it } from "vitest";
import { until } from "./desk-client.ts";
import { useFixture } from "./fixtures/start-fixture.ts";

describe("the desk", () => {
  const fixture = useFixture();
  const client = () => fixture().desktop.client;
  const toldOf = async (name: string): Promise<readonly (readonly unknown[])[]> =>
    (await fixture().told()).filter(([what]) => what === name);

  it("shows the tray as a person sees it", async () => {
    const plain = { type: "normal", checked: false, enabled: true };
    expect(await client().tray()).toEqual({
      tooltip: "Fixture, nothing new",
      icon: "data:image/png;base64,aGVsbG8=",
      menu: [
        { ...plain, label: "Open A & B" },
        { ...plain, label: "", type: "separator" },
        { ...plain, label: "Away", type: "checkbox" },
        {
          ...plain,
          label: "More",
          type: "submenu",
          submenu: [
            { ...plain, label: "Deep" },
            { ...plain, label: "Never", enabled: false },
          ],
        },
        { ...plain, label: "Quit" },
      ],
    });
  });

  it("clicks an entry of the menu, which is checked before main hears of it", async () => {
    await client().clickTray("Away");
    const menu = (await client().tray()).menu;
    await client().clickTray("More", "Deep");
    expect([menu[2]?.checked, await toldOf("away"), await toldOf("deep")]).toEqual([
      true,
      [["away", true]],
      [["deep"]],
    ]);
  });

  it("says why it cannot", async () => {
    const ask = async (method: string, path: string, body?: string): Promise<unknown> => {
      const response = await fetch(`${fixture().desktop.desk}${path}`, {
        method,
        ...(body === undefined ? {} : { body }),
      });
      return [response.status, await response.json()];
    };
    expect([
      await ask("POST", "/tray/click", '{"path":["Nowhere"]}'),
      await ask("POST", "/tray/click", '{"path":["More","Never"]}'),
      await ask("POST", "/tray/click", "{}"),
      await ask("POST", "/tray/click", "not json"),
      await ask("POST", "/power", '{"event":"explode"}'),
      await ask("POST", "/network", "{}"),
      await ask("POST", "/notifications/99/click"),
      await ask("GET", "/windows/99/screenshot"),
      await ask("GET", "/quit"),
      await ask("GET", "/nowhere"),
    ]).toEqual([
      [404, { error: "the tray menu has no such entry" }],
      [409, { error: "this entry of the tray menu is disabled" }],
      [400, { error: 'path must be a list of labels, such as ["Away"]' }],
      [400, { error: "the body is not JSON" }],
      [400, { error: "event must be one of suspend, resume, lock-screen, unlock-screen" }],
      [400, { error: "online must be true or false" }],
      [404, { error: "there was no such notification" }],
      [404, { error: "there is no such window" }],
      [405, { error: "this path takes another method" }],
      [404, { error: "nothing is at this path" }],
    ]);
  });

  it("shows what Electron's Notification was given, and acts on it", async () => {
    await fixture().invoke("notify", "Alice", "Hello");
    await fixture().invoke("notify", "Ben", "Hi");
    const [alice, ben] = await client().notifications();
    await client().replyTo(alice?.id ?? 0, "Answer");
    await client().actOnNotification(ben?.id ?? 0, 0);
    const again = await client()
      .replyTo(alice?.id ?? 0, "Again")
      .catch((error: Error) => error.message);
    expect([
      { title: alice?.title, body: alice?.body, actions: alice?.actions, canReply: alice?.canReply },
      await toldOf("notification-reply"),
      await toldOf("notification-action"),
      await client().notifications(),
      (await client().allNotifications()).map(({ title, isOpen }) => [title, isOpen]),
      again,
    ]).toEqual([
      { title: "Alice", body: "Hello", actions: ["Mark read"], canReply: true },
      [["notification-reply", "Answer"]],
      [["notification-action", 0]],
      [],
      [
        ["Alice", false],
        ["Ben", false],
      ],
      `POST /notifications/${alice?.id}/reply: this notification is no longer on screen`,
    ]);
  });

  it("wakes the computer", async () => {
    await client().power("resume");
    await until("main woke", async () => (await toldOf("power-resume")).length === 1);
  });

  it("keeps the links that were opened outside", async () => {
    await fixture().invoke("open-outside", "https://example.com/help");
    expect((await client().outside()).opened).toEqual(["https://example.com/help"]);
  });

  it("turns the theme, for the pages too", async () => {
    await client().theme(true);
    const isDark = (): Promise<unknown> =>
      fixture().page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches");
    await expect.poll(isDark).toBe(true);
    await client().theme(false);
    await expect.poll(isDark).toBe(false);
  });
});
