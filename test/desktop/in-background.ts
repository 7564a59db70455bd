/**
 * For what Electron does without anyone waiting for it: `fire("window/resize", () => …)`. A failure is written to
 * standard error, under its name; what fails because its page was closed meanwhile is no failure.
 */
export const fire = (name: string, work: () => Promise<unknown>): void => {
  work().catch((error: unknown) => {
    if (isClosedPage(error)) return;
    process.stderr.write(`stand-in desktop: ${name} failed: ${String(error)}\n`);
  });
};

/** Whether an error of Playwright says only that a page, context or browser is gone. */
export const isClosedPage = (error: unknown): boolean =>
  error instanceof Error &&
  /has been closed|Target closed|Session closed|browser has disconnected|Target crashed|Page crashed/i.test(
    error.message,
  );
