import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/**
 * Properties of an At.
 * @deprecated Use At.$Properties instead.
 */
export interface IAt extends At.$Properties {
}

/** Represents an At. */
export class At {

    /**
     * Constructs a new At.
     * @param [properties] Properties to set
     */
    constructor(properties?: At.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** At table. */
    table: string;

    /**
     * Encodes the specified At message. Does not implicitly {@link At.verify|verify} messages.
     * @param message At message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: At.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes an At message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {At & At.$Shape} At
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): At & At.$Shape;
}

export namespace At {

    /** Properties of an At. */
    interface $Properties {

        /** At table */
        table?: (string|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of an At. */
    type $Shape = At.$Properties;
}

/**
 * Properties of a Word.
 * @deprecated Use Word.$Properties instead.
 */
export interface IWord extends Word.$Properties {
}

/** Represents a Word. */
export class Word {

    /**
     * Constructs a new Word.
     * @param [properties] Properties to set
     */
    constructor(properties?: Word.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Word table. */
    table: string;

    /** Word word. */
    word: string;

    /**
     * Encodes the specified Word message. Does not implicitly {@link Word.verify|verify} messages.
     * @param message Word message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Word.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Word message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Word & Word.$Shape} Word
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Word & Word.$Shape;
}

export namespace Word {

    /** Properties of a Word. */
    interface $Properties {

        /** Word table */
        table?: (string|null);

        /** Word word */
        word?: (string|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Word. */
    type $Shape = Word.$Properties;
}

/**
 * Properties of a Score.
 * @deprecated Use Score.$Properties instead.
 */
export interface IScore extends Score.$Properties {
}

/** Represents a Score. */
export class Score {

    /**
     * Constructs a new Score.
     * @param [properties] Properties to set
     */
    constructor(properties?: Score.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Score score. */
    score: number;

    /**
     * Encodes the specified Score message. Does not implicitly {@link Score.verify|verify} messages.
     * @param message Score message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Score.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Score message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Score & Score.$Shape} Score
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Score & Score.$Shape;
}

export namespace Score {

    /** Properties of a Score. */
    interface $Properties {

        /** Score score */
        score?: (number|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Score. */
    type $Shape = Score.$Properties;
}

/**
 * Properties of a Text.
 * @deprecated Use Text.$Properties instead.
 */
export interface IText extends Text.$Properties {
}

/** Represents a Text. */
export class Text {

    /**
     * Constructs a new Text.
     * @param [properties] Properties to set
     */
    constructor(properties?: Text.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Text text. */
    text: string;

    /**
     * Encodes the specified Text message. Does not implicitly {@link Text.verify|verify} messages.
     * @param message Text message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Text.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Text message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Text & Text.$Shape} Text
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Text & Text.$Shape;
}

export namespace Text {

    /** Properties of a Text. */
    interface $Properties {

        /** Text text */
        text?: (string|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Text. */
    type $Shape = Text.$Properties;
}

/**
 * Properties of a TextAt.
 * @deprecated Use TextAt.$Properties instead.
 */
export interface ITextAt extends TextAt.$Properties {
}

/** Represents a TextAt. */
export class TextAt {

    /**
     * Constructs a new TextAt.
     * @param [properties] Properties to set
     */
    constructor(properties?: TextAt.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** TextAt table. */
    table: string;

    /** TextAt text. */
    text: string;

    /**
     * Encodes the specified TextAt message. Does not implicitly {@link TextAt.verify|verify} messages.
     * @param message TextAt message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: TextAt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a TextAt message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {TextAt & TextAt.$Shape} TextAt
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): TextAt & TextAt.$Shape;
}

export namespace TextAt {

    /** Properties of a TextAt. */
    interface $Properties {

        /** TextAt table */
        table?: (string|null);

        /** TextAt text */
        text?: (string|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a TextAt. */
    type $Shape = TextAt.$Properties;
}

/**
 * Properties of a LobbySeen.
 * @deprecated Use LobbySeen.$Properties instead.
 */
export interface ILobbySeen extends LobbySeen.$Properties {
}

/** Represents a LobbySeen. */
export class LobbySeen {

    /**
     * Constructs a new LobbySeen.
     * @param [properties] Properties to set
     */
    constructor(properties?: LobbySeen.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** LobbySeen me. */
    me?: (Guest.$Properties|null);

    /** LobbySeen lobby. */
    lobby?: (Lobby.$Properties|null);

    /** LobbySeen chat. */
    chat: Line.$Properties[];

    /**
     * Encodes the specified LobbySeen message. Does not implicitly {@link LobbySeen.verify|verify} messages.
     * @param message LobbySeen message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: LobbySeen.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a LobbySeen message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {LobbySeen & LobbySeen.$Shape} LobbySeen
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): LobbySeen & LobbySeen.$Shape;
}

export namespace LobbySeen {

    /** Properties of a LobbySeen. */
    interface $Properties {

        /** LobbySeen me */
        me?: (Guest.$Properties|null);

        /** LobbySeen lobby */
        lobby?: (Lobby.$Properties|null);

        /** LobbySeen chat */
        chat?: (Line.$Properties[]|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a LobbySeen. */
    type $Shape = LobbySeen.$Properties;
}

/**
 * Properties of an Entered.
 * @deprecated Use Entered.$Properties instead.
 */
export interface IEntered extends Entered.$Properties {
}

/** Represents an Entered. */
export class Entered {

    /**
     * Constructs a new Entered.
     * @param [properties] Properties to set
     */
    constructor(properties?: Entered.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Entered state. */
    state: string;

    /** Entered table. */
    table?: (string|null);

    /**
     * Encodes the specified Entered message. Does not implicitly {@link Entered.verify|verify} messages.
     * @param message Entered message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Entered.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes an Entered message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Entered & Entered.$Shape} Entered
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Entered & Entered.$Shape;
}

export namespace Entered {

    /** Properties of an Entered. */
    interface $Properties {

        /** Entered state */
        state?: (string|null);

        /** Entered table */
        table?: (string|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of an Entered. */
    type $Shape = Entered.$Properties;
}

/**
 * Properties of a TableSeen.
 * @deprecated Use TableSeen.$Properties instead.
 */
export interface ITableSeen extends TableSeen.$Properties {
}

/** Represents a TableSeen. */
export class TableSeen {

    /**
     * Constructs a new TableSeen.
     * @param [properties] Properties to set
     */
    constructor(properties?: TableSeen.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** TableSeen table. */
    table: string;

    /** TableSeen version. */
    version: number;

    /** TableSeen game. */
    game?: (Game.$Properties|null);

    /** TableSeen seat. */
    seat: number;

    /** TableSeen rack. */
    rack: Tile.$Properties[];

    /** TableSeen chat. */
    chat: Line.$Properties[];

    /** TableSeen watchers. */
    watchers?: (Watchers.$Properties|null);

    /**
     * Encodes the specified TableSeen message. Does not implicitly {@link TableSeen.verify|verify} messages.
     * @param message TableSeen message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: TableSeen.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a TableSeen message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {TableSeen & TableSeen.$Shape} TableSeen
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): TableSeen & TableSeen.$Shape;
}

export namespace TableSeen {

    /** Properties of a TableSeen. */
    interface $Properties {

        /** TableSeen table */
        table?: (string|null);

        /** TableSeen version */
        version?: (number|null);

        /** TableSeen game */
        game?: (Game.$Properties|null);

        /** TableSeen seat */
        seat?: (number|null);

        /** TableSeen rack */
        rack?: (Tile.$Properties[]|null);

        /** TableSeen chat */
        chat?: (Line.$Properties[]|null);

        /** TableSeen watchers */
        watchers?: (Watchers.$Properties|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a TableSeen. */
    type $Shape = TableSeen.$Properties;
}

/**
 * Properties of a TvSeen.
 * @deprecated Use TvSeen.$Properties instead.
 */
export interface ITvSeen extends TvSeen.$Properties {
}

/** Represents a TvSeen. */
export class TvSeen {

    /**
     * Constructs a new TvSeen.
     * @param [properties] Properties to set
     */
    constructor(properties?: TvSeen.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** TvSeen table. */
    table: string;

    /** TvSeen version. */
    version: number;

    /** TvSeen game. */
    game?: (Game.$Properties|null);

    /** TvSeen watchers. */
    watchers?: (Watchers.$Properties|null);

    /**
     * Encodes the specified TvSeen message. Does not implicitly {@link TvSeen.verify|verify} messages.
     * @param message TvSeen message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: TvSeen.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a TvSeen message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {TvSeen & TvSeen.$Shape} TvSeen
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): TvSeen & TvSeen.$Shape;
}

export namespace TvSeen {

    /** Properties of a TvSeen. */
    interface $Properties {

        /** TvSeen table */
        table?: (string|null);

        /** TvSeen version */
        version?: (number|null);

        /** TvSeen game */
        game?: (Game.$Properties|null);

        /** TvSeen watchers */
        watchers?: (Watchers.$Properties|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a TvSeen. */
    type $Shape = TvSeen.$Properties;
}

/**
 * Properties of a Replay.
 * @deprecated Use Replay.$Properties instead.
 */
export interface IReplay extends Replay.$Properties {
}

/** Represents a Replay. */
export class Replay {

    /**
     * Constructs a new Replay.
     * @param [properties] Properties to set
     */
    constructor(properties?: Replay.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Replay table. */
    table: string;

    /** Replay game. */
    game?: (Game.$Properties|null);

    /** Replay held. */
    held: Rack.$Properties[];

    /** Replay left. */
    left: Rack.$Properties[];

    /**
     * Encodes the specified Replay message. Does not implicitly {@link Replay.verify|verify} messages.
     * @param message Replay message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Replay.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Replay message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Replay & Replay.$Shape} Replay
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Replay & Replay.$Shape;
}

export namespace Replay {

    /** Properties of a Replay. */
    interface $Properties {

        /** Replay table */
        table?: (string|null);

        /** Replay game */
        game?: (Game.$Properties|null);

        /** Replay held */
        held?: (Rack.$Properties[]|null);

        /** Replay left */
        left?: (Rack.$Properties[]|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Replay. */
    type $Shape = Replay.$Properties;
}

/**
 * Properties of a Lobby.
 * @deprecated Use Lobby.$Properties instead.
 */
export interface ILobby extends Lobby.$Properties {
}

/** Represents a Lobby. */
export class Lobby {

    /**
     * Constructs a new Lobby.
     * @param [properties] Properties to set
     */
    constructor(properties?: Lobby.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Lobby version. */
    version: number;

    /** Lobby seeks. */
    seeks: Seek.$Properties[];

    /** Lobby games. */
    games: RunningGame.$Properties[];

    /** Lobby guests. */
    guests: Guest.$Properties[];

    /** Lobby guestCount. */
    guestCount: number;

    /**
     * Encodes the specified Lobby message. Does not implicitly {@link Lobby.verify|verify} messages.
     * @param message Lobby message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Lobby.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Lobby message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Lobby & Lobby.$Shape} Lobby
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Lobby & Lobby.$Shape;
}

export namespace Lobby {

    /** Properties of a Lobby. */
    interface $Properties {

        /** Lobby version */
        version?: (number|null);

        /** Lobby seeks */
        seeks?: (Seek.$Properties[]|null);

        /** Lobby games */
        games?: (RunningGame.$Properties[]|null);

        /** Lobby guests */
        guests?: (Guest.$Properties[]|null);

        /** Lobby guestCount */
        guestCount?: (number|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Lobby. */
    type $Shape = Lobby.$Properties;
}

/**
 * Properties of a Line.
 * @deprecated Use Line.$Properties instead.
 */
export interface ILine extends Line.$Properties {
}

/** Represents a Line. */
export class Line {

    /**
     * Constructs a new Line.
     * @param [properties] Properties to set
     */
    constructor(properties?: Line.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Line seq. */
    seq: number;

    /** Line uid. */
    uid: string;

    /** Line name. */
    name: string;

    /** Line text. */
    text: string;

    /** Line at. */
    at: number;

    /**
     * Encodes the specified Line message. Does not implicitly {@link Line.verify|verify} messages.
     * @param message Line message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Line.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Line message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Line & Line.$Shape} Line
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Line & Line.$Shape;
}

export namespace Line {

    /** Properties of a Line. */
    interface $Properties {

        /** Line seq */
        seq?: (number|null);

        /** Line uid */
        uid?: (string|null);

        /** Line name */
        name?: (string|null);

        /** Line text */
        text?: (string|null);

        /** Line at */
        at?: (number|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Line. */
    type $Shape = Line.$Properties;
}

/**
 * Properties of a Changed.
 * @deprecated Use Changed.$Properties instead.
 */
export interface IChanged extends Changed.$Properties {
}

/** Represents a Changed. */
export class Changed {

    /**
     * Constructs a new Changed.
     * @param [properties] Properties to set
     */
    constructor(properties?: Changed.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Changed table. */
    table: string;

    /** Changed version. */
    version: number;

    /** Changed game. */
    game?: (Game.$Properties|null);

    /**
     * Encodes the specified Changed message. Does not implicitly {@link Changed.verify|verify} messages.
     * @param message Changed message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Changed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Changed message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Changed & Changed.$Shape} Changed
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Changed & Changed.$Shape;
}

export namespace Changed {

    /** Properties of a Changed. */
    interface $Properties {

        /** Changed table */
        table?: (string|null);

        /** Changed version */
        version?: (number|null);

        /** Changed game */
        game?: (Game.$Properties|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Changed. */
    type $Shape = Changed.$Properties;
}

/**
 * Properties of a Dealt.
 * @deprecated Use Dealt.$Properties instead.
 */
export interface IDealt extends Dealt.$Properties {
}

/** Represents a Dealt. */
export class Dealt {

    /**
     * Constructs a new Dealt.
     * @param [properties] Properties to set
     */
    constructor(properties?: Dealt.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Dealt table. */
    table: string;

    /** Dealt version. */
    version: number;

    /** Dealt rack. */
    rack: Tile.$Properties[];

    /**
     * Encodes the specified Dealt message. Does not implicitly {@link Dealt.verify|verify} messages.
     * @param message Dealt message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Dealt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Dealt message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Dealt & Dealt.$Shape} Dealt
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Dealt & Dealt.$Shape;
}

export namespace Dealt {

    /** Properties of a Dealt. */
    interface $Properties {

        /** Dealt table */
        table?: (string|null);

        /** Dealt version */
        version?: (number|null);

        /** Dealt rack */
        rack?: (Tile.$Properties[]|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Dealt. */
    type $Shape = Dealt.$Properties;
}

/**
 * Properties of a LineAt.
 * @deprecated Use LineAt.$Properties instead.
 */
export interface ILineAt extends LineAt.$Properties {
}

/** Represents a LineAt. */
export class LineAt {

    /**
     * Constructs a new LineAt.
     * @param [properties] Properties to set
     */
    constructor(properties?: LineAt.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** LineAt table. */
    table: string;

    /** LineAt line. */
    line?: (Line.$Properties|null);

    /**
     * Encodes the specified LineAt message. Does not implicitly {@link LineAt.verify|verify} messages.
     * @param message LineAt message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: LineAt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a LineAt message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {LineAt & LineAt.$Shape} LineAt
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): LineAt & LineAt.$Shape;
}

export namespace LineAt {

    /** Properties of a LineAt. */
    interface $Properties {

        /** LineAt table */
        table?: (string|null);

        /** LineAt line */
        line?: (Line.$Properties|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a LineAt. */
    type $Shape = LineAt.$Properties;
}

/**
 * Properties of a WatchersAt.
 * @deprecated Use WatchersAt.$Properties instead.
 */
export interface IWatchersAt extends WatchersAt.$Properties {
}

/** Represents a WatchersAt. */
export class WatchersAt {

    /**
     * Constructs a new WatchersAt.
     * @param [properties] Properties to set
     */
    constructor(properties?: WatchersAt.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** WatchersAt table. */
    table: string;

    /** WatchersAt watchers. */
    watchers?: (Watchers.$Properties|null);

    /**
     * Encodes the specified WatchersAt message. Does not implicitly {@link WatchersAt.verify|verify} messages.
     * @param message WatchersAt message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: WatchersAt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a WatchersAt message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {WatchersAt & WatchersAt.$Shape} WatchersAt
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): WatchersAt & WatchersAt.$Shape;
}

export namespace WatchersAt {

    /** Properties of a WatchersAt. */
    interface $Properties {

        /** WatchersAt table */
        table?: (string|null);

        /** WatchersAt watchers */
        watchers?: (Watchers.$Properties|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a WatchersAt. */
    type $Shape = WatchersAt.$Properties;
}

/**
 * Properties of a Game.
 * @deprecated Use Game.$Properties instead.
 */
export interface IGame extends Game.$Properties {
}

/** Represents a Game. */
export class Game {

    /**
     * Constructs a new Game.
     * @param [properties] Properties to set
     */
    constructor(properties?: Game.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Game players. */
    players: Player.$Properties[];

    /** Game turns. */
    turns: Turn.$Properties[];

    /** Game bag. */
    bag: number;

    /** Game now. */
    now?: (Now.$Properties|null);

    /**
     * Encodes the specified Game message. Does not implicitly {@link Game.verify|verify} messages.
     * @param message Game message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Game.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Game message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Game & Game.$Shape} Game
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Game & Game.$Shape;
}

export namespace Game {

    /** Properties of a Game. */
    interface $Properties {

        /** Game players */
        players?: (Player.$Properties[]|null);

        /** Game turns */
        turns?: (Turn.$Properties[]|null);

        /** Game bag */
        bag?: (number|null);

        /** Game now */
        now?: (Now.$Properties|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Game. */
    type $Shape = Game.$Properties;
}

/**
 * Properties of a Player.
 * @deprecated Use Player.$Properties instead.
 */
export interface IPlayer extends Player.$Properties {
}

/** Represents a Player. */
export class Player {

    /**
     * Constructs a new Player.
     * @param [properties] Properties to set
     */
    constructor(properties?: Player.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Player uid. */
    uid: string;

    /** Player name. */
    name: string;

    /** Player score. */
    score: number;

    /** Player tiles. */
    tiles: number;

    /**
     * Encodes the specified Player message. Does not implicitly {@link Player.verify|verify} messages.
     * @param message Player message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Player.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Player message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Player & Player.$Shape} Player
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Player & Player.$Shape;
}

export namespace Player {

    /** Properties of a Player. */
    interface $Properties {

        /** Player uid */
        uid?: (string|null);

        /** Player name */
        name?: (string|null);

        /** Player score */
        score?: (number|null);

        /** Player tiles */
        tiles?: (number|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Player. */
    type $Shape = Player.$Properties;
}

/**
 * Properties of a Turn.
 * @deprecated Use Turn.$Properties instead.
 */
export interface ITurn extends Turn.$Properties {
}

/** Represents a Turn. */
export class Turn {

    /**
     * Constructs a new Turn.
     * @param [properties] Properties to set
     */
    constructor(properties?: Turn.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Turn kind. */
    kind: string;

    /** Turn seat. */
    seat: number;

    /** Turn word. */
    word?: (string|null);

    /** Turn score. */
    score?: (number|null);

    /**
     * Encodes the specified Turn message. Does not implicitly {@link Turn.verify|verify} messages.
     * @param message Turn message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Turn.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Turn message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Turn & Turn.$Shape} Turn
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Turn & Turn.$Shape;
}

export namespace Turn {

    /** Properties of a Turn. */
    interface $Properties {

        /** Turn kind */
        kind?: (string|null);

        /** Turn seat */
        seat?: (number|null);

        /** Turn word */
        word?: (string|null);

        /** Turn score */
        score?: (number|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Turn. */
    type $Shape = Turn.$Properties;
}

/**
 * Properties of a Now.
 * @deprecated Use Now.$Properties instead.
 */
export interface INow extends Now.$Properties {
}

/** Represents a Now. */
export class Now {

    /**
     * Constructs a new Now.
     * @param [properties] Properties to set
     */
    constructor(properties?: Now.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Now phase. */
    phase: string;

    /** Now toMove. */
    toMove?: (number|null);

    /** Now deadline. */
    deadline?: (number|null);

    /** Now drawOffer. */
    drawOffer?: (number|null);

    /** Now reason. */
    reason?: (string|null);

    /** Now winner. */
    winner?: (number|null);

    /**
     * Encodes the specified Now message. Does not implicitly {@link Now.verify|verify} messages.
     * @param message Now message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Now.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Now message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Now & Now.$Shape} Now
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Now & Now.$Shape;
}

export namespace Now {

    /** Properties of a Now. */
    interface $Properties {

        /** Now phase */
        phase?: (string|null);

        /** Now toMove */
        toMove?: (number|null);

        /** Now deadline */
        deadline?: (number|null);

        /** Now drawOffer */
        drawOffer?: (number|null);

        /** Now reason */
        reason?: (string|null);

        /** Now winner */
        winner?: (number|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Now. */
    type $Shape = Now.$Properties;
}

/**
 * Properties of a Tile.
 * @deprecated Use Tile.$Properties instead.
 */
export interface ITile extends Tile.$Properties {
}

/** Represents a Tile. */
export class Tile {

    /**
     * Constructs a new Tile.
     * @param [properties] Properties to set
     */
    constructor(properties?: Tile.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Tile id. */
    id: string;

    /** Tile letter. */
    letter: string;

    /**
     * Encodes the specified Tile message. Does not implicitly {@link Tile.verify|verify} messages.
     * @param message Tile message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Tile.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Tile message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Tile & Tile.$Shape} Tile
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Tile & Tile.$Shape;
}

export namespace Tile {

    /** Properties of a Tile. */
    interface $Properties {

        /** Tile id */
        id?: (string|null);

        /** Tile letter */
        letter?: (string|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Tile. */
    type $Shape = Tile.$Properties;
}

/**
 * Properties of a Rack.
 * @deprecated Use Rack.$Properties instead.
 */
export interface IRack extends Rack.$Properties {
}

/** Represents a Rack. */
export class Rack {

    /**
     * Constructs a new Rack.
     * @param [properties] Properties to set
     */
    constructor(properties?: Rack.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Rack tiles. */
    tiles: Tile.$Properties[];

    /**
     * Encodes the specified Rack message. Does not implicitly {@link Rack.verify|verify} messages.
     * @param message Rack message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Rack.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Rack message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Rack & Rack.$Shape} Rack
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Rack & Rack.$Shape;
}

export namespace Rack {

    /** Properties of a Rack. */
    interface $Properties {

        /** Rack tiles */
        tiles?: (Tile.$Properties[]|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Rack. */
    type $Shape = Rack.$Properties;
}

/**
 * Properties of a Watchers.
 * @deprecated Use Watchers.$Properties instead.
 */
export interface IWatchers extends Watchers.$Properties {
}

/** Represents a Watchers. */
export class Watchers {

    /**
     * Constructs a new Watchers.
     * @param [properties] Properties to set
     */
    constructor(properties?: Watchers.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Watchers version. */
    version: number;

    /** Watchers count. */
    count: number;

    /**
     * Encodes the specified Watchers message. Does not implicitly {@link Watchers.verify|verify} messages.
     * @param message Watchers message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Watchers.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Watchers message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Watchers & Watchers.$Shape} Watchers
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Watchers & Watchers.$Shape;
}

export namespace Watchers {

    /** Properties of a Watchers. */
    interface $Properties {

        /** Watchers version */
        version?: (number|null);

        /** Watchers count */
        count?: (number|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Watchers. */
    type $Shape = Watchers.$Properties;
}

/**
 * Properties of a Guest.
 * @deprecated Use Guest.$Properties instead.
 */
export interface IGuest extends Guest.$Properties {
}

/** Represents a Guest. */
export class Guest {

    /**
     * Constructs a new Guest.
     * @param [properties] Properties to set
     */
    constructor(properties?: Guest.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Guest uid. */
    uid: string;

    /** Guest name. */
    name: string;

    /**
     * Encodes the specified Guest message. Does not implicitly {@link Guest.verify|verify} messages.
     * @param message Guest message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Guest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Guest message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Guest & Guest.$Shape} Guest
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Guest & Guest.$Shape;
}

export namespace Guest {

    /** Properties of a Guest. */
    interface $Properties {

        /** Guest uid */
        uid?: (string|null);

        /** Guest name */
        name?: (string|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Guest. */
    type $Shape = Guest.$Properties;
}

/**
 * Properties of a Seek.
 * @deprecated Use Seek.$Properties instead.
 */
export interface ISeek extends Seek.$Properties {
}

/** Represents a Seek. */
export class Seek {

    /**
     * Constructs a new Seek.
     * @param [properties] Properties to set
     */
    constructor(properties?: Seek.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Seek uid. */
    uid: string;

    /** Seek name. */
    name: string;

    /** Seek table. */
    table: string;

    /**
     * Encodes the specified Seek message. Does not implicitly {@link Seek.verify|verify} messages.
     * @param message Seek message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Seek.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Seek message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Seek & Seek.$Shape} Seek
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Seek & Seek.$Shape;
}

export namespace Seek {

    /** Properties of a Seek. */
    interface $Properties {

        /** Seek uid */
        uid?: (string|null);

        /** Seek name */
        name?: (string|null);

        /** Seek table */
        table?: (string|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Seek. */
    type $Shape = Seek.$Properties;
}

/**
 * Properties of a RunningGame.
 * @deprecated Use RunningGame.$Properties instead.
 */
export interface IRunningGame extends RunningGame.$Properties {
}

/** Represents a RunningGame. */
export class RunningGame {

    /**
     * Constructs a new RunningGame.
     * @param [properties] Properties to set
     */
    constructor(properties?: RunningGame.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** RunningGame table. */
    table: string;

    /** RunningGame players. */
    players: Standing.$Properties[];

    /**
     * Encodes the specified RunningGame message. Does not implicitly {@link RunningGame.verify|verify} messages.
     * @param message RunningGame message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: RunningGame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a RunningGame message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {RunningGame & RunningGame.$Shape} RunningGame
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): RunningGame & RunningGame.$Shape;
}

export namespace RunningGame {

    /** Properties of a RunningGame. */
    interface $Properties {

        /** RunningGame table */
        table?: (string|null);

        /** RunningGame players */
        players?: (Standing.$Properties[]|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a RunningGame. */
    type $Shape = RunningGame.$Properties;
}

/**
 * Properties of a Standing.
 * @deprecated Use Standing.$Properties instead.
 */
export interface IStanding extends Standing.$Properties {
}

/** Represents a Standing. */
export class Standing {

    /**
     * Constructs a new Standing.
     * @param [properties] Properties to set
     */
    constructor(properties?: Standing.$Properties);

    /** Unknown fields preserved while decoding when enabled */
    $unknowns?: Uint8Array[];

    /** Standing uid. */
    uid: string;

    /** Standing name. */
    name: string;

    /** Standing score. */
    score: number;

    /**
     * Encodes the specified Standing message. Does not implicitly {@link Standing.verify|verify} messages.
     * @param message Standing message or plain object to encode
     * @param [writer] Writer to encode to
     * @returns Writer
     */
    static encode(message: Standing.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

    /**
     * Decodes a Standing message from the specified reader or buffer.
     * @param reader Reader or buffer to decode from
     * @param [length] Message length if known beforehand
     * @returns {Standing & Standing.$Shape} Standing
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): Standing & Standing.$Shape;
}

export namespace Standing {

    /** Properties of a Standing. */
    interface $Properties {

        /** Standing uid */
        uid?: (string|null);

        /** Standing name */
        name?: (string|null);

        /** Standing score */
        score?: (number|null);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];
    }

    /** Shape of a Standing. */
    type $Shape = Standing.$Properties;
}
