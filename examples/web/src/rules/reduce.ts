import { draw } from "./bag.js";
import { endEarly, endTurn } from "./end-turn.js";
import { takeWord } from "./rack.js";
import { rulesOfPlay } from "./rules-of-play.js";
import { startGame } from "./start-game.js";
import { type Refusal, type RulesEnv, refuse, type Step, type TableAction, type TableEvent } from "./table-action.js";
import { opposite, type PlayingTable, seatOf, type TableState, type Turn, type WaitingTable } from "./table-state.js";
import { wordScore } from "./word-score.js";

/** Applies an action to a table. Pure: same arguments, same answer; the given state isn't touched. */
export function reduce(state: TableState, action: TableAction, env: RulesEnv): Step {
  switch (state.phase) {
    case "waiting":
      return whileWaiting(state, action, env);
    case "playing":
      return whilePlaying(state, action, env);
    case "over":
    case "closed":
      return refuse({ code: "GAME_OVER" });
  }
}

/** Tells if the running turn's time is up, so that `expire` would be accepted. */
export function isDue(state: TableState, now: number): boolean {
  return state.phase === "playing" && now >= state.deadline;
}

function whileWaiting(state: WaitingTable, action: TableAction, env: RulesEnv): Step {
  switch (action.type) {
    case "join": {
      if (action.player.uid === state.host.uid) return refuse({ code: "SEAT_TAKEN" });
      const events: TableEvent[] = [{ type: "started" }, { type: "drew", seat: 0 }, { type: "drew", seat: 1 }];
      return { ok: true, state: startGame([state.host, action.player], env), events };
    }
    case "wait":
      if (action.uid !== state.host.uid) return refuse({ code: "NOT_SEATED" });
      return { ok: true, state: { ...state, ticket: action.ticket }, events: [] };
    case "giveUp":
      if (action.uid !== state.host.uid || action.ticket !== state.ticket) return refuse({ code: "NOT_SEATED" });
      return { ok: true, state: { phase: "closed" }, events: [] };
    case "play":
    case "pass":
    case "resign":
    case "offerDraw":
    case "acceptDraw":
    case "expire":
      return refuse({ code: "NOT_YOUR_TURN" });
  }
}

function whilePlaying(state: PlayingTable, action: TableAction, env: RulesEnv): Step {
  const mover = state.seats[state.toMove];
  switch (action.type) {
    case "play": {
      const notNow = refusalOfMove(state, action.uid);
      if (notNow !== undefined) return refuse(notNow);
      const { word } = action;
      const taken = takeWord(mover.rack, word);
      if (!taken.ok) return refuse({ code: "NOT_ON_RACK", letters: taken.missing });
      if (word.length < rulesOfPlay.shortestWord || !env.isWord(word)) return refuse({ code: "NOT_A_WORD", word });
      const score = wordScore(word);
      const { drawn, bag } = draw(state.bag, rulesOfPlay.rackSize - taken.left.length);
      const after = { ...mover, rack: [...taken.left, ...drawn], score: mover.score + score, missed: 0 };
      return turnTaken(state, {
        turn: { kind: "word", seat: state.toMove, word, score },
        mover: after,
        bag,
        now: env.now,
      });
    }
    case "pass": {
      const notNow = refusalOfMove(state, action.uid);
      if (notNow !== undefined) return refuse(notNow);
      // The old tiles go under the bag, so that a pass gives as many new ones as there are, without another shuffle.
      const { drawn, bag } = draw([...state.bag, ...mover.rack], mover.rack.length);
      return turnTaken(state, {
        turn: { kind: "pass", seat: state.toMove },
        mover: { ...mover, rack: drawn, missed: 0 },
        bag,
        now: env.now,
      });
    }
    case "expire": {
      if (!isDue(state, env.now)) return refuse({ code: "NOT_DUE" });
      const after = { ...mover, missed: mover.missed + 1 };
      return turnTaken(state, {
        turn: { kind: "missed", seat: state.toMove },
        mover: after,
        bag: state.bag,
        now: env.now,
      });
    }
    case "resign":
    case "offerDraw":
    case "acceptDraw":
      return outOfTurn(state, action);
    case "join":
    case "wait":
    case "giveUp":
      return refuse({ code: "SEAT_TAKEN" });
  }
}

/** What a player may do whoever is to move. Two who offer each other a draw have agreed. */
function outOfTurn(
  state: PlayingTable,
  { type, uid }: Extract<TableAction, { type: "resign" | "offerDraw" | "acceptDraw" }>,
): Step {
  const seat = seatOf(state, uid);
  if (seat === undefined) return refuse({ code: "NOT_SEATED" });
  if (type === "resign") return { ok: true, state: endEarly(state, seat), events: [{ type: "ended" }] };
  if (state.drawOffer === opposite(seat)) return { ok: true, state: endEarly(state), events: [{ type: "ended" }] };
  if (type === "acceptDraw") return refuse({ code: "NO_DRAW_OFFER" });
  if (state.drawOffer === seat) return refuse({ code: "DRAW_OFFERED" });
  return { ok: true, state: { ...state, drawOffer: seat }, events: [{ type: "drawOffered", seat }] };
}

function refusalOfMove(state: PlayingTable, uid: string): Refusal | undefined {
  const seat = seatOf(state, uid);
  if (seat === undefined) return { code: "NOT_SEATED" };
  return seat === state.toMove ? undefined : { code: "NOT_YOUR_TURN" };
}

function turnTaken(state: PlayingTable, done: Parameters<typeof endTurn>[1] & { readonly turn: Turn }): Step {
  const after = endTurn(state, done);
  const events: TableEvent[] = [{ type: "turn", turn: done.turn }];
  if (done.turn.kind !== "missed") events.push({ type: "drew", seat: state.toMove });
  if (after.phase === "over") events.push({ type: "ended" });
  return { ok: true, state: after, events };
}
