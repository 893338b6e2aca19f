import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/**
 * Properties of a Play.
 * @deprecated Use Play.$Properties instead.
 */
export interface IPlay extends Play.$Properties {
}

/** Represents a Play. */
export class Play {

    /**
     * Constructs a new Play.
     * @param [properties] Properties to set
     */
    constructor(properties?: Play.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Play word. */
    word: string;

    /** Play row. */
    row: number;

    /** Play column. */
    column: number;

    /**
     * Encodes the specified Play message. Does not implicitly {@link Play.verify|verify} messages.
     * @param message Play message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Play.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Play message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Play & Play.$Shape} Play
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Play & Play.$Shape;
}

export namespace Play {

    /** Properties of a Play. */
    interface $Properties {

        /** Play word */
        word?: (string|null);

        /** Play row */
        row?: (number|null);

        /** Play column */
        column?: (number|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Play. */
    type $Shape = Play.$Properties;
}

/**
 * Properties of a Scored.
 * @deprecated Use Scored.$Properties instead.
 */
export interface IScored extends Scored.$Properties {
}

/** Represents a Scored. */
export class Scored {

    /**
     * Constructs a new Scored.
     * @param [properties] Properties to set
     */
    constructor(properties?: Scored.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Scored score. */
    score: number;

    /** Scored rack. */
    rack: string[];

    /**
     * Encodes the specified Scored message. Does not implicitly {@link Scored.verify|verify} messages.
     * @param message Scored message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Scored.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Scored message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Scored & Scored.$Shape} Scored
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Scored & Scored.$Shape;
}

export namespace Scored {

    /** Properties of a Scored. */
    interface $Properties {

        /** Scored score */
        score?: (number|null);

        /** Scored rack */
        rack?: (string[]|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Scored. */
    type $Shape = Scored.$Properties;
}

/**
 * Properties of a Drawing.
 * @deprecated Use Drawing.$Properties instead.
 */
export interface IDrawing extends Drawing.$Properties {
}

/** Represents a Drawing. */
export class Drawing {

    /**
     * Constructs a new Drawing.
     * @param [properties] Properties to set
     */
    constructor(properties?: Drawing.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Drawing pixels. */
    pixels: Uint8Array;

    /** Drawing title. */
    title?: (string|null);

    /**
     * Encodes the specified Drawing message. Does not implicitly {@link Drawing.verify|verify} messages.
     * @param message Drawing message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Drawing.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Drawing message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Drawing & Drawing.$Shape} Drawing
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Drawing & Drawing.$Shape;
}

export namespace Drawing {

    /** Properties of a Drawing. */
    interface $Properties {

        /** Drawing pixels */
        pixels?: (Uint8Array|null);

        /** Drawing title */
        title?: (string|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Drawing. */
    type $Shape = Drawing.$Properties;
}

/**
 * Properties of a Played.
 * @deprecated Use Played.$Properties instead.
 */
export interface IPlayed extends Played.$Properties {
}

/** Represents a Played. */
export class Played {

    /**
     * Constructs a new Played.
     * @param [properties] Properties to set
     */
    constructor(properties?: Played.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Played by. */
    by: string;

    /** Played play. */
    play?: (Play.$Properties|null);

    /**
     * Encodes the specified Played message. Does not implicitly {@link Played.verify|verify} messages.
     * @param message Played message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Played.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Played message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Played & Played.$Shape} Played
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Played & Played.$Shape;
}

export namespace Played {

    /** Properties of a Played. */
    interface $Properties {

        /** Played by */
        by?: (string|null);

        /** Played play */
        play?: (Play.$Properties|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Played. */
    type $Shape = Played.$Properties;
}
