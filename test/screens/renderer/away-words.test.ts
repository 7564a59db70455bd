import { describe, expect, test } from "vitest";
import type { AwayRules } from "../../../preload/contract/away.ts";
import type { AwayState } from "../../../preload/contract/state.ts";
import { awayOptions, toAway } from "../../harness/open-away.ts";
import { sampleRules } from "../../harness/window-sample.ts";
import { useWindows } from "../../harness/window-tests.ts";

const windows = useWindows();

const open = async (change: Partial<AwayState> = {}) => {
  const window = await windows.open(awayOptions(change));
  await toAway(window);
  const { page } = window;
  return {
    ...window,
    toggle: page.getByRole("switch", { name: "Away", exact: true }),
    message: page.getByRole("textbox", { name: "Message to those who text you" }),
    phone: page.getByRole("figure", { name: "What Amir will see" }),
    part: async (name: string) => {
      await page.getByRole("button", { name: new RegExp(`^${name}`, "u") }).click();
    },
    kept: async () => (await window.asked("away/set-rules")).at(-1) as AwayRules | undefined,
  };
};

describe("variables", () => {
  test("that there are not are named at the message, which is not kept with them", async () => {
    const { page, message, toggle, asked } = await open();
    await message.fill("Hi {firstnam}, bye");
    await page
      .getByText("There is no {firstnam}. There are {firstName}, {returnDate}, {returnTime}, {company}, and")
      .waitFor();
    await toggle.focus();
    await page.keyboard.press("Space");
    expect([await asked("away/set-rules"), await asked("away/switch")]).toEqual([[], []]);
  });

  test("are known in any letters", async () => {
    const { message, phone, kept } = await open();
    await message.fill("Hi {FIRSTNAME} of {Company}");
    await phone.getByText("Hi Amir of Harbor Wealth Partners").waitFor();
    await expect.poll(async () => (await kept())?.message).toBe("Hi {FIRSTNAME} of {Company}");
  });
});

describe("a message that might not fit into one text", () => {
  test("is not kept, says by how much, and leaves on the phone what would be sent", async () => {
    const { page, message, phone, kept } = await open();
    await message.fill(`Hi {firstName} ${"a".repeat(900)}`);
    await expect.poll(kept).toBeDefined();
    await message.fill(`Hi {firstName} ${"b".repeat(942)}`);
    await page.getByText("4 characters too long: it has to fit into one text, also with the longest name").waitFor();
    await phone.getByText(/^Hi Amir a{900}/u).waitFor();
    expect((await kept())?.message).toBe(`Hi {firstName} ${"a".repeat(900)}`);
  });

  test("counts the words for what is late", async () => {
    const rules = { ...sampleRules, message: "a".repeat(980), lateWords: "Sorry." };
    const { page } = await open({ rules });
    await page.getByText("5 characters too long: it has to fit into one text, also with the longest name").waitFor();
  });
});

describe("hours that cannot be kept", () => {
  test("are named on the page though their part is folded, and hold Away up in nothing", async () => {
    const { page, part, toggle, message, asked, kept } = await open();
    await part("Working hours");
    await page.getByLabel("Monday to").fill("08:00");
    await part("Working hours");
    await page
      .getByText("Your working hours are not kept until this is put right. Monday: Work has to end later")
      .waitFor();
    await message.fill("Back soon");
    await toggle.focus();
    await page.keyboard.press("Space");
    await page.getByText("Since 10:42 AM.").waitFor();
    expect([(await kept())?.message, await asked("away/switch"), await asked("away/set-hours")]).toEqual([
      "Back soon",
      [{ kind: "until-off" }],
      [],
    ]);
  });
});

describe("what is typed", () => {
  test("is a label with a letter: without one it says so, and nothing is kept", async () => {
    const others = [{ words: "Hi", whom: { kind: "label", label: "VIP" } }] as const;
    const { page, part, kept } = await open({ rules: { ...sampleRules, others } });
    await part("Other messages");
    const label = page.getByRole("textbox", { name: "To who has the label" });
    await label.fill("");
    await page.getByText("Write the label that these people have.").first().waitFor();
    await page.getByText("Not kept, and Away cannot be turned on, until this is put right: Write the label").waitFor();
    expect(await kept()).toBeUndefined();
    await label.fill("Best");
    await expect.poll(async () => (await kept())?.others[0]?.whom).toEqual({ kind: "label", label: "Best" });
  });

  test("stays as it is after a rest, also a blank at its end", async () => {
    const others = [{ words: "Hi", whom: { kind: "label", label: "VIP" } }] as const;
    const smart = { ...sampleRules.smart, isOn: true };
    const { page, part, kept, fake } = await open({ rules: { ...sampleRules, others, smart } });
    await part("Smart replies");
    await part("Other messages");
    const label = page.getByRole("textbox", { name: "To who has the label" });
    await label.fill("Old ");
    await expect.poll(async () => (await kept())?.others[0]?.whom).toEqual({ kind: "label", label: "Old " });
    const number = page.getByRole("textbox", { name: "Number for urgent texts" });
    await number.fill("650 ");
    await expect.poll(async () => (await kept())?.smart.urgentNumber).toBe("650 ");
    // What main says of the rules is on the page before this is.
    await fake((main) => main.receive("amir", "Still there?"));
    await page.getByText("Still there?").waitFor();
    expect([await label.inputValue(), await number.inputValue()]).toEqual(["Old ", "650 "]);
  });

  test("into a template that is not shown is complained about by its name", async () => {
    const templates = { ...sampleRules.smart.templates, document: "See {docs}" };
    const { page, part } = await open({
      rules: { ...sampleRules, smart: { ...sampleRules.smart, isOn: true, templates } },
    });
    await part("Smart replies");
    await page.getByText("Not kept until this is put right. Document: There is no {docs}.").waitFor();
  });
});
