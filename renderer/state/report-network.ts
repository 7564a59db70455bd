import type { TernApi } from "../../preload/contract/api.ts";

/** Tells main when this computer loses its network and when it has one again: windows hear of it first. */
export const reportNetwork = (api: TernApi): void => {
  const report = (isOnline: boolean) => (): void => void api.request("windows/report-network", { isOnline });
  window.addEventListener("online", report(true));
  window.addEventListener("offline", report(false));
};
