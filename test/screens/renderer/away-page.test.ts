import { describe, expect, test } from "vitest";
import { usualHours } from "../../../main/core/away/away-rules.ts";
import type { AwayRules } from "../../../preload/contract/away.ts";
import type { AwayState } from "../../../preload/contract/state.ts";
import { awayOptions, awayState, MONDAY, toAway } from "../../harness/open-away.ts";
import type { FakeAwayOptions } from "../../harness/window-away.ts";
import { people, sampleRules } from "../../harness/window-sample.ts";
import { useWindows } from "../../harness/window-tests.ts";

const windows = useWindows();

const open = async (change: Partial<AwayState> = {}, away: FakeAwayOptions = {}) => {
  const window = await windows.open(awayOptions(change, away));
  await toAway(window);
  const { page } = window;
  return {
    ...window,
    toggle: page.getByRole("switch", { name: "Away", exact: true }),
    until: page.getByRole("radiogroup", { name: "Until" }),
    message: page.getByRole("textbox", { name: "Message to those who text you" }),
    who: page.getByRole("region", { name: "Who is answered" }),
    kept: async () => (await window.asked("away/set-rules")).at(-1) as AwayRules | undefined,
  };
};

describe("the switch", () => {
  test("turns Away on until Monday morning with two clicks, and says so in the frame of the window", async () => {
    const { page, until, toggle, asked } = await open();
    await until.getByText("Mon 9:00 AM").click();
    await page.getByText("Once on, Away ends by itself: Mon 9:00 AM.").click();
    await page.getByRole("button", { name: "Away until Mon 9:00 AM" }).waitFor();
    await page.getByText("Since 10:42 AM. Nobody was answered yet.").waitFor();
    expect([await toggle.isChecked(), await asked("away/switch")]).toEqual([true, [{ kind: "until", at: MONDAY }]]);
  });

  test("turns it on until it is turned off with the keyboard alone, and off again", async () => {
    const { page, toggle, asked } = await open();
    await toggle.focus();
    await page.keyboard.press("Space");
    await page.getByText("Since 10:42 AM.").waitFor();
    await page.keyboard.press("Space");
    await page.getByText("Once on, Away lasts until you turn it off.").waitFor();
    expect(await asked("away/switch")).toEqual([{ kind: "until-off" }, { kind: "off" }]);
  });

  test("changes the end while Away is on, with the arrow keys", async () => {
    const absence = { since: MONDAY - 300_000_000, until: MONDAY, because: "person" } as const;
    const { page, until, asked } = await open({ absence, answered: 3 });
    expect(await until.getByRole("radio", { name: "Mon 9:00 AM" }).isChecked()).toBe(true);
    await until.getByRole("radio", { name: "Mon 9:00 AM" }).focus();
    await page.keyboard.press("ArrowLeft");
    await page.getByRole("button", { name: "Away until the end of today" }).waitFor();
    const midnight = new Date("2026-11-21T00:00:00-08:00").getTime();
    expect(await asked("away/switch")).toEqual([{ kind: "until", at: midnight }]);
  });

  test("takes any other day and time, but none that is over", async () => {
    const { page, until, toggle, asked } = await open();
    await until.getByText("Another time").click();
    await page.getByLabel("Return day").fill("2026-11-20");
    await page.getByLabel("Time", { exact: true }).fill("08:00");
    await page.getByText("Choose a time that is still to come.").waitFor();
    await toggle.focus();
    await page.keyboard.press("Space");
    expect(await asked("away/switch")).toEqual([]);
    await page.getByLabel("Return day").fill("2027-01-04");
    await toggle.focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: /^Away until Mon, Jan 4, 8:00 AM/u }).waitFor();
    const at = new Date("2027-01-04T08:00:00-08:00").getTime();
    expect(await asked("away/switch")).toEqual([{ kind: "until", at }]);
  });

  test("says on a trip whose clocks the end goes by, and whose a typed time", async () => {
    const absence = { since: MONDAY - 300_000_000, until: MONDAY, because: "person" } as const;
    const { page, until } = await open({ absence, hours: usualHours("America/New_York") });
    await page.getByRole("button", { name: "Away until Mon 12:00 PM (Eastern Time)" }).waitFor();
    await until.getByText("End of today (Eastern Time)").waitFor();
    await until.getByText("Another time").click();
    await page.getByText("By this computer’s clock. Clients read the time in Eastern Time").waitFor();
  });

  test("says that the hours began an absence, and shows none of the ends as chosen", async () => {
    const until = new Date("2026-11-21T08:00:00-08:00").getTime();
    const window = await open({ absence: { since: MONDAY - 250_000_000, until, because: "hours" } });
    await window.page.getByText(/^Outside your working hours, since/u).waitFor();
    expect(await window.until.getByRole("radio", { checked: true }).count()).toBe(0);
  });

  test("follows the working hours with one click", async () => {
    const { page, asked } = await open();
    await page.getByText("Outside my working hours too").click();
    await expect.poll(async () => (await asked("away/set-hours")).at(-1)).toMatchObject({ isOn: true });
    await page.getByRole("button", { name: /^Working hours Away outside Mon–Fri 9:00 AM–5:00 PM/u }).waitFor();
  });

  test("does not go on with an empty message", async () => {
    const { page, message, toggle, asked } = await open();
    await message.fill(" ");
    await page.getByText("Write something: an empty message is not sent.").waitFor();
    await toggle.focus();
    await page.keyboard.press("Space");
    expect([await toggle.isChecked(), await asked("away/switch"), await asked("away/set-rules")]).toEqual([
      false,
      [],
      [],
    ]);
  });

  test("says why Away could not be turned on", async () => {
    const { page, toggle, fake } = await open();
    await fake((main) => main.refuse("away/switch", { code: "storage", about: "full" }));
    await toggle.focus();
    await page.keyboard.press("Space");
    await page.getByRole("alert").filter({ hasText: "The disk with Tern’s folder is full." }).waitFor();
    expect(await toggle.isChecked()).toBe(false);
  });
});

describe("the message", () => {
  test("is shown as a client will see it while it is written, with its length, and kept", async () => {
    const { page, until, message, kept } = await open();
    await until.getByText("Mon 9:00 AM").click();
    await message.fill("Hello {firstName}, back on {returnDate} at {returnTime}. {company}");
    const phone = page.getByRole("figure", { name: "What Amir will see" });
    await phone.getByText("Hello Amir, back on Monday, November 23 at 9:00 AM. Harbor Wealth Partners").waitFor();
    await phone.getByText("74 characters, sent as 1 SMS").waitFor();
    await expect
      .poll(kept)
      .toEqual({ ...sampleRules, message: "Hello {firstName}, back on {returnDate} at {returnTime}. {company}" });
  });

  test("gets a variable where the cursor is", async () => {
    const { page, message } = await open();
    await message.fill("Hi , I am away");
    await page.keyboard.press("Control+Home");
    for (const _ of "Hi ") await page.keyboard.press("ArrowRight");
    await page.getByRole("button", { name: "First name" }).click();
    await expect.poll(() => message.inputValue()).toBe("Hi {firstName}, I am away");
    await page.keyboard.type("!");
    await expect.poll(() => message.inputValue()).toBe("Hi {firstName}!, I am away");
  });

  test("ends with the way out that carriers expect, if that is chosen", async () => {
    const { page, kept } = await open();
    await page.getByText("End with “Reply STOP to end”").click();
    await page
      .getByRole("figure")
      .getByText(/Nora\s+Reply STOP to end$/u)
      .waitFor();
    await expect.poll(kept).toEqual({ ...sampleRules, hasStopLine: true });
  });

  test("stays as it was written when it could not be kept, and is kept when it can be", async () => {
    const { page, message, kept, fake, asked } = await open();
    await fake((main) => main.refuse("away/set-rules", { code: "storage", about: "full" }));
    await message.fill("Back soon");
    await page.getByRole("alert").filter({ hasText: "The disk with Tern’s folder is full." }).waitFor();
    expect(await message.inputValue()).toBe("Back soon");
    await message.fill("Back soon, Nora");
    await expect.poll(async () => (await asked("away/set-rules")).length).toBe(2);
    expect((await kept())?.message).toBe("Back soon, Nora");
  });

  test("is kept when the page is left before typing has rested", async () => {
    const { page, message, kept } = await open();
    await message.pressSequentially("!");
    await page.keyboard.press("Escape");
    await expect.poll(async () => (await kept())?.message).toBe(`!${sampleRules.message}`);
  });

  test("is kept at once when the window loses its person", async () => {
    const { message, turn, asked } = await open();
    await message.pressSequentially("!");
    await turn("blur");
    expect(await asked("away/set-rules")).toEqual([{ ...sampleRules, message: `!${sampleRules.message}` }]);
  });

  test("stands as it is written while texts come in, also what cannot be kept", async () => {
    const { page, message, fake } = await open();
    await message.fill(" ");
    await fake((main) => main.receive("amir", "Still there?"));
    await page.getByText("Still there?").waitFor();
    expect(await message.inputValue()).toBe(" ");
  });

  test("follows what another window changes once it is kept", async () => {
    const { message, fake, kept } = await open();
    await message.fill("Mine");
    await expect.poll(async () => (await kept())?.message).toBe("Mine");
    const other = awayState({ rules: { ...sampleRules, message: "Theirs" } });
    await fake((main, away) => main.change({ away }), other);
    await expect.poll(() => message.inputValue()).toBe("Theirs");
  });
});

describe("who is answered", () => {
  const sentence = "Tern answers people in your contacts, once per absence, without exceptions.";

  test("stands there as a sentence", async () => {
    const { who } = await open();
    await who.getByText(`${sentence} At most 10 a minute and 200 a day, and only texts up to 12 hours old.`).waitFor();
  });

  test("is clicked apart and put together by keyboard alone", async () => {
    const { page, who, kept } = await open();
    await who.getByRole("button", { name: "people in your contacts" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await who.getByRole("button", { name: "everyone who texts you", expanded: true }).waitFor();
    await expect.poll(kept).toEqual({ ...sampleRules, who: "everyone" });
  });

  test("can be those with labels", async () => {
    const { who, kept } = await open({}, { people: [{ party: people.maria, answer: null, labels: ["VIP"] }] });
    await who.getByRole("button", { name: "people in your contacts" }).click();
    await who.getByText("Contacts with a label").click();
    await who.getByText("VIP").click();
    await who.getByRole("textbox", { name: "Another label" }).fill("client");
    await who.getByRole("button", { name: "Add" }).click();
    await who.getByRole("button", { name: "contacts labelled VIP or client" }).waitFor();
    await expect.poll(kept).toEqual({ ...sampleRules, who: "labelled", labels: ["VIP", "client"] });
  });

  test("takes somebody out who is found by name, and lets them in again", async () => {
    const { page, who, asked } = await open();
    await who.getByRole("button", { name: "without exceptions" }).click();
    await who.getByRole("searchbox", { name: "Add a person" }).focus();
    await page.keyboard.type("dave");
    await who.getByRole("option", { name: "Dave Whitfield" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await who.getByRole("button", { name: "except 1 person" }).waitFor();
    const row = who.getByRole("list", { name: "Exceptions" }).getByRole("listitem");
    await row.getByText("Always").click();
    await who.getByRole("button", { name: "and always 1 person" }).waitFor();
    await row.getByRole("textbox", { name: "Labels" }).fill("VIP, client, VIP");
    await page.keyboard.press("Tab");
    await expect.poll(async () => (await asked("away/set-person")).length).toBe(3);
    await row.getByRole("button", { name: "Remove Dave Whitfield" }).click();
    await who.getByRole("button", { name: "without exceptions" }).waitFor();
    const { address } = people.dave;
    expect(await asked("away/set-person")).toEqual([
      { address, answer: "never", labels: [] },
      { address, answer: "always", labels: [] },
      { address, answer: "always", labels: ["VIP", "client"] },
      { address, answer: null, labels: [] },
    ]);
  });

  test("takes out a number that is in no address book, and says what is no number", async () => {
    const { page, who, asked } = await open();
    await who.getByRole("button", { name: "without exceptions" }).click();
    const search = who.getByRole("searchbox", { name: "Add a person" });
    await search.fill("555 0199");
    await page.keyboard.press("Enter");
    await who.getByText("“555 0199” is not a number that can be texted. Check it, with its area code.").waitFor();
    await search.fill("(650) 555-0199");
    await who.getByRole("option", { name: "(650) 555-0199" }).getByText("Add this number").waitFor();
    await page.keyboard.press("Enter");
    await who.getByRole("button", { name: "except 1 person" }).waitFor();
    const list = who.getByRole("list", { name: "Exceptions" });
    await list.getByText("+16505550199").waitFor();
    expect(await search.inputValue()).toBe("");
    await list.getByText("Always").click();
    await who.getByRole("button", { name: "and always 1 person" }).waitFor();
    await search.fill("650-555-0199");
    await page.keyboard.press("Enter");
    await who.getByText("This number is in the list already.").waitFor();
    expect(await asked("away/set-person")).toEqual([
      { address: "555 0199", answer: "never", labels: [] },
      { address: "(650) 555-0199", answer: "never", labels: [] },
      { address: "+16505550199", answer: "always", labels: [] },
    ]);
  });

  test("says what number is not taken, and keeps the one that holds", async () => {
    const { who, kept } = await open();
    await who.getByRole("button", { name: "10 a minute and 200 a day" }).click();
    await who.getByRole("textbox", { name: "Answers a minute" }).fill("41");
    await who.getByText("Enter a number from 1 to 40.").waitFor();
    await who.getByRole("textbox", { name: "Answers a day" }).fill("50");
    await who.getByRole("button", { name: "10 a minute and 50 a day" }).waitFor();
    await expect.poll(kept).toEqual({ ...sampleRules, perDay: 50 });
  });

  test("may be answered again, and late with other words", async () => {
    const { who, kept } = await open();
    await who.getByRole("button", { name: "once per absence" }).click();
    await who.getByText("Again after some hours").click();
    await who.getByRole("textbox", { name: "Hours until the next answer" }).fill("48");
    await who.getByRole("button", { name: "once every 48 hours" }).waitFor();
    await who.getByRole("button", { name: "texts up to 12 hours old" }).click();
    await who.getByRole("textbox", { name: "Oldest text that is answered, in hours" }).fill("24");
    await who.getByText("From 10 minutes after their text on.").click();
    await who.getByRole("textbox", { name: "Words before a late answer" }).fill("Late, sorry.");
    await expect.poll(kept).toEqual({ ...sampleRules, againAfterHours: 48, staleHours: 24, lateWords: "Late, sorry." });
  });
});
