import { networkInterfaces } from "node:os";
import type { Clock } from "../core/ports/system.ts";

/** How often we look whether there is a network, and which: Electron's main process is not told of changes. */
export const NETWORK_POLL_MS = 15_000;

/** What there is to know of the network. `addresses`: the computer's own; null: they cannot be told. */
type Sight = { readonly isOnline: boolean; readonly addresses: string | null };

/**
 * Calls `onChanged` when the network is lost, is back, or is another one (a cable, a VPN, another Wi-Fi): connections of
 * before may be dead without anybody noticing. `isOnline` may be wrong for ever; only its changes count.
 */
export const watchNetwork = (options: {
  readonly clock: Clock;
  readonly isOnline: () => boolean;
  readonly addresses: () => string | null;
  readonly onChanged: () => void;
}): {
  /** A window saw that there is a network now, or none: windows are told, and sooner than we look. */
  readonly report: (isOnline: boolean) => void;
  readonly stop: () => void;
} => {
  let known: Sight = { isOnline: options.isOnline(), addresses: options.addresses() };
  let stop = (): void => {};

  const see = (isOnline: boolean): void => {
    const before = known;
    known = { isOnline, addresses: options.addresses() ?? before.addresses };
    const isOther = before.addresses !== null && known.addresses !== before.addresses;
    if (isOnline !== before.isOnline || isOther) options.onChanged();
  };

  const poll = (): void => {
    stop = options.clock.after(NETWORK_POLL_MS, poll);
    see(options.isOnline());
  };
  stop = options.clock.after(NETWORK_POLL_MS, poll);

  return { report: see, stop: () => stop() };
};

type Interfaces = ReturnType<typeof networkInterfaces>;

/** Given by the computer to itself: never the way to RingCentral, and those of containers come and go all day. */
const isLinkLocal = (address: string): boolean => /^(fe[89ab][0-9a-f]:|169\.254\.)/i.test(address);

/**
 * The computer's own addresses towards the world in words that are the same as long as they are; null if the system will
 * not tell. They say where somebody is: for comparing only, never for the log.
 */
export const ownAddresses = (interfaces: () => Interfaces = networkInterfaces): string | null => {
  try {
    return Object.values(interfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, address }) => !internal && !isLinkLocal(address))
      .map(({ address }) => address)
      .toSorted()
      .join(" ");
  } catch {
    // Some sandboxes forbid it; losing and finding the network is noticed all the same.
    return null;
  }
};
