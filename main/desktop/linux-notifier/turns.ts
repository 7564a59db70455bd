/** Lets work under one key wait for the work before it; other keys overtake. The work must not reject. */
export const createTurns = () => {
  const last = new Map<string, Promise<unknown>>();
  return {
    take: async <Outcome>(key: string, work: () => Promise<Outcome>): Promise<Outcome> => {
      const before = last.get(key) ?? Promise.resolve();
      const mine = before.then(work);
      last.set(key, mine);
      const outcome = await mine;
      if (last.get(key) === mine) last.delete(key);
      return outcome;
    },
  };
};
