import { createBridgeEnd } from "./bridge-end.ts";
import { createCloneCodec } from "./clone-codec.ts";
import { installPageWorld, type WindowState } from "./page-world.ts";
import { installPreloadWorld, type PreloadWorldOptions } from "./preload-world.ts";

/** A function whose source runs elsewhere: it may name nothing from outside. */
type Script = (...given: never[]) => void;

/**
 * The sources that run in a window before its page: the one for the page's own world, and the one for the preload's
 * isolated world, which holds the preload itself.
 */
export const worldScripts = (options: {
  readonly preload: string | null;
  readonly world: PreloadWorldOptions;
  readonly state: WindowState;
}): { readonly page: string; readonly preload: string } => {
  const { secret } = options.world;
  const call = (script: Script, ...words: readonly string[]): string => `(${String(script)})(${words.join(", ")});`;
  const end = String(createBridgeEnd);
  const page = call(installPageWorld, end, JSON.stringify({ secret, state: options.state }));
  const run =
    "function (require, module, process) { const exports = module.exports, global = globalThis;\n" +
    `${options.preload ?? ""}\n}`;
  const preload = call(installPreloadWorld, end, String(createCloneCodec), JSON.stringify(options.world), run);
  return { page, preload };
};
