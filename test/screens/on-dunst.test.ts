import { describe, expect, it } from "vitest";
import { until } from "../desktop/desk-client.ts";
import { sendByEnter } from "../harness/send-by-enter.ts";
import { useTern } from "../harness/use-tern.ts";

describe.runIf(process.platform === "linux")("on a real notification server", () => {
  const tern = useTern({ dunst: true });

  const dunst = () => {
    const running = tern().dunst;
    if (running === null) throw new Error("no dunst");
    return running;
  };

  it("a text comes up, and Reply opens the quick-reply window, whose answer RingCentral gets", async () => {
    await tern().textFrom("Alice Nguyen", "Is it <b>today</b>?");
    await until("the notification", async () => (await dunst().displayed()) === 1);
    await dunst().choose("Reply");
    const page = await tern().quickReplyPage();
    await page.getByRole("textbox").fill("Yes, at four.");
    await sendByEnter(page.getByRole("textbox"));
    const [sent] = await until("the answer", async () => {
      const texts = await tern().sent();
      return texts.length > 0 && texts;
    });
    expect(sent?.subject).toBe("Yes, at four.");
    await until("the notification gone", async () => (await dunst().displayed()) === 0);
    const [notification] = await dunst().history();
    expect(notification).toMatchObject({ title: "Alice Nguyen", body: "Is it &lt;b&gt;today&lt;/b&gt;?", app: "Tern" });
  });
});
