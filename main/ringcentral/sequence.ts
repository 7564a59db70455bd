/**
 * Watches the sequence numbers of one connection's frames: true when at least one before this was never heard. One that
 * comes again, or late, is no gap; on the next connection numbering starts anew.
 */
export const createGapWatch = (): ((sequence: number | null) => boolean) => {
  let highest: number | null = null;
  return (sequence) => {
    if (sequence === null) return false;
    const isGap = highest !== null && sequence > highest + 1;
    highest = Math.max(highest ?? sequence, sequence);
    return isGap;
  };
};
