/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["volley-test-table"] || ($protobuf.roots["volley-test-table"] = {});

export const Play = $root.Play = (() => {

    /**
     * Properties of a Play.
     * @typedef {Object} Play.$Properties
     * @property {string|null} [word] Play word
     * @property {number|null} [row] Play row
     * @property {number|null} [column] Play column
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Play.
     * @exports IPlay
     * @interface IPlay
     * @augments Play.$Properties
     * @deprecated Use Play.$Properties instead.
     */

    /**
     * Shape of a Play.
     * @typedef {Play.$Properties} Play.$Shape
     */

    /**
     * Constructs a new Play.
     * @exports Play
     * @classdesc Represents a Play.
     * @constructor
     * @param {Play.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Play = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Play word.
     * @member {string} word
     * @memberof Play
     * @instance
     */
    Play.prototype.word = "";

    /**
     * Play row.
     * @member {number} row
     * @memberof Play
     * @instance
     */
    Play.prototype.row = 0;

    /**
     * Play column.
     * @member {number} column
     * @memberof Play
     * @instance
     */
    Play.prototype.column = 0;

    /**
     * Encodes the specified Play message. Does not implicitly {@link Play.verify|verify} messages.
     * @function encode
     * @memberof Play
     * @static
     * @param {Play.$Properties} message Play message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Play.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.word != null && $Object.hasOwnProperty.call(message, "word") && message.word !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.word);
        if (message.row != null && $Object.hasOwnProperty.call(message, "row") && message.row !== 0)
            writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.row);
        if (message.column != null && $Object.hasOwnProperty.call(message, "column") && message.column !== 0)
            writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.column);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Play message from the specified reader or buffer.
     * @function decode
     * @memberof Play
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Play & Play.$Shape} Play
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Play.decode = function (reader, length, _end, _depth, _target) {
        if (!(reader instanceof $Reader))
            reader = $Reader.create(reader);
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $Reader.recursionLimit)
            throw $Error("max depth exceeded");
        let end, message, value;
        if (length === $undefined)
            end = reader.len;
        else {
            end = reader.pos + length;
            if (end > reader.len)
                throw $RangeError("index out of range");
            length = reader.len;
            reader.len = end;
        }
        message = _target || new $root.Play();
        while (reader.pos < end) {
            let start = reader.pos;
            let tag = reader.tag();
            if (tag === _end) {
                _end = $undefined;
                break;
            }
            let wireType = tag & 7;
            switch (tag >>>= 3) {
            case 1: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.word = value;
                    else
                        delete message.word;
                    continue;
                }
            case 2: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.row = value;
                    else
                        delete message.row;
                    continue;
                }
            case 3: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.column = value;
                    else
                        delete message.column;
                    continue;
                }
            }
            reader.skipType(wireType, _depth, tag);
            if (!reader.discardUnknown) {
                $util.makeProp(message, "$unknowns", false);
                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
            }
        }
        if (length !== $undefined) {
            if (reader.pos !== end)
                throw $RangeError("index out of range");
            reader.len = length;
        }
        if (_end !== $undefined)
            throw $Error("missing end group");
        return message;
    };

    return Play;
})();

export const Scored = $root.Scored = (() => {

    /**
     * Properties of a Scored.
     * @typedef {Object} Scored.$Properties
     * @property {number|null} [score] Scored score
     * @property {Array.<string>|null} [rack] Scored rack
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Scored.
     * @exports IScored
     * @interface IScored
     * @augments Scored.$Properties
     * @deprecated Use Scored.$Properties instead.
     */

    /**
     * Shape of a Scored.
     * @typedef {Scored.$Properties} Scored.$Shape
     */

    /**
     * Constructs a new Scored.
     * @exports Scored
     * @classdesc Represents a Scored.
     * @constructor
     * @param {Scored.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Scored = function (properties) {
        this.rack = [];
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Scored score.
     * @member {number} score
     * @memberof Scored
     * @instance
     */
    Scored.prototype.score = 0;

    /**
     * Scored rack.
     * @member {Array.<string>} rack
     * @memberof Scored
     * @instance
     */
    Scored.prototype.rack = $util.emptyArray;

    /**
     * Encodes the specified Scored message. Does not implicitly {@link Scored.verify|verify} messages.
     * @function encode
     * @memberof Scored
     * @static
     * @param {Scored.$Properties} message Scored message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Scored.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.score != null && $Object.hasOwnProperty.call(message, "score") && message.score !== 0)
            writer.uint32(/* id 1, wireType 0 =*/8).sint32(message.score);
        if (message.rack != null && message.rack.length)
            for (let i = 0; i < message.rack.length; ++i)
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.rack[i]);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Scored message from the specified reader or buffer.
     * @function decode
     * @memberof Scored
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Scored & Scored.$Shape} Scored
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Scored.decode = function (reader, length, _end, _depth, _target) {
        if (!(reader instanceof $Reader))
            reader = $Reader.create(reader);
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $Reader.recursionLimit)
            throw $Error("max depth exceeded");
        let end, message, value;
        if (length === $undefined)
            end = reader.len;
        else {
            end = reader.pos + length;
            if (end > reader.len)
                throw $RangeError("index out of range");
            length = reader.len;
            reader.len = end;
        }
        message = _target || new $root.Scored();
        while (reader.pos < end) {
            let start = reader.pos;
            let tag = reader.tag();
            if (tag === _end) {
                _end = $undefined;
                break;
            }
            let wireType = tag & 7;
            switch (tag >>>= 3) {
            case 1: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.sint32())
                        message.score = value;
                    else
                        delete message.score;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    if (!(message.rack && message.rack.length))
                        message.rack = [];
                    message.rack.push(reader.stringVerify());
                    continue;
                }
            }
            reader.skipType(wireType, _depth, tag);
            if (!reader.discardUnknown) {
                $util.makeProp(message, "$unknowns", false);
                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
            }
        }
        if (length !== $undefined) {
            if (reader.pos !== end)
                throw $RangeError("index out of range");
            reader.len = length;
        }
        if (_end !== $undefined)
            throw $Error("missing end group");
        return message;
    };

    return Scored;
})();

export const Drawing = $root.Drawing = (() => {

    /**
     * Properties of a Drawing.
     * @typedef {Object} Drawing.$Properties
     * @property {Uint8Array|null} [pixels] Drawing pixels
     * @property {string|null} [title] Drawing title
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Drawing.
     * @exports IDrawing
     * @interface IDrawing
     * @augments Drawing.$Properties
     * @deprecated Use Drawing.$Properties instead.
     */

    /**
     * Shape of a Drawing.
     * @typedef {Drawing.$Properties} Drawing.$Shape
     */

    /**
     * Constructs a new Drawing.
     * @exports Drawing
     * @classdesc Represents a Drawing.
     * @constructor
     * @param {Drawing.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Drawing = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Drawing pixels.
     * @member {Uint8Array} pixels
     * @memberof Drawing
     * @instance
     */
    Drawing.prototype.pixels = $util.newBuffer([]);

    /**
     * Drawing title.
     * @member {string|null|undefined} title
     * @memberof Drawing
     * @instance
     */
    Drawing.prototype.title = null;

    // OneOf field names bound to virtual getters and setters
    let $oneOfFields;

    // Virtual OneOf for proto3 optional field
    $Object.defineProperty(Drawing.prototype, "_title", {
        get: $util.oneOfGetter($oneOfFields = ["title"]),
        set: $util.oneOfSetter($oneOfFields)
    });

    /**
     * Encodes the specified Drawing message. Does not implicitly {@link Drawing.verify|verify} messages.
     * @function encode
     * @memberof Drawing
     * @static
     * @param {Drawing.$Properties} message Drawing message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Drawing.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.pixels != null && $Object.hasOwnProperty.call(message, "pixels") && message.pixels.length)
            writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.pixels);
        if (message.title != null && $Object.hasOwnProperty.call(message, "title"))
            writer.uint32(/* id 2, wireType 2 =*/18).string(message.title);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Drawing message from the specified reader or buffer.
     * @function decode
     * @memberof Drawing
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Drawing & Drawing.$Shape} Drawing
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Drawing.decode = function (reader, length, _end, _depth, _target) {
        if (!(reader instanceof $Reader))
            reader = $Reader.create(reader);
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $Reader.recursionLimit)
            throw $Error("max depth exceeded");
        let end, message, value;
        if (length === $undefined)
            end = reader.len;
        else {
            end = reader.pos + length;
            if (end > reader.len)
                throw $RangeError("index out of range");
            length = reader.len;
            reader.len = end;
        }
        message = _target || new $root.Drawing();
        while (reader.pos < end) {
            let start = reader.pos;
            let tag = reader.tag();
            if (tag === _end) {
                _end = $undefined;
                break;
            }
            let wireType = tag & 7;
            switch (tag >>>= 3) {
            case 1: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.bytes()).length)
                        message.pixels = value;
                    else
                        delete message.pixels;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    message.title = reader.stringVerify();
                    message._title = "title";
                    continue;
                }
            }
            reader.skipType(wireType, _depth, tag);
            if (!reader.discardUnknown) {
                $util.makeProp(message, "$unknowns", false);
                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
            }
        }
        if (length !== $undefined) {
            if (reader.pos !== end)
                throw $RangeError("index out of range");
            reader.len = length;
        }
        if (_end !== $undefined)
            throw $Error("missing end group");
        return message;
    };

    return Drawing;
})();

export const Played = $root.Played = (() => {

    /**
     * Properties of a Played.
     * @typedef {Object} Played.$Properties
     * @property {string|null} [by] Played by
     * @property {Play.$Properties|null} [play] Played play
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Played.
     * @exports IPlayed
     * @interface IPlayed
     * @augments Played.$Properties
     * @deprecated Use Played.$Properties instead.
     */

    /**
     * Shape of a Played.
     * @typedef {Played.$Properties} Played.$Shape
     */

    /**
     * Constructs a new Played.
     * @exports Played
     * @classdesc Represents a Played.
     * @constructor
     * @param {Played.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Played = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Played by.
     * @member {string} by
     * @memberof Played
     * @instance
     */
    Played.prototype.by = "";

    /**
     * Played play.
     * @member {Play.$Properties|null|undefined} play
     * @memberof Played
     * @instance
     */
    Played.prototype.play = null;

    /**
     * Encodes the specified Played message. Does not implicitly {@link Played.verify|verify} messages.
     * @function encode
     * @memberof Played
     * @static
     * @param {Played.$Properties} message Played message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Played.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.by != null && $Object.hasOwnProperty.call(message, "by") && message.by !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.by);
        if (message.play != null && $Object.hasOwnProperty.call(message, "play"))
            $root.Play.encode(message.play, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Played message from the specified reader or buffer.
     * @function decode
     * @memberof Played
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Played & Played.$Shape} Played
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Played.decode = function (reader, length, _end, _depth, _target) {
        if (!(reader instanceof $Reader))
            reader = $Reader.create(reader);
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $Reader.recursionLimit)
            throw $Error("max depth exceeded");
        let end, message, value;
        if (length === $undefined)
            end = reader.len;
        else {
            end = reader.pos + length;
            if (end > reader.len)
                throw $RangeError("index out of range");
            length = reader.len;
            reader.len = end;
        }
        message = _target || new $root.Played();
        while (reader.pos < end) {
            let start = reader.pos;
            let tag = reader.tag();
            if (tag === _end) {
                _end = $undefined;
                break;
            }
            let wireType = tag & 7;
            switch (tag >>>= 3) {
            case 1: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.by = value;
                    else
                        delete message.by;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    message.play = $root.Play.decode(reader, reader.size(), $undefined, _depth + 1, message.play);
                    continue;
                }
            }
            reader.skipType(wireType, _depth, tag);
            if (!reader.discardUnknown) {
                $util.makeProp(message, "$unknowns", false);
                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
            }
        }
        if (length !== $undefined) {
            if (reader.pos !== end)
                throw $RangeError("index out of range");
            reader.len = length;
        }
        if (_end !== $undefined)
            throw $Error("missing end group");
        return message;
    };

    return Played;
})();

export {
  $root as default
};
