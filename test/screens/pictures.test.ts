import { describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { until } from "../desktop/desk-client.ts";
import { giveFiles } from "../harness/give-files.ts";
import { useTern } from "../harness/use-tern.ts";

/** One red pixel. */
const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

describe("pictures in a conversation", () => {
  let page: Page;
  const tern = useTern({}, async (tern) => {
    await tern.textFrom("Carla Rossi", "Here is the page", [
      { fileName: "page.png", contentType: "image/png", base64: pixel },
    ]);
    page = await tern.mainPage();
    await page.getByText("Carla Rossi").first().click();
  });

  const mms = async () =>
    (await tern().sent()).flatMap(({ attachments }) => attachments.filter(({ type }) => type === "MmsAttachment"));

  it("that came in is drawn in the thread", async () => {
    const picture = page.getByRole("log").locator("img").first();
    await picture.waitFor();
    const width = await until("its pixels", () =>
      picture.evaluate((image) => (image as HTMLImageElement).naturalWidth),
    );
    expect(width).toBe(1);
  });

  it("that falls on the thread goes out as MMS, and is delivered", async () => {
    await giveFiles(page, "[role=log]", "drop", [{ name: "signed.png", type: "image/png", base64: pixel }]);
    await page.getByRole("textbox", { name: "Message" }).fill("Signed, see picture");
    await page.getByRole("textbox", { name: "Message" }).press("Enter");
    const [sent] = await until("the MMS", async () => {
      const parts = await mms();
      return parts.length > 0 && parts;
    });
    await page.getByText("Delivered").first().waitFor({ timeout: 20_000 });
    expect(sent?.contentType).toBe("image/png");
  });

  it("that is too big is refused by its name before any network, and the words stay", async () => {
    const before = (await tern().control.requests()).length;
    const big = Buffer.alloc(1_600_000, 1).toString("base64");
    await page.getByRole("textbox", { name: "Message" }).fill("With a plan");
    await giveFiles(page, "[role=log]", "drop", [{ name: "floor-plan.png", type: "image/png", base64: big }]);
    await page.getByRole("alert").filter({ hasText: "floor-plan.png" }).waitFor();
    const posts = (await tern().control.requests()).slice(before).filter(({ method }) => method === "POST");
    expect([await page.getByRole("textbox", { name: "Message" }).inputValue(), posts]).toEqual(["With a plan", []]);
  });
});
