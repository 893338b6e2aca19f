import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/**
 * Properties of a Numbers.
 * @deprecated Use Numbers.$Properties instead.
 */
export interface INumbers extends Numbers.$Properties {
}

/** Represents a Numbers. */
export class Numbers {

    /**
     * Constructs a new Numbers.
     * @param [properties] Properties to set
     */
    constructor(properties?: Numbers.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Numbers int32. */
    int32: number;

    /** Numbers uint32. */
    uint32: number;

    /** Numbers sint32. */
    sint32: number;

    /** Numbers fixed32. */
    fixed32: number;

    /** Numbers sfixed32. */
    sfixed32: number;

    /** Numbers int64. */
    int64: number;

    /** Numbers uint64. */
    uint64: number;

    /** Numbers sint64. */
    sint64: number;

    /** Numbers fixed64. */
    fixed64: number;

    /** Numbers sfixed64. */
    sfixed64: number;

    /** Numbers float. */
    float: number;

    /** Numbers double. */
    double: number;

    /** Numbers ints. */
    ints: number[];

    /** Numbers longs. */
    longs: number[];

    /** Numbers floats. */
    floats: number[];

    /** Numbers ratios. */
    ratios: { [k: string]: number };

    /** Numbers counts. */
    counts: { [k: string]: number };

    /**
     * Encodes the specified Numbers message. Does not implicitly {@link Numbers.verify|verify} messages.
     * @param message Numbers message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Numbers.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Numbers message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Numbers & Numbers.$Shape} Numbers
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Numbers & Numbers.$Shape;
}

export namespace Numbers {

    /** Properties of a Numbers. */
    interface $Properties {

        /** Numbers int32 */
        int32?: (number|null);

        /** Numbers uint32 */
        uint32?: (number|null);

        /** Numbers sint32 */
        sint32?: (number|null);

        /** Numbers fixed32 */
        fixed32?: (number|null);

        /** Numbers sfixed32 */
        sfixed32?: (number|null);

        /** Numbers int64 */
        int64?: (number|null);

        /** Numbers uint64 */
        uint64?: (number|null);

        /** Numbers sint64 */
        sint64?: (number|null);

        /** Numbers fixed64 */
        fixed64?: (number|null);

        /** Numbers sfixed64 */
        sfixed64?: (number|null);

        /** Numbers float */
        float?: (number|null);

        /** Numbers double */
        double?: (number|null);

        /** Numbers ints */
        ints?: (number[]|null);

        /** Numbers longs */
        longs?: (number[]|null);

        /** Numbers floats */
        floats?: (number[]|null);

        /** Numbers ratios */
        ratios?: ({ [k: string]: number }|null);

        /** Numbers counts */
        counts?: ({ [k: string]: number }|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Numbers. */
    type $Shape = Numbers.$Properties;
}
