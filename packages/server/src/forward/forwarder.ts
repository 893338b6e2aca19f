import type { ForwardAnswer, Forwarded, ForwardMessage } from "../dispatch/forward-message.js";
import type { UnderWay } from "../dispatch/session-calls.js";
import type { LiveSession } from "../session/live-session.js";
import { ForwardLane } from "./forward-lane.js";
import { ForwardedCall, type ForwardedCallParts } from "./forwarded-call.js";

/** What forwarders work with. */
export interface ForwarderParts extends ForwardedCallParts {
  /** How many messages of one session may wait for one service. */
  readonly mailbox: number;
}

/** Makes what takes the messages of one session to other nodes: one lane per service, none for parallel routes. */
export function forwarderFor(session: LiveSession, parts: ForwarderParts): ForwardMessage {
  const lanes = new Map<string, ForwardLane>();
  let order = 0;

  return (message: Forwarded, settle: (answer: ForwardAnswer) => void): UnderWay | undefined => {
    const { service, definition } = message.route;
    const call = new ForwardedCall({ message, session, order: order++, settle }, parts);
    if (definition.parallel) {
      // A lane of its own: it waits for nothing and still gets its second try.
      new ForwardLane(1).post(call);
      return call;
    }
    let lane = lanes.get(service);
    if (lane === undefined) {
      lane = new ForwardLane(parts.mailbox);
      lanes.set(service, lane);
    }
    if (lane.post(call)) return call;
    call.drop();
    return undefined;
  };
}
