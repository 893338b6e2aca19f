import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { serializerOfPage } from "../serializer-name.js";
import { App } from "./app.js";
import { createDuelClient } from "./duel-client.js";
import { createDuelStore } from "./duel-store.js";
import { loadSerializer } from "./load-serializer.js";
import { pageAddress } from "./page-address.js";
import { DuelContext } from "./use-duel.js";
import "./styles/base.css";
import "./styles/tile.css";
import "./styles/lobby.css";
import "./styles/table.css";
import "./styles/board.css";
import "./styles/sheet.css";
import "./styles/desk.css";
import "./styles/chat.css";
import "./styles/replay.css";

const container = document.getElementById("root");
if (container === null) throw new Error("index.html has no #root.");

// Made here, outside of React: one client for this tab, however often StrictMode renders.
const client = createDuelClient({ serializer: await loadSerializer(serializerOfPage(document)) });
const store = createDuelStore(client, pageAddress());
const root = createRoot(container);
root.render(
  <StrictMode>
    <DuelContext value={store}>
      <App />
    </DuelContext>
  </StrictMode>,
);

// When Vite replaces this module, the new one makes a client of its own: the old one has to go first.
import.meta.hot?.dispose(() => {
  root.unmount();
  store.stop();
  void client.close();
});
import.meta.hot?.accept();
