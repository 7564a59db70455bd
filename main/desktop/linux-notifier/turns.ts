/** Lets work under one key wait for the work before it; other keys overtake. The work must not reject. */
export const createTurns = () => {
  const last = new Map<string, Promise<void>>();
  return {
    take: async (key: string, work: () => Promise<void>): Promise<void> => {
      const before = last.get(key) ?? Promise.resolve();
      const mine = before.then(work);
      last.set(key, mine);
      await mine;
      if (last.get(key) === mine) last.delete(key);
    },
  };
};
