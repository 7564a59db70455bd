/** How often to look whether the starter is still there; orphans stop this late. */
const PARENT_CHECK_MS = 250;

/**
 * Calls `stop` once: on SIGTERM, SIGINT and SIGHUP, and when the process that started this one is gone. The latter since
 * `npm run` passes a signal on to its shell only, and Debian's shell dies of it without telling the command.
 */
export const onStopRequest = (stop: () => void): void => {
  let isStopping = false;
  const once = (): void => {
    clearInterval(timer);
    if (isStopping) return;
    isStopping = true;
    stop();
  };
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) once();
  }, PARENT_CHECK_MS);
  timer.unref();
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, once);
};
