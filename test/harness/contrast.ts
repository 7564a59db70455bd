import type { Page } from "playwright-core";

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

/** What of the words in sight is too faint, in light and dark colours. */
export const faintWords = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const { words, ratio } of await textBelow(page, 7))
      if (ratio < 4.5 || !onAccent.test(words)) found.push(`${colorScheme}: "${words}" ${ratio}`);
  }
  return found;
};
