import type { Serializer } from "@volley/protocol";
import { protobufSerializer } from "@volley/protocol/protobuf";
import { duel } from "../contract.js";
import {
  At,
  Changed,
  Dealt,
  Entered,
  Line,
  LineAt,
  Lobby,
  LobbySeen,
  Replay,
  Score,
  TableSeen,
  Text,
  TextAt,
  TvSeen,
  WatchersAt,
  Word,
} from "./duel.pb.js";

/** Makes the serializer of the duel's messages as Protobuf. Without one of them it doesn't compile. */
export function duelProtobuf(): Serializer {
  return protobufSerializer({
    contract: duel,
    routes: {
      "lobby.look": { output: LobbySeen },
      "lobby.say": { input: Text },
      "lobby.enter": { output: Entered },
      "lobby.accept": { input: At, output: At },
      "table.look": { input: At, output: TableSeen },
      "table.play": { input: Word, output: Score },
      "table.pass": { input: At },
      "table.resign": { input: At },
      "table.offerDraw": { input: At },
      "table.acceptDraw": { input: At },
      "table.say": { input: TextAt },
      "tv.watch": { input: At, output: TvSeen },
      "tv.replay": { input: At, output: Replay },
    },
    pushes: {
      "lobby.changed": Lobby,
      "lobby.said": Line,
      "lobby.paired": At,
      "table.changed": Changed,
      "table.rack": Dealt,
      "table.said": LineAt,
      "table.watchers": WatchersAt,
    },
  });
}
