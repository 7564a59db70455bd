import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { api } from "./api.ts";
import { Root } from "./features/window/root.tsx";
import { reportNetwork } from "./state/report-network.ts";
import { createStores, WithStores } from "./state/stores.tsx";

const place = document.querySelector("#root");
if (place === null) throw new Error("index.html has no #root");
const stores = createStores(api);
// Before anything is drawn: what main asks for while the page loads must not be missed.
stores.view.start();
reportNetwork(api);
createRoot(place).render(
  <StrictMode>
    <WithStores stores={stores}>
      <Root />
    </WithStores>
  </StrictMode>,
);
