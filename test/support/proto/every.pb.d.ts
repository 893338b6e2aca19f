import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/**
 * Properties of an Every.
 * @deprecated Use Every.$Properties instead.
 */
export interface IEvery extends Every.$Properties {
}

/** Represents an Every. */
export class Every {

    /**
     * Constructs a new Every.
     * @param [properties] Properties to set
     */
    constructor(properties?: Every.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Every bool. */
    bool: boolean;

    /** Every string. */
    string: string;

    /** Every bytes. */
    bytes: Uint8Array;

    /** Every suit. */
    suit: Suit;

    /** Every place. */
    place?: (Place.$Properties|null);

    /** Every maybe. */
    maybe?: (number|null);

    /** Every word. */
    word?: (string|null);

    /** Every number. */
    number?: (number|null);

    /** Every texts. */
    texts: string[];

    /** Every blobs. */
    blobs: Uint8Array[];

    /** Every places. */
    places: Place.$Properties[];

    /** Every names. */
    names: { [k: string]: string };

    /** Every homes. */
    homes: { [k: string]: Place.$Properties };

    /** Every marks. */
    marks: { [k: string]: boolean };

    /** Every inner. */
    inner?: (Every.$Properties|null);

    /** Every choice. */
    choice?: ("word"|"number");

    /**
     * Encodes the specified Every message. Does not implicitly {@link Every.verify|verify} messages.
     * @param message Every message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Every.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes an Every message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Every & Every.$Shape} Every
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Every & Every.$Shape;
}

export namespace Every {

    /** Properties of an Every. */
    interface $Properties {

        /** Every bool */
        bool?: (boolean|null);

        /** Every string */
        string?: (string|null);

        /** Every bytes */
        bytes?: (Uint8Array|null);

        /** Every suit */
        suit?: (Suit|null);

        /** Every place */
        place?: (Place.$Properties|null);

        /** Every maybe */
        maybe?: (number|null);

        /** Every word */
        word?: (string|null);

        /** Every number */
        number?: (number|null);

        /** Every texts */
        texts?: (string[]|null);

        /** Every blobs */
        blobs?: (Uint8Array[]|null);

        /** Every places */
        places?: (Place.$Properties[]|null);

        /** Every names */
        names?: ({ [k: string]: string }|null);

        /** Every homes */
        homes?: ({ [k: string]: Place.$Properties }|null);

        /** Every marks */
        marks?: ({ [k: string]: boolean }|null);

        /** Every inner */
        inner?: (Every.$Properties|null);

        /** Every choice */
        choice?: ("word"|"number");

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Narrowed shape of an Every. */
    type $Shape = {
      bool?: boolean|null;
      string?: string|null;
      bytes?: Uint8Array|null;
      suit?: Suit|null;
      place?: Place.$Shape|null;
      maybe?: number|null;
      word?: string|null;
      number?: number|null;
      texts?: string[]|null;
      blobs?: Uint8Array[]|null;
      places?: Place.$Shape[]|null;
      names?: { [k: string]: string }|null;
      homes?: { [k: string]: Place.$Shape }|null;
      marks?: { [k: string]: boolean }|null;
      inner?: Every.$Shape|null;
      $unknowns?: Uint8Array[];
    } & (
      ({ choice?: undefined; word?: null; number?: null }|{ choice?: "word"; word: string; number?: null }|{ choice?: "number"; word?: null; number: number })
    );
}

/**
 * Properties of a Place.
 * @deprecated Use Place.$Properties instead.
 */
export interface IPlace extends Place.$Properties {
}

/** Represents a Place. */
export class Place {

    /**
     * Constructs a new Place.
     * @param [properties] Properties to set
     */
    constructor(properties?: Place.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Place x. */
    x: number;

    /** Place y. */
    y: number;

    /**
     * Encodes the specified Place message. Does not implicitly {@link Place.verify|verify} messages.
     * @param message Place message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Place.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Place message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Place & Place.$Shape} Place
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Place & Place.$Shape;
}

export namespace Place {

    /** Properties of a Place. */
    interface $Properties {

        /** Place x */
        x?: (number|null);

        /** Place y */
        y?: (number|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Place. */
    type $Shape = Place.$Properties;
}

/** Suit enum. */
export enum Suit {

    /** NONE value */
    NONE = 0,

    /** HEARTS value */
    HEARTS = 1,

    /** SPADES value */
    SPADES = 2
}
