/** Renders assets/tern.svg into assets/icons: `node test/commands/icons.ts`. What it writes is committed. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import { IconIcns, IconIco } from "@shockpkg/icon-encoder";

const assets = resolve(import.meta.dirname, "../../assets");
const source = readFileSync(join(assets, "tern.svg"), "utf8");
const definitions = /<defs>[\s\S]*<\/defs>/.exec(source)?.[0] ?? "";

/** One group of the source as a picture of its own. `accent` null: as the rest. */
const render = (group: string, size: number, ink: string, accent: string | null): Buffer => {
  const drawing = new RegExp(`<g id="${group}"[\\s\\S]*?\\n  </g>`).exec(source)?.[0];
  if (drawing === undefined) throw new Error(`assets/tern.svg has no group ${group}`);
  const coloured =
    accent === null ? drawing : drawing.replace(/(class="accent"[^>]*fill=)"currentColor"/, `$1"${accent}"`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${definitions}<g color="${ink}">${coloured}</g></svg>`;
  return Buffer.from(new Resvg(svg, { fitTo: { mode: "width", value: size } }).render().asPng());
};

const app = (size: number): Buffer => render("app", size, "#000", null);

const write = (path: string, content: Uint8Array): void => writeFileSync(join(assets, "icons", path), content);

const trayStates = ["signed-out", "connecting", "live", "unread", "away"];
/** Ink and accent for each ground the tray may have. The accent is the bill's, readable there. */
const grounds = { light: ["#1b1f26", "#d1401a"], dark: ["#f4f6f9", "#ff7a55"] } as const;
/** What Electron finds by a file's name for a screen's scale, and how many pixels that is of an icon 16 high. */
const scales = [
  ["", 16],
  ["@1.25x", 20],
  ["@1.5x", 24],
  ["@2x", 32],
  ["@3x", 48],
] as const;

rmSync(join(assets, "icons"), { recursive: true, force: true });
for (const folder of ["icons/linux", "icons/tray"]) mkdirSync(join(assets, folder), { recursive: true });

write("app.png", app(1024));
for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) write(`linux/${size}x${size}.png`, app(size));

const ico = new IconIco();
for (const size of [256, 128, 64, 48, 32, 24, 16]) await ico.addFromPng(app(size), null, false);
write("app.ico", ico.encode());

const icns = new IconIcns();
icns.toc = true;
const icnsTypes = {
  ic04: 16,
  ic11: 32,
  ic05: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
};
for (const [type, size] of Object.entries(icnsTypes)) await icns.addFromPng(app(size), [type], false);
write("app.icns", icns.encode());

for (const state of trayStates) {
  write(`tray/${state}Template.png`, render(state, 16, "#000", null));
  write(`tray/${state}Template@2x.png`, render(state, 32, "#000", null));
  for (const [ground, [ink, accent]] of Object.entries(grounds)) {
    for (const [suffix, size] of scales)
      write(`tray/${state}-${ground}${suffix}.png`, render(state, size, ink, accent));
    write(`tray/${state}-${ground}-48.png`, render(state, 48, ink, accent));
  }
}
