/** `npm run dist`: installers for this system in dist/, where Electron and the installers' tools can be had. */
import { electronBinary } from "./electron-binary.ts";
import { build } from "./build.ts";
import { packApp } from "./packing.ts";

const electron = electronBinary({ mayFetch: true });
if ("missing" in electron) {
  console.error(`No installer was made: Electron is missing, ${electron.missing}.`);
  process.exit(1);
}
build();
packApp([], (line) => console.log(line));
console.log("The installers are in dist/.");
