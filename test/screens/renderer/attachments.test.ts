import { describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { giveFiles } from "../../harness/give-files.ts";
import { openConversation, useWindows } from "../../harness/window-tests.ts";

const windows = useWindows();

/** One red pixel. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==",
  "base64",
);

const pick = (page: Page, files: readonly { name: string; buffer: Buffer; mimeType?: string }[]): Promise<void> =>
  page
    .locator("input[type=file]")
    .setInputFiles(files.map(({ name, buffer, mimeType = "" }) => ({ name, buffer, mimeType })));

const refusal = (page: Page): Promise<string | null> => page.getByRole("alert").textContent();

describe("attaching files", () => {
  test("takes a picture dropped on the conversation, shows it, and sends its bytes with its type", async () => {
    const window = await windows.open();
    const { page } = window;
    await openConversation(page, /Amir Khan/u);
    await giveFiles(page, "[role=log]", "drop", [
      { name: "site.png", type: "image/png", base64: png.toString("base64") },
    ]);
    await page.getByRole("img", { name: "site.png" }).waitFor();
    await page.getByRole("button", { name: "Send" }).click();

    await page.getByRole("button", { name: "Open picture site.png" }).waitFor();
    const [sent] = await window.fake((fake) =>
      fake.requests.flatMap(({ name, argument }) =>
        name === "outbox/send"
          ? [JSON.stringify(argument, (_key, value: unknown) => (value instanceof Uint8Array ? [...value] : value))]
          : [],
      ),
    );
    expect(JSON.parse(sent ?? "")).toEqual({
      conversationId: "amir",
      body: "",
      attachments: [{ fileName: "site.png", contentType: "image/png", content: [...png] }],
    });
    expect(await page.getByRole("list", { name: "Attached files" }).count()).toBe(0);
  });

  test("takes a pasted picture, and gives one without a telling name its extension", async () => {
    const { page } = await windows.open();
    await openConversation(page, /Amir Khan/u);
    await giveFiles(page, "textarea", "paste", [{ name: "clip", type: "image/png", base64: png.toString("base64") }]);
    await page.getByRole("img", { name: "clip.png" }).waitFor();
  });

  test("removes what was attached by mistake", async () => {
    const { page } = await windows.open();
    await openConversation(page, /Amir Khan/u);
    await pick(page, [{ name: "forms.zip", buffer: Buffer.from("zip") }]);
    await page.getByRole("button", { name: "Remove forms.zip" }).click();
    await page.getByText("forms.zip").waitFor({ state: "detached" });
    expect(await page.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
  });

  test("refuses a file that is too big by its name, and keeps the others and the words", async () => {
    const window = await windows.open();
    const { page } = window;
    await openConversation(page, /Amir Khan/u);
    await page.getByRole("textbox", { name: "Message" }).fill("Here they are");
    await pick(page, [
      { name: "small.png", buffer: png, mimeType: "image/png" },
      { name: "holiday.jpg", buffer: Buffer.alloc(1_500_001, 1), mimeType: "image/jpeg" },
    ]);
    await page.getByRole("img", { name: "small.png" }).waitFor();
    expect(await refusal(page)).toMatch(/“holiday.jpg” was not attached: it is 1.5 MB/u);
    expect(await page.getByRole("textbox", { name: "Message" }).inputValue()).toBe("Here they are");
    expect(await page.getByRole("list", { name: "Attached files" }).getByRole("listitem").count()).toBe(1);
    expect(await window.asked("outbox/send")).toEqual([]);
  });

  test("counts all files of one text together", async () => {
    const { page } = await windows.open();
    await openConversation(page, /Amir Khan/u);
    await pick(page, [{ name: "one.zip", buffer: Buffer.alloc(900_000, 1) }]);
    await page.getByText("one.zip").waitFor();
    await pick(page, [{ name: "two.zip", buffer: Buffer.alloc(900_000, 1) }]);
    await page.getByRole("alert").waitFor();
    expect(await refusal(page)).toMatch(/“two.zip” was not attached: .*1.5 MB together/u);
  });

  test("refuses a kind that cannot be texted, an empty file, and an eleventh one, each by name", async () => {
    const { page } = await windows.open();
    await openConversation(page, /Amir Khan/u);
    await pick(page, [
      { name: "notes.docx", buffer: Buffer.from("doc") },
      { name: "nothing.zip", buffer: Buffer.alloc(0) },
      ...Array.from({ length: 11 }, (_, index) => ({ name: `part-${index + 1}.zip`, buffer: Buffer.from("zip") })),
    ]);
    await page.getByText("part-10.zip").waitFor();
    const words = await refusal(page);
    expect(words).toContain("“notes.docx” was not attached: files of its kind cannot be texted.");
    expect(words).toContain("“nothing.zip” was not attached: it is empty.");
    expect(words).toContain("“part-11.zip” was not attached: one text carries at most 10 files.");
  });

  test("says why a company message takes no file", async () => {
    const { page } = await windows.open();
    await openConversation(page, /Front desk/u);
    await giveFiles(page, "[role=log]", "drop", [
      { name: "site.png", type: "image/png", base64: png.toString("base64") },
    ]);
    await page.getByRole("alert").waitFor();
    expect(await refusal(page)).toBe("“site.png” was not attached. Company messages carry no files.");
  });

  test("does not leave the page for a file that is dropped beside", async () => {
    const { page } = await windows.open();
    await page.getByRole("option", { name: /Amir Khan/u }).waitFor();
    const wasRefused = await page.locator(".side-top").evaluate((element) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(["x"], "x.png"));
      return !element.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    });
    expect(wasRefused).toBe(true);
  });
});

describe("files in the thread", () => {
  test("shows progress with a number while a text is uploaded", async () => {
    const window = await windows.open();
    const { page } = window;
    await openConversation(page, /Amir Khan/u);
    await pick(page, [{ name: "site.png", buffer: png, mimeType: "image/png" }]);
    await page.getByRole("img", { name: "site.png" }).waitFor();
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Queued").waitFor();
    await window.fake((fake) => {
      fake.setStatus("sent-1", "sending");
      fake.progress("sent-1", 0.42);
    });
    const bar = page.getByRole("progressbar", { name: "Sending" });
    await bar.waitFor();
    expect(await bar.getAttribute("aria-valuenow")).toBe("42");
    await page.getByText("Sending 42%").waitFor();
    await window.fake((fake) => fake.setStatus("sent-1", "delivered"));
    await bar.waitFor({ state: "detached" });
    await page.getByText("Delivered").last().waitFor();
  });

  test("opens a picture in large, and Esc closes only that", async () => {
    const { page } = await windows.open();
    await openConversation(page, /Jane Doe/u);
    await page.getByRole("button", { name: "Open picture porch.jpg" }).click();
    await page.getByRole("dialog", { name: "porch.jpg" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await page.getByRole("region", { name: "Conversation with Jane Doe" }).count()).toBe(1);
  });

  test("offers other files with name, size and a download link", async () => {
    const { page } = await windows.open();
    await openConversation(page, /^Lu Chen/u);
    await page.getByText("Archive, 712 KB").waitFor();
    const link = page.getByRole("link", { name: "Download beneficiary-forms-2026.zip" });
    expect([await link.getAttribute("href"), await link.getAttribute("download")]).toEqual([
      "/attachment/lu-1/file-0",
      "beneficiary-forms-2026.zip",
    ]);
  });
});
