/**
 * Given to Electron with -r, as CommonJS, before main's bundle: puts the hands of a test on a global of the main
 * process. (`require` and `import` of "electron" give the same objects: what is changed here is changed for main.)
 */
import { appendFileSync } from "node:fs";
import electron from "electron";
import { recordDesk } from "./recorder.ts";
import { HANDS, OUTPUT_VARIABLE } from "./recorder-names.ts";

const output = process.env[OUTPUT_VARIABLE];
delete process.env[OUTPUT_VARIABLE];

// What is written before Playwright listens would be lost to it.
if (output !== undefined)
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    Reflect.set(stream, "write", (chunk: string | Uint8Array, ...more: readonly unknown[]): unknown => {
      appendFileSync(output, chunk);
      return Reflect.apply(write, stream, [chunk, ...more]);
    });
  }

const hands = recordDesk(electron, (line) => void process.stderr.write(line));
Reflect.set(globalThis, HANDS, hands);
// The stand-in's desktop starts light as well, whatever the person's own is.
electron.app.once("ready", () => hands.setDark(false));
