import { describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import type { AwayRules, WorkingHours } from "../../../preload/contract/away.ts";
import type { AwayState } from "../../../preload/contract/state.ts";
import { awayOptions, toAway } from "../../harness/open-away.ts";
import type { OpenOptions } from "../../harness/window-page.ts";
import type { FakeAwayOptions } from "../../harness/window-away.ts";
import { sampleCampaigns, sampleRules } from "../../harness/window-sample.ts";
import { useWindows } from "../../harness/window-tests.ts";

const windows = useWindows();

const open = async (
  part: string,
  change: Partial<AwayState> = {},
  away: FakeAwayOptions = {},
  more: Pick<OpenOptions, "campaigns"> = {},
) => {
  const window = await windows.open({ ...awayOptions(change, away), ...more });
  await toAway(window);
  const { page } = window;
  const head = page.getByRole("button", { name: new RegExp(`^${part}`, "u") });
  // Each of them opens, and is worked, by keyboard.
  await head.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: new RegExp(`^${part}`, "u"), expanded: true }).waitFor();
  return {
    ...window,
    head,
    rules: async () => (await window.asked("away/set-rules")).at(-1) as AwayRules | undefined,
    hours: async () => (await window.asked("away/set-hours")).at(-1) as WorkingHours | undefined,
  };
};

describe("other messages", () => {
  test("are for a language or a label, and say at the folded part for whom", async () => {
    const { page, head, rules } = await open("Other messages");
    await page.getByRole("button", { name: "Add for a language" }).click();
    await page.getByRole("combobox", { name: "To who writes in" }).selectOption("French");
    await page.getByRole("textbox", { name: "Words for French" }).fill("Bonjour {firstName}");
    await page.getByRole("button", { name: "Add for a label" }).click();
    const label = page.getByRole("textbox", { name: "To who has the label" });
    await label.fill("client");
    await expect.poll(() => head.textContent()).toBe("Other messagesFrench, Label client");
    await expect
      .poll(async () => (await rules())?.others)
      .toEqual([
        { words: "Bonjour {firstName}", whom: { kind: "language", language: "fr" } },
        { words: sampleRules.message, whom: { kind: "label", label: "client" } },
      ]);
    await page.getByRole("button", { name: "Remove" }).first().click();
    await expect.poll(() => head.textContent()).toBe("Other messagesLabel client");
  });

  test("that are empty keep Away from being turned on, with a sentence at the switch", async () => {
    const others = [{ words: "Hola", whom: { kind: "language", language: "es" } }] as const;
    const { page, asked } = await open("Other messages", { rules: { ...sampleRules, others } });
    await page.getByRole("textbox", { name: "Words for Spanish" }).fill("");
    await page
      .getByText(/^Not kept, and Away cannot be turned on, until this is put right: Write something/u)
      .waitFor();
    await page.getByRole("switch", { name: "Away", exact: true }).focus();
    await page.keyboard.press("Space");
    expect([await asked("away/switch"), await asked("away/set-rules")]).toEqual([[], []]);
  });
});

describe("working hours", () => {
  test("are changed by keyboard alone", async () => {
    const { page, hours } = await open("Working hours");
    await page.getByLabel("Monday from").focus();
    await page.keyboard.type("0830AM");
    await page.keyboard.press("Tab");
    await page.keyboard.type("1200PM");
    await page.getByRole("button", { name: "Add hours on Monday" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Remove these hours of Friday" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("group", { name: "Friday" }).getByText("Day off").waitFor();
    await expect
      .poll(async () => (await hours())?.week.slice(0, 5))
      .toEqual([
        [
          { from: "08:30", to: "12:00" },
          { from: "13:00", to: "14:00" },
        ],
        ...Array.from({ length: 3 }, () => [{ from: "09:00", to: "17:00" }]),
        [],
      ]);
  });

  test("may end at midnight", async () => {
    const { page, hours } = await open("Working hours");
    await page.getByLabel("Tuesday to").fill("00:00");
    await expect.poll(async () => (await hours())?.week[1]).toEqual([{ from: "09:00", to: "24:00" }]);
  });

  test("that end before they begin are not kept, with the reason at the day", async () => {
    const { page, hours } = await open("Working hours");
    await page.getByLabel("Monday to").fill("08:00");
    const monday = page.getByRole("group", { name: "Monday" });
    await monday.getByText("Work has to end later on the same day than it begins.").waitFor();
    await page.getByRole("combobox", { name: "Time zone" }).selectOption("Europe/Berlin");
    expect(await hours()).toBe(undefined);
    await page.getByLabel("Monday to").fill("18:00");
    await expect.poll(hours).toMatchObject({ timeZone: "Europe/Berlin" });
    expect((await hours())?.week[0]).toEqual([{ from: "09:00", to: "18:00" }]);
  });

  test("are copied from Monday to the days until Friday", async () => {
    const { page, hours } = await open("Working hours");
    await page.getByLabel("Monday to").fill("13:00");
    await page.getByRole("button", { name: "Use Monday’s hours until Friday" }).click();
    await expect
      .poll(async () => (await hours())?.week.map((day) => day[0]?.to))
      .toEqual([...Array.from({ length: 5 }, () => "13:00"), undefined, undefined]);
  });

  test("know holidays, in order and each once", async () => {
    const { page, hours } = await open("Working hours");
    for (const day of ["2026-12-25", "2026-11-26", "2026-12-25"]) {
      await page.getByLabel("Day", { exact: true }).fill(day);
      await page.getByRole("button", { name: "Add holiday" }).click();
    }
    await expect.poll(async () => (await hours())?.holidays).toEqual(["2026-11-26", "2026-12-25"]);
    await page.getByRole("button", { name: "Remove Thursday, November 26, 2026" }).click();
    await expect.poll(async () => (await hours())?.holidays).toEqual(["2026-12-25"]);
  });
});

describe("smart replies", () => {
  test("show what a text that was typed would get, and why", async () => {
    const { page, rules } = await open("Smart replies");
    await page.getByText("Fit the answer to the text").click();
    await page.getByRole("textbox", { name: "Number for urgent texts" }).fill("(650) 555-0190");
    const phone = page.getByRole("figure", { name: "What Amir would get" });
    await phone.getByText(/^Hi Amir, I am away\. If this cannot wait, please call \(650\) 555-0190\./u).waitFor();
    await page.getByRole("textbox", { name: "Try a text" }).fill("Could we meet?");
    await page.getByText("Seen as: scheduling. Answered with: smart reply.").waitFor();
    await page.getByText("Quite sure").click();
    await expect
      .poll(async () => (await rules())?.smart)
      .toMatchObject({
        isOn: true,
        urgentNumber: "(650) 555-0190",
        leastConfidence: 0.8,
      });
  });

  test("have words of their own for each intent, or take the message", async () => {
    const { page, rules } = await open("Smart replies", {
      rules: { ...sampleRules, smart: { ...sampleRules.smart, isOn: true } },
    });
    await page.getByRole("radiogroup", { name: "Words for" }).getByText("Question").click();
    const own = page.getByRole("switch", { name: "Question: own words" });
    expect(await own.isChecked()).toBe(false);
    await page.getByText("Without them your message is taken.").click();
    await page.getByRole("textbox", { name: "Question: words" }).fill("Good question, {firstName}.");
    await expect.poll(async () => (await rules())?.smart.templates.question).toBe("Good question, {firstName}.");
    await page.getByText("Without them your message is taken.").click();
    await expect.poll(async () => (await rules())?.smart.templates.question).toBe(null);
  });
});

describe("the language model", () => {
  const on = { ...sampleRules, model: { ...sampleRules.model, isOn: true, model: "llama3.2" } };

  test("is off, says plainly what it sends where, and wants a name before it is kept", async () => {
    const { page, rules } = await open("Language model");
    expect(await page.getByRole("switch", { name: "Language model" }).isChecked()).toBe(false);
    await page.getByText("Let a language model write answers").click();
    await page.getByText(/^Your clients’ texts are sent to 127\.0\.0\.1:11434, which is this computer\./u).waitFor();
    await page.getByText("Enter the name of the model, as its server calls it.").first().waitFor();
    expect(await rules()).toBe(undefined);
    await page.getByRole("textbox", { name: "Model", exact: true }).fill("llama3.2");
    await expect.poll(rules).toEqual(on);
    const address = page.getByRole("textbox", { name: "Address" });
    await address.fill("http://example.test/v1");
    await address.blur();
    await page.getByText("Enter an address that begins with https://, or one of this computer.").first().waitFor();
    await address.fill("https://example.test/v1");
    await address.blur();
    await page.getByText(/^Your clients’ texts are sent to example\.test\. What/u).waitFor();
  });

  test("gets its key for the keychain, which is never shown again", async () => {
    const { page, asked } = await open("Language model", { rules: on });
    const key = page.getByLabel("Key", { exact: true });
    expect(await key.getAttribute("type")).toBe("password");
    await key.fill("secret-1");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Remove key" }).waitFor();
    expect([await key.inputValue(), await asked("away/set-model-key")]).toEqual([
      "",
      [{ key: "secret-1", url: on.model.url }],
    ]);
    await page.getByRole("button", { name: "Remove key" }).click();
    await page.getByRole("button", { name: "Remove key" }).waitFor({ state: "detached" });
    expect((await asked("away/set-model-key")).at(-1)).toEqual({ key: null, url: on.model.url });
  });

  test("keeps an address when it is left, not at each letter, and asks for the key of another server again", async () => {
    const { page, asked } = await open("Language model", { rules: on, modelKeyOrigin: "http://127.0.0.1:11434" });
    expect(await page.getByLabel("Key", { exact: true }).getAttribute("placeholder")).toBe("Kept in the keychain");
    const address = page.getByRole("textbox", { name: "Address" });
    await address.fill("https://exam.test/v1");
    // Keeps at once whatever waits to be kept.
    await page.evaluate(() => window.dispatchEvent(new Event("pagehide")));
    await address.fill("https://example.test/v1");
    await page.keyboard.press("Tab");
    await page
      .getByText(/^The key that is kept was given for http:\/\/127\.0\.0\.1:11434, and is sent nowhere else\./u)
      .waitFor();
    expect(await page.getByLabel("Key", { exact: true }).getAttribute("placeholder")).toBe(
      "Enter the key for this address",
    );
    await expect
      .poll(() => asked("away/set-rules"))
      .toEqual([{ ...on, model: { ...on.model, url: "https://example.test/v1" } }]);
  });

  test("is tried on a text: what it says, that it is unfit, or what went wrong", async () => {
    const { page, fake } = await open("Language model", { rules: on }, { modelSays: "Thank you for asking." });
    const tryIt = page.getByRole("button", { name: "Try", exact: true });
    await tryIt.click();
    await page.getByText("“Thank you for asking.”").waitFor();
    await fake((main) => main.refuse("away/try-model", { code: "no-network", about: "timeout" }));
    await tryIt.click();
    await page.getByText("The model took longer than the time limit. Raise it, or take a smaller model.").waitFor();
    const unfit = await open("Language model", { rules: on });
    await unfit.page.getByRole("button", { name: "Try", exact: true }).click();
    await unfit.page.getByText("It said something that must not go out, so your own words would be sent.").waitFor();
  });
});

describe("what Away needs", () => {
  test("is said plainly, and the computer is kept awake if that is chosen", async () => {
    const { page, rules, head } = await open("What Away needs");
    await page.getByText(/only while this computer is awake, connected and signed in/u).waitFor();
    await page.getByText("Keep this computer awake while Away is on").click();
    await expect.poll(rules).toEqual({ ...sampleRules, keepsAwake: true });
    expect(await head.textContent()).toBe("What Away needsKept awake while Away is on");
  });

  test("has a term: until when the session lasts without Tern, kept up to date, and what happens then", async () => {
    const { page, fake } = await open("What Away needs");
    await page
      .getByText(/off, asleep or offline until Fri, Nov 27, 10:42 AM, your session with RingCentral ends/u)
      .waitFor();
    await page.getByText(/Tern then signs in anew with your JWT/u).waitFor();
    await fake((main) =>
      main.change({ sessionTerm: { endsAt: new Date("2026-11-28T17:00:00-08:00").getTime(), signsInAgain: false } }),
    );
    await page
      .getByText(
        "If this computer is off, asleep or offline until Sat, Nov 28, 5:00 PM, you have to sign in again, and nobody is answered until then.",
      )
      .waitFor();
    await fake((main) => main.change({ keychain: "memory-only" }));
    await page.getByText(/^This computer has no keychain\. Once Tern quits, you have to sign in again/u).waitFor();
  });

  test("starts Tern at login where the system can, and offers nothing where it cannot", async () => {
    const { page, asked, fake } = await open("What Away needs");
    await page.getByText("Start Tern when you sign in to this computer").click();
    await expect.poll(() => asked("settings/start-at-login")).toEqual([{ isOn: true }]);
    const toggle = page.getByRole("switch", { name: "Start Tern at login" });
    await expect.poll(() => toggle.isChecked()).toBe(true);
    await fake((main) => main.change({ startsAtLogin: null }));
    await toggle.waitFor({ state: "detached" });
  });
});

describe("what carriers expect", () => {
  const numbers = (page: Page) => page.getByRole("list", { name: "Your numbers" });

  test("is said with what each own number is registered for", async () => {
    const { page } = await open("What carriers expect", {}, {}, { campaigns: sampleCampaigns });
    await page.getByText(/^Carriers expect that automatic texts say who writes/u).waitFor();
    await expect
      .poll(() => numbers(page).getByRole("listitem").allInnerTexts())
      .toEqual([
        "(650) 555-0100\nRegistered for customer care and account notification.",
        "(650) 555-0109\nRegistered for a few texts of mixed kinds. Not confirmed: carriers may refuse every text from here.",
      ]);
    await page.getByText(/registered for with carriers\. Ask your administrator whether that takes in/u).waitFor();
  });

  test("tells whether answers end with the line that offers a way out", async () => {
    const { page, head } = await open("What carriers expect");
    await page.getByText(/“Reply STOP to end” does that: switch it on under your message\.$/u).waitFor();
    const before = await head.textContent();
    await page.getByText("End with “Reply STOP to end”").click();
    await page.getByText(/“Reply STOP to end” does that, and your answers end with it\.$/u).waitFor();
    expect([before, await head.textContent()]).toEqual([
      "What carriers expectWithout “Reply STOP to end”",
      "What carriers expectEnds with “Reply STOP to end”",
    ]);
  });

  test("is said without an error when nobody can tell what a number is registered for", async () => {
    const window = await windows.open(awayOptions());
    await window.fake((main) => main.refuse("account/campaigns", { code: "storage" }, true));
    await toAway(window);
    await window.page.getByRole("button", { name: /^What carriers expect/u }).click();
    await window.page.getByText(/Tern does not know what yours is registered for/u).waitFor();
    expect([await window.page.getByRole("alert").count(), await numbers(window.page).count()]).toEqual([0, 0]);
  });
});
