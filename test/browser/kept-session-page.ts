// The script of a page with one client that keeps its session over reloads: the title says where it stands.
import { createClient } from "@volley/client";
import { defineContract } from "@volley/protocol";

const client = createClient(defineContract({}), { url: location.origin, resume: { storage: sessionStorage } });
client.onStatus((status) => {
  if (status.state === "ready") document.title = JSON.stringify(status);
});
void client.connect();
