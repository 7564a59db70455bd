/** A key with the system's command key, as people of that system write it. */
export const shortcutWords = (platform: string, key: string): string =>
  platform === "darwin" ? `⌘${key}` : `Ctrl+${key}`;

/** Whether the system's command key (and nothing else) is held with `key`. */
export const isShortcut = (event: KeyboardEvent, platform: string, key: string): boolean =>
  (platform === "darwin" ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey) &&
  !event.altKey &&
  !event.shiftKey &&
  event.key.toLowerCase() === key.toLowerCase();
