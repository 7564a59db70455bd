/**
 * Runs `work` now, or, if it is running, once more when it is done: a burst of events costs two readings, not one each.
 * `work` must not reject.
 */
export const createFollower = (work: () => Promise<void>): (() => void) => {
  let isRunning = false;
  let isWanted = false;
  const run = async (): Promise<void> => {
    isRunning = true;
    while (isWanted) {
      isWanted = false;
      await work();
    }
    isRunning = false;
  };
  return () => {
    isWanted = true;
    if (!isRunning) void run();
  };
};
