import { describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { awayEverything, awayParts } from "../../harness/open-away.ts";
import { closed, openConversation, rebuilt, signedOut, useWindows } from "../../harness/window-tests.ts";

const windows = useWindows();

type Finding = { readonly words: string; readonly ratio: number };

/** Every piece of text in sight whose contrast with what is behind it is below `least`, by WCAG's formula. */
const textBelow = (page: Page, least: number): Promise<readonly Finding[]> =>
  page.evaluate((limit) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    if (canvas === null) throw new Error("no canvas");
    type Colour = readonly [number, number, number];
    /** Paints `colour` (any CSS colour, maybe translucent) over `under`. */
    const over = (colour: string, under: Colour): Colour => {
      canvas.fillStyle = `rgb(${under.join(" ")})`;
      canvas.fillRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return [red, green, blue];
    };
    const luminance = (colour: Colour): number => {
      const [red = 0, green = 0, blue = 0] = colour.map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ground = (element: Element | null): Colour =>
      element === null
        ? over("Canvas", [255, 255, 255])
        : over(getComputedStyle(element).backgroundColor, ground(element.parentElement));

    const found: Finding[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const words = node.textContent?.trim() ?? "";
      if (element === null || words === "" || !element.checkVisibility({ opacityProperty: true })) continue;
      const behind = ground(element);
      const back = luminance(behind);
      const front = luminance(over(getComputedStyle(element).color, behind));
      const ratio = (Math.max(back, front) + 0.05) / (Math.min(back, front) + 0.05);
      if (ratio < limit) found.push({ words, ratio: Math.round(ratio * 100) / 100 });
    }
    return found;
  }, least);

/** Words on the accent itself (unread counts, the main button) keep AA; everything else keeps AAA. */
const onAccent = /^(\d+\+?|unread|Sign in|Try again|\d+ new)$/u;

for (const colorScheme of ["light", "dark"] as const) {
  const options = { page: { colorScheme, viewport: { width: 980, height: 1400 } } };
  const check = async (page: Page): Promise<void> => {
    expect((await textBelow(page, 7)).filter(({ words }) => !onAccent.test(words))).toEqual([]);
    expect(await textBelow(page, 4.5)).toEqual([]);
  };

  describe(`every word in ${colorScheme} colours has enough contrast`, () => {
    test("in a conversation", async () => {
      const { page } = await windows.open(options);
      await openConversation(page, /Jane Doe/u);
      await check(page);
    });

    test("when texts are in trouble", async () => {
      const { page } = await windows.open(options);
      for (const name of [/^Maria/u, /^Lu Chen/u]) {
        await openConversation(page, name);
        await page.getByRole("button", { name: "Send again" }).waitFor();
        await check(page);
      }
    });

    for (const [name, storage] of [
      ["texts cannot be kept", { kind: "trouble", about: "full" }],
      ["the database was built anew", rebuilt],
    ] as const) {
      test(`when ${name}, and a text waits`, async () => {
        const { page } = await windows.open({
          ...options,
          state: { storage, connection: { kind: "offline", since: 0 } },
        });
        await openConversation(page, /Amir Khan/u);
        await page.keyboard.type("Friday at 3");
        await page.keyboard.press("Enter");
        await page.getByRole("button", { name: "Cancel" }).waitFor();
        await check(page);
      });
    }

    test("when the kept account cannot be opened, and when the session has ended", async () => {
      const window = await windows.open({ ...options, state: { session: closed } });
      await window.page.getByRole("button", { name: "Try again" }).waitFor();
      await check(window.page);
      await window.fake((fake, session) => fake.change({ session }), { ...closed, because: "ended" } as const);
      await window.page.getByText(/^The session has ended\./u).waitFor();
      await check(window.page);
    });

    for (const name of ["Away", "Settings", "New message"]) {
      test(`on the page ${name}`, async () => {
        const { page } = await windows.open(options);
        await page.getByRole("button", { name }).click();
        await page.getByRole("heading", { name, level: 1 }).waitFor();
        await check(page);
      });
    }

    for (const part of awayParts) {
      test(`on the page Away, at “${part}”`, async () => {
        const { page } = await windows.open({ ...options, ...awayEverything });
        await page.getByRole("button", { name: /^Away/u }).first().click();
        await page.getByRole("button", { name: new RegExp(`^${part}`, "u") }).click();
        await check(page);
      });
    }

    test("when signing in, and when that is refused", async () => {
      const { page } = await windows.open({ ...signedOut, ...options });
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByText("Enter the app’s client ID.").waitFor();
      await check(page);
    });

    test("in the quick-reply window", async () => {
      const { page } = await windows.open({ ...options, hash: "/quick-reply/amir" });
      await page.getByRole("textbox", { name: "Message" }).waitFor();
      await check(page);
    });
  });
}
