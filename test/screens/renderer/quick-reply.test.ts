import { describe, expect, test } from "vitest";
import { giveFiles } from "../../harness/give-files.ts";
import { useWindows } from "../../harness/window-tests.ts";

const windows = useWindows();
const options = { hash: "/quick-reply/amir", page: { viewport: { width: 420, height: 260 } } };

describe("the quick-reply window", () => {
  test("shows who and the last two lines, its cursor in the field", async () => {
    const { page } = await windows.open(options);
    await page.getByRole("region", { name: "Reply to Amir Khan" }).waitFor();
    expect(await page.getByRole("log", { name: "Last texts" }).locator("p").allTextContents()).toEqual([
      "Great, thank you",
      "Can we talk about the college fund on Friday? Any time after 2 works for me",
    ]);
    await page.keyboard.type("Sure");
    expect(await page.getByRole("textbox", { name: "Message" }).inputValue()).toBe("Sure");
  });

  test("sends with Enter, marks the conversation read, and closes", async () => {
    const window = await windows.open(options);
    await window.page.getByRole("textbox", { name: "Message" }).fill("Friday at 3");
    await window.page.keyboard.press("Enter");
    await expect.poll(() => window.asked("windows/close")).toHaveLength(1);
    expect(await window.asked("outbox/send")).toEqual([
      { conversationId: "amir", body: "Friday at 3", attachments: [] },
    ]);
    expect(await window.asked("conversations/mark-read")).toEqual([{ conversationId: "amir" }]);
  });

  test("closes with Esc and keeps what was typed", async () => {
    const window = await windows.open(options);
    await window.page.getByRole("textbox", { name: "Message" }).fill("Let me check");
    await window.page.keyboard.press("Escape");
    await expect.poll(() => window.asked("windows/close")).toHaveLength(1);
    expect(await window.fake((fake) => fake.draft("amir"))).toBe("Let me check");
    expect(await window.asked("outbox/send")).toEqual([]);
  });

  test("starts with what was typed the last time", async () => {
    const { page } = await windows.open({ ...options, drafts: { amir: "Let me check" } });
    await page.waitForFunction(() => document.querySelector("textarea")?.value === "Let me check");
  });

  test("stays open, with the words and the reason, when the text could not be stored", async () => {
    const window = await windows.open(options);
    await window.page.getByRole("textbox", { name: "Message" }).fill("Friday at 3");
    await window.fake((fake) => fake.refuse("outbox/send", { code: "no-sender-number" }));
    await window.page.keyboard.press("Enter");
    await window.page.getByText(/None of your numbers may send this/u).waitFor();
    expect(await window.page.getByRole("textbox", { name: "Message" }).inputValue()).toBe("Friday at 3");
    expect(await window.asked("windows/close")).toEqual([]);
  });

  test("opens the whole conversation, taking the draft along", async () => {
    const window = await windows.open(options);
    await window.page.getByRole("textbox", { name: "Message" }).fill("This gets long");
    await window.page.getByRole("button", { name: "Open conversation" }).click();
    await expect.poll(() => window.asked("windows/close")).toHaveLength(1);
    expect(await window.asked("windows/open-conversation")).toEqual([{ conversationId: "amir" }]);
    expect(await window.fake((fake) => fake.draft("amir"))).toBe("This gets long");
  });

  test("asks for the height of its content, and for more as the text grows", async () => {
    const window = await windows.open(options);
    const heights = async (): Promise<number[]> =>
      (await window.asked("windows/fit")).map((argument) => Number(Object(argument).height));
    await expect.poll(heights).not.toHaveLength(0);
    const first = (await heights()).at(-1) ?? 0;
    await window.page.getByRole("textbox", { name: "Message" }).fill("One\nTwo\nThree\nFour");
    await expect.poll(async () => (await heights()).at(-1)).toBeGreaterThan(first + 40);
  });

  test("takes dropped files", async () => {
    const { page } = await windows.open(options);
    const base64 = Buffer.from("zip").toString("base64");
    await giveFiles(page, "[aria-label='Reply to Amir Khan']", "drop", [{ name: "forms.zip", type: "", base64 }]);
    await page.getByRole("button", { name: "Remove forms.zip" }).waitFor();
  });
});
