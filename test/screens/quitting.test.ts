import { describe, expect, it } from "vitest";
import { until } from "../desktop/desk-client.ts";
import { useTern } from "../harness/use-tern.ts";

describe("quitting in the middle of a sentence", () => {
  const tern = useTern({ keyring: true });

  it("keeps the sentence, the session and the window's place for the next start", async () => {
    await tern().textFrom("Alice Nguyen", "When?");
    const page = await tern().mainPage();
    await page.getByText("Alice Nguyen").first().click();
    await page.getByRole("textbox").last().fill("On Tuesd");
    const place = (await tern().client().windows())[0]?.bounds;
    await tern().client().clickTray("Quit");
    expect(await tern().desktop().ended).toEqual({ code: 0, signal: null });

    await tern().restart();
    const pageAgain = await tern().mainPage();
    await pageAgain.getByText("Alice Nguyen").first().click();
    await until("the sentence", async () => (await pageAgain.getByRole("textbox").last().inputValue()) === "On Tuesd");
    expect((await tern().client().windows())[0]?.bounds).toEqual(place);
  });
});
