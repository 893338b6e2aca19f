import * as _volley_protocol from '@volley/protocol';

import * as z from 'zod';

declare const Message: z.ZodObject<{
    room: z.ZodString;
    id: z.ZodString;
    time: z.ZodNumber;
    type: z.ZodOptional<z.ZodString>;
    data: z.ZodUnknown;
    from: z.ZodString;
    trace: z.ZodOptional<z.ZodObject<{
        traceparent: z.ZodString;
        tracestate: z.ZodOptional<z.ZodString>;
    }, z.core.$strip>>;
}, z.core.$strip>;

/** A message as members of a room get it: `time` in ms since 1970, `from` the sender's uid. */
type RoomMessage = z.infer<typeof Message>;

/**
 * What the reference server speaks. A room is there as soon as somebody joins it. `rooms.message` reaches each member once, in
 * one order, also after a lost connection; `rooms.joined` and `rooms.left` say who is there, `meta.group` where.
 */
declare const rooms: _volley_protocol.Contract<{
    /** Joins a room: who is there, and its last messages (`last`, default 0), the oldest first. */
    "rooms.join": _volley_protocol.RequestRoute<{
        room: string;
        last?: number | undefined;
        info?: {
            name?: string | undefined;
        } | undefined;
    }, {
        room: string;
        last: number;
        info: {
            name?: string | undefined;
        };
    }, {
        room: string;
        members: {
            uid: string;
            info: {
                name?: string | undefined;
            };
        }[];
        messages: {
            room: string;
            id: string;
            time: number;
            data: unknown;
            from: string;
            type?: string | undefined;
            trace?: {
                traceparent: string;
                tracestate?: string | undefined;
            } | undefined;
        }[];
    }, {
        room: string;
        members: {
            uid: string;
            info: {
                name?: string | undefined;
            };
        }[];
        messages: {
            room: string;
            id: string;
            time: number;
            data: unknown;
            from: string;
            type?: string | undefined;
            trace?: {
                traceparent: string;
                tracestate?: string | undefined;
            } | undefined;
        }[];
    }, {}, false>;
    /** Leaves a room; nothing happens to who isn't there. */
    "rooms.leave": _volley_protocol.RequestRoute<{
        room: string;
    }, {
        room: string;
    }, void, void, {}, false>;
    /** Sends to a room that one is in. With an `id` of before, by the same user, nothing is sent: `duplicate`, without `time`. */
    "rooms.message": _volley_protocol.RequestRoute<{
        room: string;
        data: unknown;
        id?: string | undefined;
        time?: number | undefined;
        type?: string | undefined;
    }, {
        room: string;
        data: unknown;
        id?: string | undefined;
        time?: number | undefined;
        type?: string | undefined;
    }, {
        id: string;
        duplicate: boolean;
        time?: number | undefined;
        offset?: number | undefined;
    }, {
        id: string;
        duplicate: boolean;
        time?: number | undefined;
        offset?: number | undefined;
    }, {}, false>;
}, {
    "rooms.message": _volley_protocol.Push<{
        room: string;
        id: string;
        time: number;
        data: unknown;
        from: string;
        type?: string | undefined;
        trace?: {
            traceparent: string;
            tracestate?: string | undefined;
        } | undefined;
    }, {
        room: string;
        id: string;
        time: number;
        data: unknown;
        from: string;
        type?: string | undefined;
        trace?: {
            traceparent: string;
            tracestate?: string | undefined;
        } | undefined;
    }, "replay">;
    "rooms.joined": _volley_protocol.Push<{
        uid: string;
        info: {
            name?: string | undefined;
        };
    }, {
        uid: string;
        info: {
            name?: string | undefined;
        };
    }, "live">;
    "rooms.left": _volley_protocol.Push<{
        uid: string;
    }, {
        uid: string;
    }, "live">;
}, {}, {
    "room:{name}": _volley_protocol.Group<"rooms.message", _volley_protocol.Presence<{
        name?: string | undefined;
    }, "rooms.joined", "rooms.left">>;
}>;

export {
    rooms,
};

export type {
    RoomMessage,
};
