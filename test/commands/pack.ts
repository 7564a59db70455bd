/** `npm run pack`: the unpacked app in dist/. */
import { build } from "./build.ts";
import { packApp } from "./packing.ts";

build();
const { folder, isStandIn } = packApp(["--dir"], (line) => console.log(line));
console.log(`Packed${isStandIn ? ", around the stand-in desktop," : ""} in ${folder}`);
