import { describe, expect, test } from "vitest";
import { conversationId } from "../../harness/ids.ts";
import { people } from "../../harness/window-sample.ts";
import { useWindows } from "../../harness/window-tests.ts";

const windows = useWindows();
/** A Friday, at 10:42 in the morning. */
const now = new Date("2026-11-20T10:42:00-08:00");

describe("Away", () => {
  const open = async (options: Parameters<typeof windows.open>[0] = {}) => {
    const window = await windows.open({ now, ...options });
    await window.page.getByRole("button", { name: "Away" }).click();
    await window.page.getByRole("heading", { name: "Away", level: 1 }).waitFor();
    return window;
  };

  test("is switched on until next Monday with two clicks", async () => {
    const window = await open();
    const { page } = window;
    await page.getByText("Mon, Nov 23").click();
    await page.getByText("Away ends by itself when Monday, November 23 begins.").waitFor();
    await page.getByText("Texts wait until you answer them.").click();
    await expect.poll(() => page.getByRole("button", { name: "Away" }).textContent()).toBe("Away until Mon, Nov 23");
    expect(await page.getByRole("switch", { name: "Away" }).isChecked()).toBe(true);
    expect((await window.asked("away/compose")).at(-1)).toMatchObject({ returnDate: "2026-11-23" });
    expect(await window.asked("away/switch")).toEqual([{ on: true }]);
  });

  test("takes any other day", async () => {
    const window = await open();
    const { page } = window;
    await page.getByText("Another day").click();
    await page.getByLabel("Return day").fill("2027-01-04");
    await expect
      .poll(async () => (await window.asked("away/compose")).at(-1))
      .toMatchObject({ returnDate: "2027-01-04" });
  });

  test("shows the message as a client will see it while it is written, and keeps it", async () => {
    const window = await open();
    const { page } = window;
    await page.getByText("Mon, Nov 23").click();
    await page
      .getByRole("textbox", { name: "Message to those who text you" })
      .fill("Hello {firstName}, back on {returnDate}.");
    const phone = page.getByRole("figure", { name: "What Amir will see" });
    await phone.getByText("Hello Amir, back on Monday, November 23.").waitFor();
    await expect
      .poll(async () => (await window.asked("away/compose")).at(-1))
      .toEqual({ message: "Hello {firstName}, back on {returnDate}.", returnDate: "2026-11-23" });
  });

  test("does not go on with an empty message", async () => {
    const window = await open();
    const { page } = window;
    await page.getByRole("textbox", { name: "Message to those who text you" }).fill(" ");
    await page.getByText("Write something: an empty message is not sent.").waitFor();
    await page.getByText("Texts wait until you answer them.").click();
    expect(await page.getByRole("switch", { name: "Away" }).isChecked()).toBe(false);
    expect(await window.asked("away/switch")).toEqual([]);
  });

  test("lists what was answered, and leads to the conversation", async () => {
    const { page } = await open({
      answers: [
        {
          conversationId: conversationId("dave"),
          to: people.dave,
          at: now.getTime() - 7_200_000,
          body: "Hi Dave, I am away",
        },
      ],
    });
    const list = page.getByRole("list", { name: "Answered" });
    expect(await list.textContent()).toBe(
      "DWDave Whitfield8:42 AMHi Dave, I am away".replace("8:42 AMHi Dave, I am away", "Hi Dave, I am away8:42 AM"),
    );
    await list.getByRole("button").click();
    await page.getByRole("region", { name: "Conversation with Dave Whitfield" }).waitFor();
  });

  test("says that it needs this computer awake", async () => {
    const { page } = await open();
    await page.getByText(/only while this computer is awake, connected and signed in/u).waitFor();
  });
});

describe("Settings", () => {
  test("show the account, and remember the chosen number", async () => {
    const window = await windows.open();
    const { page } = window;
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByText("Harbor Wealth Partners").waitFor();
    const numbers = page.getByRole("radiogroup", { name: "New conversations are written from" });
    expect(await numbers.getByRole("radio", { name: "(650) 555-0100" }).isChecked()).toBe(true);
    expect(await numbers.getByRole("radio", { name: "(650) 555-0190" }).isDisabled()).toBe(true);
    await numbers.getByText("RingCentral has not turned texting on for this number.").waitFor();
    await numbers.getByText("(800) 555-0199").click();
    await expect.poll(() => window.asked("account/choose-number")).toEqual([{ address: "+18005550199" }]);
  });

  test("sign out only after saying what is lost", async () => {
    const window = await windows.open();
    const { page } = window;
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    const question = page.getByRole("alertdialog", { name: "Sign out of Tern?" });
    await question.getByText(/removes its entries from the keychain and deletes its copy of your texts/u).waitFor();
    await question.getByRole("button", { name: "Cancel" }).click();
    await question.waitFor({ state: "detached" });
    expect(await window.asked("account/sign-out")).toEqual([]);

    await page.getByRole("button", { name: "Sign out" }).click();
    await question.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in to RingCentral" }).waitFor();
  });

  test("say plainly that the session is in memory only", async () => {
    const { page } = await windows.open({ state: { keychain: "memory-only" } });
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByText(/no keychain that Tern can use/u).waitFor();
  });
});
