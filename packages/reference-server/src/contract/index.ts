// What clients import: nothing of the server.
export { type RoomMessage, rooms } from "./rooms-contract.js";
