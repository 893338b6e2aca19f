// Each mutant switches one safety mechanism off, by replacing a text that stands in its file exactly once. The named test has to
// turn red then: else nothing holds the mechanism. `npm run test:mutants` applies them one at a time, to a copy.

const pushLog = "packages/server/src/push-log";
const resume = "packages/server/src/resume";
const once = "packages/server/src/once";
const directory = "packages/server/src/directory";
const pushes = "packages/client/src/pushes";
const rights = "packages/server/src/rights";

/** `file`, `find` and `replace` are the patch; `test` is the file and the title of the test that must fail. */
export const mutants = [
  {
    name: "a client hears what it has heard already",
    mechanism: "dedupe on the client",
    file: `${pushes}/stream-positions.ts`,
    find: "return last !== undefined && last.epoch === epoch && offset <= last.offset;",
    replace: "return false;",
    test: [
      "packages/client/src/client.streams.test.ts",
      "are heard once: what is no further is dropped, per stream and epoch",
    ],
  },
  {
    name: "a producer's serial isn't compared",
    mechanism: "dedupe by producer",
    file: `${pushLog}/append-script.ts`,
    find: "elseif tonumber(ARGV[9]) <= tonumber(serial) then",
    replace: "elseif false then",
    test: [`${pushLog}/redis-push-log.test.ts`, "does nothing, and tells where it is"],
  },
  {
    name: "an entry behind a gap is delivered at once",
    mechanism: "gap repair",
    file: `${pushLog}/stream-cursor.ts`,
    find: "return knows(cursor, entry) ? quiet(cursor) : repair(cursor);",
    replace:
      'return entry.offset <= cursor.head.offset ? quiet(cursor) : { ...quiet(behind(cursor, entry)), news: [{ type: "entry", entry }] };',
    test: [`${pushLog}/stream-cursor.test.ts`, "reads what was lost before it hands on what came after that"],
  },
  {
    name: "who goes on elsewhere is told that it left",
    mechanism: "positions survive a move",
    file: `${pushLog}/streams.ts`,
    find: "this.#parts.sessionOf(session) !== member.session",
    replace: "false",
    test: [
      `${pushLog}/streams.test.ts`,
      "say nothing to one who goes on on another node: its client would forget its place",
    ],
  },
  {
    name: "nobody looks for the top from time to time",
    mechanism: "sweep",
    file: `${pushLog}/stream-sweep.ts`,
    find: "      this.#arm();\n      this.now();",
    replace: "      this.#arm();",
    test: [`${pushLog}/streams.test.ts`, "find a lost last entry by looking for the top from time to time"],
  },
  {
    name: "the tag before isn't compared",
    mechanism: "fork check on the node",
    file: `${pushLog}/stream-cursor.ts`,
    find: "entry.offset === head.offset + 1 && entry.previousTag === head.tag;",
    replace: "entry.offset === head.offset + 1;",
    test: [`${pushLog}/stream-cursor.test.ts`, "tells a fork when the entry behind its head doesn't name the head"],
  },
  {
    name: "an old offset counts as known whatever its tag",
    mechanism: "fork check on the node",
    file: `${pushLog}/stream-cursor.ts`,
    find: "offset <= head.offset && tags[tags.length - 1 - (head.offset - offset)] === tag;",
    replace: "offset <= head.offset && tags.length > 0 && tag > 0;",
    test: [`${pushLog}/stream-cursor.test.ts`, "tells a fork when an offset was given out again"],
  },
  {
    name: "what is read isn't compared with the reader's tag",
    mechanism: "fork check of who comes back",
    file: `${pushLog}/read-after.ts`,
    find: "if (after.offset === top.offset ? after.tag !== top.tag : follows(first, after) && first.previousTag !== after.tag) {",
    replace: "if (first === null) {",
    test: [
      `${pushLog}/redis-push-log.test.ts`,
      "is told as fork when the tail was lost and other entries have its offsets",
    ],
  },
  {
    name: "another epoch is read on",
    mechanism: "fork check of who comes back",
    file: `${pushLog}/read-after.ts`,
    find: 'if (after.epoch !== top.epoch) return gap("epoch");',
    replace: "",
    test: [`${pushLog}/redis-push-log.test.ts`, "is told as epoch when the stream was lost"],
  },
  {
    name: "what isn't kept any more is left out silently",
    mechanism: "window check",
    file: `${pushLog}/read-after.ts`,
    find: 'if (!follows(entry, last) || entry.previousTag !== last.tag) return gap("window");',
    replace: "if (entry === undefined) continue;",
    test: [
      `${pushLog}/redis-push-log.test.ts`,
      "is told as window when entries were pushed out, and as nothing one before that",
    ],
  },
  {
    name: "a claim overwrites the claim of another",
    mechanism: "once-claim",
    file: `${once}/redis-once-store.ts`,
    find: 'client.set(name, bytes, "PX", Math.ceil(ttlMs), "NX")',
    replace: 'client.set(name, bytes, "PX", Math.ceil(ttlMs))',
    test: [`${once}/redis-once-store.test.ts`, "gives one claim to whoever comes first, and remembers it"],
  },
  {
    name: "a resend claims although its record is there",
    mechanism: "once-claim",
    file: `${once}/once-scripts.ts`,
    find: "if redis.call('EXISTS', KEYS[1]) == 1 then return 'taken' end",
    replace: "",
    test: [
      `${once}/redis-once-store.test.ts`,
      "claims a request that was sent before, as long as its memory has the same name",
    ],
  },
  {
    name: "a resend runs in a Redis that lost its record",
    mechanism: "once-claim",
    file: `${once}/once-scripts.ts`,
    find: "if not string.find(ARGV[3], own, 1, true) then return 'forgotten' end",
    replace: "",
    test: [`${once}/redis-once-store.test.ts`, "claims nothing again in another Redis than the one it looked at"],
  },
  {
    name: "a run that was given up is answered after all",
    mechanism: "once-claim",
    file: `${once}/once-scripts.ts`,
    find: "if found and found ~= ARGV[1] and found ~= ARGV[2] then return 0 end",
    replace: "",
    test: [`${once}/redis-once-store.test.ts`, "takes no answer of a run that was given up"],
  },
  {
    name: "a used-up token is only unknown",
    mechanism: "token rotation",
    file: `${resume}/claim-session-script.ts`,
    find: "if is_burned(entry, token) then",
    replace: "if false then",
    test: [
      `${resume}/redis-resume-store.test.ts`,
      "ends a session whose used-up token comes back, and remembers that for its node",
    ],
  },
  {
    name: "a token stays good when the next one was used",
    mechanism: "token rotation",
    file: `${resume}/write-session-script.ts`,
    find: "elseif confirmed == '1' and entry.previous then",
    replace: "elseif false then",
    test: [
      `${resume}/redis-resume-store.test.ts`,
      "raises no false alarm in 1,000 lives with lost answers, and misses no reuse of a used-up token",
    ],
  },
  {
    name: "a token is used up although the answer was lost",
    mechanism: "token rotation",
    file: `${resume}/claim-session-script.ts`,
    find: "(token ~= entry.current and token ~= entry.previous)",
    replace: "token ~= entry.current",
    test: [
      `${resume}/redis-resume-store.test.ts`,
      "takes the token before once more while nobody has used the new one: the answer may have been lost",
    ],
  },
  {
    name: "an old node still writes a session",
    mechanism: "fence of session writes",
    file: `${resume}/record-lua.ts`,
    find: "return entry.generation > generation or (entry.generation == generation and entry.node ~= node)",
    replace: "return false",
    test: [`${resume}/redis-resume-store.test.ts`, "refuses what a node says of a session that goes on elsewhere"],
  },
  {
    name: "every claim that failed counts",
    mechanism: "fence of session writes",
    file: `${resume}/record-keeper.ts`,
    find: "if (kept !== undefined && !kept.isDoubtful) {",
    replace: "if (kept !== undefined) {",
    test: [`${resume}/record-keeper.test.ts`, "never takes a session back by them that went on elsewhere"],
  },
  {
    name: "a session is in no group until it is back in them",
    mechanism: "session state",
    file: "packages/server/src/session/joined-groups.ts",
    find: "return this.#returning ?? [...this.#groups.values()];",
    replace: "return [...this.#groups.values()];",
    test: [
      "packages/server/src/session/joined-groups.test.ts",
      "are those that it had on another node until it is back in them, however far that is",
    ],
  },
  {
    name: "a late close takes out what another node holds",
    mechanism: "unbind (ABA)",
    file: `${directory}/assert-sessions-script.ts`,
    find: "if entry.node == node and not mine[session] then",
    replace: "if not mine[session] then",
    test: [
      `${directory}/redis-user-directory.test.ts`,
      "lets a session move to another node, where its old node can't take it out",
    ],
  },
  {
    name: "a renewal takes a session back that moved on",
    mechanism: "unbind (ABA)",
    file: `${directory}/assert-sessions-script.ts`,
    find: "if there and there.node ~= node and there.fence > fence then",
    replace: "if false then",
    test: [
      `${directory}/redis-user-directory.test.ts`,
      "lets a session move to another node, where its old node can't take it out",
    ],
  },
  {
    name: "a policy that says something else than true allows",
    mechanism: "deny by default",
    file: `${rights}/policies.ts`,
    find: "if (allowed !== true) throw forbidden(right);",
    replace: "if (allowed === false) throw forbidden(right);",
    test: [`${rights}/policies.test.ts`, "denies whatever a rule answers but true"],
  },
  {
    name: "nobody asks again when a client comes back",
    mechanism: "rights at resume",
    file: "packages/server/src/gateway/returns.ts",
    find: "let left = here === undefined ? [] : await this.#recheck(here, admission);",
    replace: "let left: readonly Left[] = [];",
    test: [
      "test/integration/client-groups-resume.test.ts",
      "is asked about before anything of the group is sent again: what it may not see any more, it never gets",
    ],
  },
  {
    name: "nobody asks again on the node where a session goes on",
    mechanism: "rights at resume",
    file: "packages/server/src/gateway/returns.ts",
    find: "if (refused !== undefined) return refused;",
    replace: "if (refused !== undefined) gateway.dispatch.logger.debug(refused.group);",
    test: [
      "test/integration/cluster/client-groups.test.ts",
      "are asked about on the node where a session goes on, before anything is sent again there",
    ],
  },
  {
    name: "a name may mean another pattern",
    mechanism: "one policy for one name",
    file: `${rights}/group-target.ts`,
    find: "if (others.length > 0) throw",
    replace: "if (others.length > 999) throw",
    test: [
      `${rights}/group-target.test.ts`,
      "is none whose name another pattern could make: its policy might be another one",
    ],
  },
];
