// Prints what a frame costs besides its payload, in µs: encoding and decoding a push of a move with frames and without.
import { jsonSerializer } from "@volley/protocol";
import { CLIENT_LIMITS, decodeMessage, encodePush } from "@volley/protocol/internal";
import { median } from "../measure/sample.js";
import { payloads } from "../payloads.js";

const TIMES = 100_000;
const ROUNDS = 18;
/** Rounds that don't count. */
const WARM_UP = 3;
const serializer = jsonSerializer();
const ref = { kind: "push", name: "table.moved" } as const;
let sink = 0;

function payloadOnly(): void {
  const move = serializer.decode(serializer.encode(payloads.move, ref), ref) as typeof payloads.move;
  sink += move.seq;
}

function framed(): void {
  const message = encodePush(1, { payload: serializer.encode(payloads.move, ref) });
  const [frame] = decodeMessage(message, CLIENT_LIMITS);
  if (frame?.kind !== "push") throw new Error("a push was expected");
  const move = serializer.decode(frame.payload, ref) as typeof payloads.move;
  sink += move.seq;
}

/** CPU, which others on the machine don't change. */
function microsecondsOf(run: () => void): number {
  const before = process.cpuUsage();
  for (let n = 0; n < TIMES; n++) run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / TIMES;
}

const [plain, withFrames]: [number[], number[]] = [[], []];
for (let round = 0; round < ROUNDS; round++) {
  plain.push(microsecondsOf(payloadOnly));
  withFrames.push(microsecondsOf(framed));
}
if (sink === 0) throw new Error("nothing was decoded");
console.log(median(withFrames.slice(WARM_UP)) - median(plain.slice(WARM_UP)));
