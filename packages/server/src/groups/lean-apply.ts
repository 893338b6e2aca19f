import type { Adapter, BroadcastOptions } from "socket.io-adapter";

/** What Socket.IO's adapters do to each socket of some rooms; private in their types. */
interface Applying<Socket> {
  apply(options: BroadcastOptions, callback: (socket: Socket) => void): void;
  readonly nsp: { readonly sockets: ReadonlyMap<string, Socket> };
}

/**
 * Lets an adapter go through the sockets of rooms of which one alone is there, as nearly all pushes do, without a set of
 * those who had it already: that would be most of a push's garbage. The same sockets get it, in the same order.
 */
export function withLeanApply<A extends Adapter>(adapter: A): A {
  const applying = adapter as unknown as Applying<unknown>;
  const applyToMany = applying.apply;
  applying.apply = (options, callback) => {
    const { rooms, except } = options;
    const present = [...rooms].filter((room) => adapter.rooms.has(room));
    const [room] = present;
    const isPlain = present.length < 2 && rooms.size > 0 && (except === undefined || except.size === 0);
    if (!isPlain) return applyToMany.call(adapter, options, callback);
    if (room === undefined) return;
    for (const id of adapter.rooms.get(room) ?? []) {
      const socket = applying.nsp.sockets.get(id);
      if (socket !== undefined) callback(socket);
    }
  };
  return adapter;
}
