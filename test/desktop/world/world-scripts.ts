import { createBridgeEnd } from "./bridge-end.ts";
import { createCloneCodec } from "./clone-codec.ts";
import { installPageWorld, type WindowState } from "./page-world.ts";
import { installPreloadWorld, type PreloadWorldOptions } from "./preload-world.ts";

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
  const page = `(${installPageWorld})(${createBridgeEnd}, ${JSON.stringify({ secret, state: options.state })});`;
  const preload =
    `(${installPreloadWorld})(${createBridgeEnd}, ${createCloneCodec}, ${JSON.stringify(options.world)}, ` +
    `function (require, module, process) { const exports = module.exports, global = globalThis;\n${options.preload ?? ""}\n});`;
  return { page, preload };
};
