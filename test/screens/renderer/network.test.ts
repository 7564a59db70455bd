import { expect, test } from "vitest";
import { useWindows } from "../../harness/window-tests.ts";

const windows = useWindows();

test("a window tells at once that the network is lost, and that it is back", async () => {
  const window = await windows.open();
  const { page } = window;
  await page.getByRole("option").first().waitFor();
  await page.context().setOffline(true);
  await expect.poll(() => window.asked("windows/report-network")).toEqual([{ isOnline: false }]);
  await page.context().setOffline(false);
  await expect.poll(() => window.asked("windows/report-network")).toEqual([{ isOnline: false }, { isOnline: true }]);
});
