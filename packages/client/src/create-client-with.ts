import type { AnyContract, Limited } from "@volley/protocol";
import {
  type Clock,
  type ContractParts,
  createRouteTable,
  Deadlines,
  decodeJson,
  type Frame,
  type Hello,
  PROTOCOL_VERSIONS,
  parseLimited,
  parseMove,
  systemError,
  toPending,
} from "@volley/protocol/internal";
import { clientName } from "./base/client-name.js";
import { defer } from "./base/defer.js";
import { Listeners } from "./base/listeners.js";
import type { Turn } from "./base/turns.js";
import type { WaitOptions } from "./base/wait-options.js";
import type { NotifyOptions, RequestOptions } from "./calls/call-options.js";
import { Calls } from "./calls/calls.js";
import type { Link } from "./calls/link.js";
import { Sender } from "./calls/sender.js";
import type { Client } from "./client.js";
import { Connection, type ConnectionPorts } from "./connection/connection.js";
import { Connector, type ConnectorPorts } from "./connection/connector.js";
import { ServerClock } from "./connection/server-clock.js";
import { simulate } from "./connection/simulate.js";
import type { Status } from "./connection/status.js";
import type { OpenTransport } from "./connection/transport.js";
import { logWire } from "./connection/wire-log.js";
import { Groups } from "./groups/groups.js";
import { type ClientOptions, resolveOptions } from "./options.js";
import { type PushHandler, PushInbox, type StreamOptions } from "./pushes/push-inbox.js";
import type { Resync } from "./pushes/resync.js";
import { StreamPositions } from "./pushes/stream-positions.js";
import { Handover } from "./session/handover.js";
import { createRemoteTable, type RemoteTable } from "./session/remote-table.js";
import { ResumeMemory } from "./session/resume-memory.js";
import { type TakeTabLock, webLocks } from "./session/tab-lock.js";
import { TokenRefresh } from "./session/token-refresh.js";
import { keepToken, toTokenSource } from "./session/token-source.js";

/** What a client needs of the world around it. */
export interface ClientPorts {
  readonly openTransport: OpenTransport;
  readonly clock: Clock;
  /** Gives a number from 0 (included) to 1 (excluded). Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** Runs something when this tick's work is done. Default: `setImmediate` where it exists, else a microtask. */
  readonly defer?: ((run: () => void) => void) | undefined;
  /** Tells tabs apart. Default: Web Locks, where they exist. */
  readonly takeLock?: TakeTabLock | undefined;
}

/** Makes a client on a transport and a clock of the caller's; see `createClient`. Here all parts meet. */
export function createClientWith<C extends AnyContract>(
  contract: C,
  options: ClientOptions,
  ports: ClientPorts,
): Client<C> {
  const settings = resolveOptions(options);
  const { logger, serializer, parse, handshake, heartbeat, connectTimeoutMs, timeoutMs } = settings;
  const { clock, random = Math.random } = ports;
  // A contract is typed for those who write it; here it is read.
  const { routes, pushes, errors } = contract as unknown as ContractParts;
  const table = createRouteTable({ routes, pushes });
  const tokens = toTokenSource(settings.token);
  const serverClock = new ServerClock(clock);
  const deadlines = new Deadlines(clock);
  const sender = new Sender({ limits: settings.outbox, defer: ports.defer ?? defer, clock });
  const inbox = new PushInbox({ serializer, parse, logger });
  const resyncs = new Listeners<[Resync]>((error) => logger.error("a handler of onResync failed", { error }));
  const refusals = new Listeners<[Limited]>((error) => logger.error("a handler of onLimited failed", { error }));
  const positions = new StreamPositions((resync) => resyncs.tell(resync));

  const name = clientName(random);

  let { openTransport } = ports;
  if (settings.simulate !== undefined) openTransport = simulate(openTransport, { ...settings.simulate, clock, random });
  if (settings.debug) openTransport = logWire(openTransport, { logger, table, serializer });
  // Where nothing is kept nothing is locked, and no page is asked for.
  const takeLock = settings.resume.storage && (ports.takeLock ?? webLocks());
  const resume = new ResumeMemory({ options: settings.resume, positions: () => positions.list(), takeLock });
  const connectionPorts: Omit<ConnectionPorts, "hello"> = {
    ...{ openTransport, clock, serverClock, heartbeat, connectTimeoutMs },
  };
  const sayHello = async (mode: "takeover" | "handover", signal: AbortSignal): Promise<Hello> => ({
    protocol: PROTOCOL_VERSIONS,
    contract: contract.fingerprint,
    serializer: serializer.name,
    client: name,
    token: await tokens.get({ signal }),
    handshake,
    // Last: a position or a token may be newer by then.
    resume: await resume.request(mode),
  });

  const open: ConnectorPorts["open"] = ({ welcomed, ended }, mode) => {
    let remote: RemoteTable = createRemoteTable(table, undefined);
    let link: Link | undefined;
    const hello = (signal: AbortSignal): Promise<Hello> => sayHello(mode, signal);
    const refresh = new TokenRefresh({
      ...{ tokens, clock, random, logger, backoff: settings.reconnect, timeoutMs: connectTimeoutMs },
      nextId: () => sender.takeId(),
      send: (frame) => connection.send([frame]),
    });
    const connection = new Connection(
      { ...connectionPorts, hello },
      {
        welcomed: (welcome) => {
          const { session, limits, memory, dictionary, token, resumed } = welcome;
          if (token !== undefined) void keepToken(tokens, token, logger);
          resume.welcomed(welcome);
          remote = createRemoteTable(table, dictionary);
          positions.welcomed({ resumed: resumed === true });
          groups.welcomed(welcome);
          const { numberOf } = remote;
          link = {
            ...{ session, limits, memory, numberOf },
            send: (frames) => connection.send(frames),
            probe: () => connection.probe(),
          };
          present = connection;
          sender.attach(link);
          handover.over();
          welcomed(welcome);
        },
        frame: (frame) => {
          if (frame.kind === "auth") refresh.wanted();
          if ((frame.kind === "reply" || frame.kind === "error") && refresh.answered(frame)) return undefined;
          if (frame.kind !== "move") return receive(frame, remote);
          handover.plan(parseMove(decodeJson(frame.payload)));
          return undefined;
        },
        pinged: () => sender.pinged(),
        ponged: () => sender.ponged(),
        ended: (end) => {
          refresh.stop();
          if (link !== undefined) sender.detach(link);
          // An old one that has finished says nothing of a later move.
          if (connection === present || mode === "handover") handover.over();
          ended(end);
        },
      },
    );
    return {
      close: (how) => {
        refresh.stop();
        connection.close(how);
      },
    };
  };
  let present: Connection | undefined;
  const handover = new Handover({
    clock,
    hold: (quiet) => {
      sender.hold(quiet);
      present?.probe();
    },
    release: () => sender.release(),
    open: () => connector.move(),
  });

  const connector = new Connector({
    open,
    clock,
    random,
    reconnect: settings.reconnect,
    closing: (error) => {
      handover.over();
      resume.forget();
      sender.close(error);
      inbox.close();
      resyncs.close();
      refusals.close();
      groups.close();
      deadlines.clear();
    },
    listenerFailed: (error) => logger.error("a handler of onStatus failed", { error }),
  });
  const want = (): void => connector.want();
  const reader = { serializer, parse, errors };
  const routesAndClock = { routes: table.routes, clock, random };
  const calls = new Calls({ ...routesAndClock, sender, reader, deadlines, logger, timeoutMs, want });

  /** Tells what is to be done about a frame. Kinds and pushes of a newer server are nothing to an older client. */
  function receive(frame: Frame, remote: RemoteTable): Turn | undefined {
    if (frame.kind === "reply" || frame.kind === "error") return calls.answer(frame, remote);
    if (frame.kind === "left") return groups.left(frame);
    if (frame.kind === "position") return positions.position(frame);
    if (frame.kind === "limited") {
      const limited = parseLimited(decodeJson(frame.payload));
      return limited && (() => refusals.tell(limited));
    }
    if (frame.kind !== "push") return undefined;
    const found = remote.pushAt(frame.push);
    if (found?.mismatch !== undefined) inbox.refuse(found.push, found.mismatch);
    // What can't be handed over counts as well: it isn't wanted again.
    return positions.push(frame, (entry) =>
      found === undefined || found.mismatch !== undefined ? undefined : inbox.deliver(found.push, frame, entry),
    );
  }

  function pushOf(name: string) {
    const push = table.pushes.get(name);
    if (push === undefined) throw systemError("BAD_REQUEST", `the contract has no push "${name}"`);
    want();
    return push;
  }

  const forget = (group: string): void => positions.forget(group);
  const groups = new Groups({ calls, inbox, serializer, logger, pushOf, forget });

  const close = async (): Promise<void> => connector.close();
  const client = {
    get status(): Status {
      return connector.status;
    },
    get rttMs(): number | undefined {
      return serverClock.rttMs;
    },
    get droppedNotifies(): number {
      return calls.dropped;
    },
    connect: ({ signal }: WaitOptions = {}) => {
      want();
      return connector.ready(signal);
    },
    request: (name: string, input?: unknown, how?: RequestOptions) => toPending(calls.request(name, input, how)),
    notify: (name: string, input?: unknown, how?: NotifyOptions) => calls.notify(name, input, how),
    onPush: (name: string, handler: PushHandler, { signal }: WaitOptions = {}) =>
      inbox.handle(pushOf(name), handler, signal),
    group: (pattern: string, params?: Readonly<Record<string, string | number>>) => groups.use(pattern, params),
    pushes: (name: string, how?: StreamOptions) => inbox.stream(pushOf(name), how),
    onStatus: (handler: (status: Status) => void, { signal }: WaitOptions = {}) => connector.onStatus(handler, signal),
    onResync: (handler: (resync: Resync) => void, { signal }: WaitOptions = {}) => resyncs.add(handler, signal),
    onLimited: (handler: (limited: Limited) => void, { signal }: WaitOptions = {}) => refusals.add(handler, signal),
    serverNow: () => serverClock.now(),
    close,
  } satisfies Record<Exclude<keyof Client<C>, symbol>, unknown>;
  // Not every platform has the symbol.
  const disposal = Symbol.asyncDispose === undefined ? {} : { [Symbol.asyncDispose]: { value: close } };
  return Object.defineProperties(client, disposal) as unknown as Client<C>;
}
