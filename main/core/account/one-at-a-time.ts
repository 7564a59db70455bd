/** Runs asynchronous work in the order it was asked for, each after the one before has settled. */
export type OneAtATime = <T>(work: () => Promise<T>) => Promise<T>;

export const createOneAtATime = (): OneAtATime => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work, work);
    // Whoever asked hears of a failure; here it only must not stop what comes next.
    last = result.catch(() => undefined);
    return result;
  };
};
