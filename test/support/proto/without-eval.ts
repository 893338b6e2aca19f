import { jsonSerializer } from "@volley/protocol";
import { protobufSerializer } from "@volley/protocol/protobuf";
import { Every } from "./every.pb.js";

// Run by `node --disallow-code-generation-from-strings`, which forbids what a Content-Security-Policy without
// 'unsafe-eval' forbids. It prints what protobufSerializer did there.
let forbidden = false;
try {
  new Function("return 1");
} catch {
  forbidden = true;
}

const push = { kind: "push", name: "a.b" } as const;
const protobuf = protobufSerializer({ pushes: { "a.b": Every } });
const value = { string: "ä", maybe: 5, places: [{ x: 1, y: -1 }], homes: { a: { x: 2, y: 0 } } };
let refusal = "";
try {
  protobuf.encode({ maybe: 0.5 }, push);
} catch (error) {
  refusal = String(error);
}
const json = jsonSerializer();
const text = json.encode(protobuf.decode(protobuf.encode(value, push), push), push);
process.stdout.write(JSON.stringify({ forbidden, refusal, arrived: json.decode(text, push) }));
