/**
 * Chromium goes to no address whose scheme it does not know, and CDP cannot teach it one. So `tern://app/x` is
 * `http://app.tern.localhost/x` inside Chromium: a host that never leaves the computer, is a secure context, and is
 * answered by the stand-in before any network. Main only ever sees `tern://`.
 */
export type AppAddress = {
  /** Tells that main registered a scheme of its own. */
  readonly addScheme: (scheme: string) => void;
  /** As Chromium must be told; other addresses stay as they are. */
  readonly inside: (url: string) => string;
  /** As main must see it; other addresses stay as they are. */
  readonly outside: (url: string) => string;
  /** The own scheme an address (as main sees it) has, or null. */
  readonly schemeOf: (url: string) => string | null;
};

export const createAppAddress = (): AppAddress => {
  const schemes = new Set<string>();
  const schemeOf = (url: string): string | null => {
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
    return scheme !== undefined && schemes.has(scheme) ? scheme : null;
  };
  return {
    addScheme: (scheme) => void schemes.add(scheme.toLowerCase()),
    schemeOf,
    inside: (url) => {
      const scheme = schemeOf(url);
      return scheme === null
        ? url
        : url.replace(/^[^:]+:\/\/([^/?#]*)/, (_all, host: string) => `http://${host}.${scheme}.localhost`);
    },
    outside: (url) =>
      url.replace(/^http:\/\/([^/?#:]*)\.([a-z0-9+-]+)\.localhost(?=[/?#]|$)/, (all, host: string, scheme: string) =>
        schemes.has(scheme) ? `${scheme}://${host}` : all,
      ),
  };
};
