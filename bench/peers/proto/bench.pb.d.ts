import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/**
 * Properties of an EnterMessage.
 * @deprecated Use EnterMessage.$Properties instead.
 */
export interface IEnterMessage extends EnterMessage.$Properties {
}

/** Represents an EnterMessage. */
export class EnterMessage {

    /**
     * Constructs a new EnterMessage.
     * @param [properties] Properties to set
     */
    constructor(properties?: EnterMessage.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** EnterMessage id. */
    id: number;

    /**
     * Encodes the specified EnterMessage message. Does not implicitly {@link EnterMessage.verify|verify} messages.
     * @param message EnterMessage message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: EnterMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes an EnterMessage message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {EnterMessage & EnterMessage.$Shape} EnterMessage
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): EnterMessage & EnterMessage.$Shape;
}

export namespace EnterMessage {

    /** Properties of an EnterMessage. */
    interface $Properties {

        /** EnterMessage id */
        id?: (number|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of an EnterMessage. */
    type $Shape = EnterMessage.$Properties;
}

/**
 * Properties of a MoveMessage.
 * @deprecated Use MoveMessage.$Properties instead.
 */
export interface IMoveMessage extends MoveMessage.$Properties {
}

/** Represents a MoveMessage. */
export class MoveMessage {

    /**
     * Constructs a new MoveMessage.
     * @param [properties] Properties to set
     */
    constructor(properties?: MoveMessage.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** MoveMessage x. */
    x: number;

    /** MoveMessage y. */
    y: number;

    /** MoveMessage dir. */
    dir: number;

    /** MoveMessage t. */
    t: number;

    /** MoveMessage seq. */
    seq: number;

    /**
     * Encodes the specified MoveMessage message. Does not implicitly {@link MoveMessage.verify|verify} messages.
     * @param message MoveMessage message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: MoveMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a MoveMessage message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {MoveMessage & MoveMessage.$Shape} MoveMessage
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): MoveMessage & MoveMessage.$Shape;
}

export namespace MoveMessage {

    /** Properties of a MoveMessage. */
    interface $Properties {

        /** MoveMessage x */
        x?: (number|null);

        /** MoveMessage y */
        y?: (number|null);

        /** MoveMessage dir */
        dir?: (number|null);

        /** MoveMessage t */
        t?: (number|null);

        /** MoveMessage seq */
        seq?: (number|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a MoveMessage. */
    type $Shape = MoveMessage.$Properties;
}

/**
 * Properties of a NoteMessage.
 * @deprecated Use NoteMessage.$Properties instead.
 */
export interface INoteMessage extends NoteMessage.$Properties {
}

/** Represents a NoteMessage. */
export class NoteMessage {

    /**
     * Constructs a new NoteMessage.
     * @param [properties] Properties to set
     */
    constructor(properties?: NoteMessage.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** NoteMessage text. */
    text: string;

    /**
     * Encodes the specified NoteMessage message. Does not implicitly {@link NoteMessage.verify|verify} messages.
     * @param message NoteMessage message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: NoteMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a NoteMessage message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {NoteMessage & NoteMessage.$Shape} NoteMessage
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): NoteMessage & NoteMessage.$Shape;
}

export namespace NoteMessage {

    /** Properties of a NoteMessage. */
    interface $Properties {

        /** NoteMessage text */
        text?: (string|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a NoteMessage. */
    type $Shape = NoteMessage.$Properties;
}

/**
 * Properties of a DoneMessage.
 * @deprecated Use DoneMessage.$Properties instead.
 */
export interface IDoneMessage extends DoneMessage.$Properties {
}

/** Represents a DoneMessage. */
export class DoneMessage {

    /**
     * Constructs a new DoneMessage.
     * @param [properties] Properties to set
     */
    constructor(properties?: DoneMessage.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** DoneMessage ok. */
    ok: boolean;

    /**
     * Encodes the specified DoneMessage message. Does not implicitly {@link DoneMessage.verify|verify} messages.
     * @param message DoneMessage message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: DoneMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a DoneMessage message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {DoneMessage & DoneMessage.$Shape} DoneMessage
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): DoneMessage & DoneMessage.$Shape;
}

export namespace DoneMessage {

    /** Properties of a DoneMessage. */
    interface $Properties {

        /** DoneMessage ok */
        ok?: (boolean|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a DoneMessage. */
    type $Shape = DoneMessage.$Properties;
}
