import type { ErrorOf, RequestName } from "@volley/protocol";
import type { Duel } from "../contract.js";

/** Any error that one of the duel's requests can end with. */
export type DuelError = { [Route in RequestName<Duel>]: ErrorOf<Duel, Route> }[RequestName<Duel>];

const unknown = "The server was lost half way. Look how it stands now, and try again if it didn't count.";

/** Says in plain words what went wrong with something that shall be done once: nothing tries it again. */
export function explainOnce(error: DuelError): string {
  if (error.code === "UNAVAILABLE") return "That didn't get through. Try again!";
  return error.code === "TIMEOUT" || error.code === "DISCONNECTED" ? unknown : explain(error);
}

/** Says in plain words what went wrong. */
export function explain(error: DuelError): string {
  switch (error.code) {
    case "NOT_YOUR_TURN":
      return "It isn't your turn.";
    case "NOT_A_WORD":
      return `“${error.data.word}” isn't in the dictionary.`;
    case "NOT_ON_RACK":
      return `Not on your rack: ${error.data.letters.join(", ")}.`;
    case "GAME_OVER":
      return "This game is over.";
    case "DRAW_OFFERED":
      return "You have offered a draw already.";
    case "NO_DRAW_OFFER":
      return "The offer of a draw is gone.";
    case "NO_SUCH_TABLE":
      return "That table is gone. Start a new game!";
    case "NOT_SEATED":
      return "That table belongs to two other players.";
    case "SEEK_GONE":
      return "Somebody was faster. Find another opponent!";
    case "STILL_PLAYING":
      return "This game isn't over yet.";
    case "TIMEOUT":
    case "DISCONNECTED":
    case "UNAVAILABLE":
      return "The server can't be reached. Trying again…";
    case "OUTCOME_UNKNOWN":
      return unknown;
    case "BUSY":
      return "The server is busy. Try again!";
    default:
      return `That didn't work (${error.code}).`;
  }
}
