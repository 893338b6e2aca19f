import { createClient, guestIdentity } from "@volley/client";
import { quiz } from "./contract.js";

const client = createClient(quiz, { url: location.origin, token: guestIdentity() });
client.onPush("buzzer.pressed", ({ name }) => console.log(`${name} was first`));

await client.request("buzzer.join", { room: "friday", name: prompt("Your name?") ?? "somebody" });
const { ok, error } = await client.request("buzzer.press").result();
if (!ok && error.code === "TOO_LATE") console.log(`Too late: ${error.data.first} was faster`);
