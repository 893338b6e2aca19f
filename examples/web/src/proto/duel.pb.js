/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["word-duel"] || ($protobuf.roots["word-duel"] = {});

export const At = $root.At = (() => {

    /**
     * Properties of an At.
     * @typedef {Object} At.$Properties
     * @property {string|null} [table] At table
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of an At.
     * @exports IAt
     * @interface IAt
     * @augments At.$Properties
     * @deprecated Use At.$Properties instead.
     */

    /**
     * Shape of an At.
     * @typedef {At.$Properties} At.$Shape
     */

    /**
     * Constructs a new At.
     * @exports At
     * @classdesc Represents an At.
     * @constructor
     * @param {At.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const At = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * At table.
     * @member {string} table
     * @memberof At
     * @instance
     */
    At.prototype.table = "";

    /**
     * Encodes the specified At message. Does not implicitly {@link At.verify|verify} messages.
     * @function encode
     * @memberof At
     * @static
     * @param {At.$Properties} message At message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    At.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.table);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes an At message from the specified reader or buffer.
     * @function decode
     * @memberof At
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {At & At.$Shape} At
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    At.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.At();
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
                        message.table = value;
                    else
                        delete message.table;
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

    return At;
})();

export const Word = $root.Word = (() => {

    /**
     * Properties of a Word.
     * @typedef {Object} Word.$Properties
     * @property {string|null} [table] Word table
     * @property {string|null} [word] Word word
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Word.
     * @exports IWord
     * @interface IWord
     * @augments Word.$Properties
     * @deprecated Use Word.$Properties instead.
     */

    /**
     * Shape of a Word.
     * @typedef {Word.$Properties} Word.$Shape
     */

    /**
     * Constructs a new Word.
     * @exports Word
     * @classdesc Represents a Word.
     * @constructor
     * @param {Word.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Word = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Word table.
     * @member {string} table
     * @memberof Word
     * @instance
     */
    Word.prototype.table = "";

    /**
     * Word word.
     * @member {string} word
     * @memberof Word
     * @instance
     */
    Word.prototype.word = "";

    /**
     * Encodes the specified Word message. Does not implicitly {@link Word.verify|verify} messages.
     * @function encode
     * @memberof Word
     * @static
     * @param {Word.$Properties} message Word message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Word.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.table);
        if (message.word != null && $Object.hasOwnProperty.call(message, "word") && message.word !== "")
            writer.uint32(/* id 2, wireType 2 =*/18).string(message.word);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Word message from the specified reader or buffer.
     * @function decode
     * @memberof Word
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Word & Word.$Shape} Word
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Word.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Word();
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
                        message.table = value;
                    else
                        delete message.table;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.word = value;
                    else
                        delete message.word;
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

    return Word;
})();

export const Score = $root.Score = (() => {

    /**
     * Properties of a Score.
     * @typedef {Object} Score.$Properties
     * @property {number|null} [score] Score score
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Score.
     * @exports IScore
     * @interface IScore
     * @augments Score.$Properties
     * @deprecated Use Score.$Properties instead.
     */

    /**
     * Shape of a Score.
     * @typedef {Score.$Properties} Score.$Shape
     */

    /**
     * Constructs a new Score.
     * @exports Score
     * @classdesc Represents a Score.
     * @constructor
     * @param {Score.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Score = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Score score.
     * @member {number} score
     * @memberof Score
     * @instance
     */
    Score.prototype.score = 0;

    /**
     * Encodes the specified Score message. Does not implicitly {@link Score.verify|verify} messages.
     * @function encode
     * @memberof Score
     * @static
     * @param {Score.$Properties} message Score message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Score.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.score != null && $Object.hasOwnProperty.call(message, "score") && message.score !== 0)
            writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.score);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Score message from the specified reader or buffer.
     * @function decode
     * @memberof Score
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Score & Score.$Shape} Score
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Score.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Score();
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
                    if (value = reader.uint32())
                        message.score = value;
                    else
                        delete message.score;
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

    return Score;
})();

export const Text = $root.Text = (() => {

    /**
     * Properties of a Text.
     * @typedef {Object} Text.$Properties
     * @property {string|null} [text] Text text
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Text.
     * @exports IText
     * @interface IText
     * @augments Text.$Properties
     * @deprecated Use Text.$Properties instead.
     */

    /**
     * Shape of a Text.
     * @typedef {Text.$Properties} Text.$Shape
     */

    /**
     * Constructs a new Text.
     * @exports Text
     * @classdesc Represents a Text.
     * @constructor
     * @param {Text.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Text = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Text text.
     * @member {string} text
     * @memberof Text
     * @instance
     */
    Text.prototype.text = "";

    /**
     * Encodes the specified Text message. Does not implicitly {@link Text.verify|verify} messages.
     * @function encode
     * @memberof Text
     * @static
     * @param {Text.$Properties} message Text message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Text.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.text);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Text message from the specified reader or buffer.
     * @function decode
     * @memberof Text
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Text & Text.$Shape} Text
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Text.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Text();
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
                        message.text = value;
                    else
                        delete message.text;
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

    return Text;
})();

export const TextAt = $root.TextAt = (() => {

    /**
     * Properties of a TextAt.
     * @typedef {Object} TextAt.$Properties
     * @property {string|null} [table] TextAt table
     * @property {string|null} [text] TextAt text
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a TextAt.
     * @exports ITextAt
     * @interface ITextAt
     * @augments TextAt.$Properties
     * @deprecated Use TextAt.$Properties instead.
     */

    /**
     * Shape of a TextAt.
     * @typedef {TextAt.$Properties} TextAt.$Shape
     */

    /**
     * Constructs a new TextAt.
     * @exports TextAt
     * @classdesc Represents a TextAt.
     * @constructor
     * @param {TextAt.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const TextAt = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * TextAt table.
     * @member {string} table
     * @memberof TextAt
     * @instance
     */
    TextAt.prototype.table = "";

    /**
     * TextAt text.
     * @member {string} text
     * @memberof TextAt
     * @instance
     */
    TextAt.prototype.text = "";

    /**
     * Encodes the specified TextAt message. Does not implicitly {@link TextAt.verify|verify} messages.
     * @function encode
     * @memberof TextAt
     * @static
     * @param {TextAt.$Properties} message TextAt message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    TextAt.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.table);
        if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text !== "")
            writer.uint32(/* id 2, wireType 2 =*/18).string(message.text);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a TextAt message from the specified reader or buffer.
     * @function decode
     * @memberof TextAt
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {TextAt & TextAt.$Shape} TextAt
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    TextAt.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.TextAt();
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
                        message.table = value;
                    else
                        delete message.table;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.text = value;
                    else
                        delete message.text;
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

    return TextAt;
})();

export const LobbySeen = $root.LobbySeen = (() => {

    /**
     * Properties of a LobbySeen.
     * @typedef {Object} LobbySeen.$Properties
     * @property {Guest.$Properties|null} [me] LobbySeen me
     * @property {Lobby.$Properties|null} [lobby] LobbySeen lobby
     * @property {Array.<Line.$Properties>|null} [chat] LobbySeen chat
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a LobbySeen.
     * @exports ILobbySeen
     * @interface ILobbySeen
     * @augments LobbySeen.$Properties
     * @deprecated Use LobbySeen.$Properties instead.
     */

    /**
     * Shape of a LobbySeen.
     * @typedef {LobbySeen.$Properties} LobbySeen.$Shape
     */

    /**
     * Constructs a new LobbySeen.
     * @exports LobbySeen
     * @classdesc Represents a LobbySeen.
     * @constructor
     * @param {LobbySeen.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const LobbySeen = function (properties) {
        this.chat = [];
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * LobbySeen me.
     * @member {Guest.$Properties|null|undefined} me
     * @memberof LobbySeen
     * @instance
     */
    LobbySeen.prototype.me = null;

    /**
     * LobbySeen lobby.
     * @member {Lobby.$Properties|null|undefined} lobby
     * @memberof LobbySeen
     * @instance
     */
    LobbySeen.prototype.lobby = null;

    /**
     * LobbySeen chat.
     * @member {Array.<Line.$Properties>} chat
     * @memberof LobbySeen
     * @instance
     */
    LobbySeen.prototype.chat = $util.emptyArray;

    /**
     * Encodes the specified LobbySeen message. Does not implicitly {@link LobbySeen.verify|verify} messages.
     * @function encode
     * @memberof LobbySeen
     * @static
     * @param {LobbySeen.$Properties} message LobbySeen message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    LobbySeen.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.me != null && $Object.hasOwnProperty.call(message, "me"))
            $root.Guest.encode(message.me, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
        if (message.lobby != null && $Object.hasOwnProperty.call(message, "lobby"))
            $root.Lobby.encode(message.lobby, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
        if (message.chat != null && message.chat.length)
            for (let i = 0; i < message.chat.length; ++i)
                $root.Line.encode(message.chat[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a LobbySeen message from the specified reader or buffer.
     * @function decode
     * @memberof LobbySeen
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {LobbySeen & LobbySeen.$Shape} LobbySeen
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    LobbySeen.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.LobbySeen();
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
                    message.me = $root.Guest.decode(reader, reader.size(), $undefined, _depth + 1, message.me);
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    message.lobby = $root.Lobby.decode(reader, reader.size(), $undefined, _depth + 1, message.lobby);
                    continue;
                }
            case 3: {
                    if (wireType !== 2)
                        break;
                    if (!(message.chat && message.chat.length))
                        message.chat = [];
                    message.chat.push($root.Line.decode(reader, reader.size(), $undefined, _depth + 1));
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

    return LobbySeen;
})();

export const Entered = $root.Entered = (() => {

    /**
     * Properties of an Entered.
     * @typedef {Object} Entered.$Properties
     * @property {string|null} [state] Entered state
     * @property {string|null} [table] Entered table
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of an Entered.
     * @exports IEntered
     * @interface IEntered
     * @augments Entered.$Properties
     * @deprecated Use Entered.$Properties instead.
     */

    /**
     * Shape of an Entered.
     * @typedef {Entered.$Properties} Entered.$Shape
     */

    /**
     * Constructs a new Entered.
     * @exports Entered
     * @classdesc Represents an Entered.
     * @constructor
     * @param {Entered.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Entered = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Entered state.
     * @member {string} state
     * @memberof Entered
     * @instance
     */
    Entered.prototype.state = "";

    /**
     * Entered table.
     * @member {string|null|undefined} table
     * @memberof Entered
     * @instance
     */
    Entered.prototype.table = null;

    // OneOf field names bound to virtual getters and setters
    let $oneOfFields;

    // Virtual OneOf for proto3 optional field
    $Object.defineProperty(Entered.prototype, "_table", {
        get: $util.oneOfGetter($oneOfFields = ["table"]),
        set: $util.oneOfSetter($oneOfFields)
    });

    /**
     * Encodes the specified Entered message. Does not implicitly {@link Entered.verify|verify} messages.
     * @function encode
     * @memberof Entered
     * @static
     * @param {Entered.$Properties} message Entered message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Entered.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.state);
        if (message.table != null && $Object.hasOwnProperty.call(message, "table"))
            writer.uint32(/* id 2, wireType 2 =*/18).string(message.table);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes an Entered message from the specified reader or buffer.
     * @function decode
     * @memberof Entered
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Entered & Entered.$Shape} Entered
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Entered.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Entered();
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
                        message.state = value;
                    else
                        delete message.state;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    message.table = reader.stringVerify();
                    message._table = "table";
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

    return Entered;
})();

export const TableSeen = $root.TableSeen = (() => {

    /**
     * Properties of a TableSeen.
     * @typedef {Object} TableSeen.$Properties
     * @property {string|null} [table] TableSeen table
     * @property {number|null} [version] TableSeen version
     * @property {Game.$Properties|null} [game] TableSeen game
     * @property {number|null} [seat] TableSeen seat
     * @property {Array.<Tile.$Properties>|null} [rack] TableSeen rack
     * @property {Array.<Line.$Properties>|null} [chat] TableSeen chat
     * @property {Watchers.$Properties|null} [watchers] TableSeen watchers
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a TableSeen.
     * @exports ITableSeen
     * @interface ITableSeen
     * @augments TableSeen.$Properties
     * @deprecated Use TableSeen.$Properties instead.
     */

    /**
     * Shape of a TableSeen.
     * @typedef {TableSeen.$Properties} TableSeen.$Shape
     */

    /**
     * Constructs a new TableSeen.
     * @exports TableSeen
     * @classdesc Represents a TableSeen.
     * @constructor
     * @param {TableSeen.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const TableSeen = function (properties) {
        this.rack = [];
        this.chat = [];
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * TableSeen table.
     * @member {string} table
     * @memberof TableSeen
     * @instance
     */
    TableSeen.prototype.table = "";

    /**
     * TableSeen version.
     * @member {number} version
     * @memberof TableSeen
     * @instance
     */
    TableSeen.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

    /**
     * TableSeen game.
     * @member {Game.$Properties|null|undefined} game
     * @memberof TableSeen
     * @instance
     */
    TableSeen.prototype.game = null;

    /**
     * TableSeen seat.
     * @member {number} seat
     * @memberof TableSeen
     * @instance
     */
    TableSeen.prototype.seat = 0;

    /**
     * TableSeen rack.
     * @member {Array.<Tile.$Properties>} rack
     * @memberof TableSeen
     * @instance
     */
    TableSeen.prototype.rack = $util.emptyArray;

    /**
     * TableSeen chat.
     * @member {Array.<Line.$Properties>} chat
     * @memberof TableSeen
     * @instance
     */
    TableSeen.prototype.chat = $util.emptyArray;

    /**
     * TableSeen watchers.
     * @member {Watchers.$Properties|null|undefined} watchers
     * @memberof TableSeen
     * @instance
     */
    TableSeen.prototype.watchers = null;

    /**
     * Encodes the specified TableSeen message. Does not implicitly {@link TableSeen.verify|verify} messages.
     * @function encode
     * @memberof TableSeen
     * @static
     * @param {TableSeen.$Properties} message TableSeen message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    TableSeen.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.table);
        if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
            writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.version);
        if (message.game != null && $Object.hasOwnProperty.call(message, "game"))
            $root.Game.encode(message.game, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
        if (message.seat != null && $Object.hasOwnProperty.call(message, "seat") && message.seat !== 0)
            writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.seat);
        if (message.rack != null && message.rack.length)
            for (let i = 0; i < message.rack.length; ++i)
                $root.Tile.encode(message.rack[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
        if (message.chat != null && message.chat.length)
            for (let i = 0; i < message.chat.length; ++i)
                $root.Line.encode(message.chat[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
        if (message.watchers != null && $Object.hasOwnProperty.call(message, "watchers"))
            $root.Watchers.encode(message.watchers, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a TableSeen message from the specified reader or buffer.
     * @function decode
     * @memberof TableSeen
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {TableSeen & TableSeen.$Shape} TableSeen
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    TableSeen.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.TableSeen();
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
                        message.table = value;
                    else
                        delete message.table;
                    continue;
                }
            case 2: {
                    if (wireType !== 0)
                        break;
                    if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                        message.version = value;
                    else
                        delete message.version;
                    continue;
                }
            case 3: {
                    if (wireType !== 2)
                        break;
                    message.game = $root.Game.decode(reader, reader.size(), $undefined, _depth + 1, message.game);
                    continue;
                }
            case 4: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.seat = value;
                    else
                        delete message.seat;
                    continue;
                }
            case 5: {
                    if (wireType !== 2)
                        break;
                    if (!(message.rack && message.rack.length))
                        message.rack = [];
                    message.rack.push($root.Tile.decode(reader, reader.size(), $undefined, _depth + 1));
                    continue;
                }
            case 6: {
                    if (wireType !== 2)
                        break;
                    if (!(message.chat && message.chat.length))
                        message.chat = [];
                    message.chat.push($root.Line.decode(reader, reader.size(), $undefined, _depth + 1));
                    continue;
                }
            case 7: {
                    if (wireType !== 2)
                        break;
                    message.watchers = $root.Watchers.decode(reader, reader.size(), $undefined, _depth + 1, message.watchers);
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

    return TableSeen;
})();

export const TvSeen = $root.TvSeen = (() => {

    /**
     * Properties of a TvSeen.
     * @typedef {Object} TvSeen.$Properties
     * @property {string|null} [table] TvSeen table
     * @property {number|null} [version] TvSeen version
     * @property {Game.$Properties|null} [game] TvSeen game
     * @property {Watchers.$Properties|null} [watchers] TvSeen watchers
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a TvSeen.
     * @exports ITvSeen
     * @interface ITvSeen
     * @augments TvSeen.$Properties
     * @deprecated Use TvSeen.$Properties instead.
     */

    /**
     * Shape of a TvSeen.
     * @typedef {TvSeen.$Properties} TvSeen.$Shape
     */

    /**
     * Constructs a new TvSeen.
     * @exports TvSeen
     * @classdesc Represents a TvSeen.
     * @constructor
     * @param {TvSeen.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const TvSeen = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * TvSeen table.
     * @member {string} table
     * @memberof TvSeen
     * @instance
     */
    TvSeen.prototype.table = "";

    /**
     * TvSeen version.
     * @member {number} version
     * @memberof TvSeen
     * @instance
     */
    TvSeen.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

    /**
     * TvSeen game.
     * @member {Game.$Properties|null|undefined} game
     * @memberof TvSeen
     * @instance
     */
    TvSeen.prototype.game = null;

    /**
     * TvSeen watchers.
     * @member {Watchers.$Properties|null|undefined} watchers
     * @memberof TvSeen
     * @instance
     */
    TvSeen.prototype.watchers = null;

    /**
     * Encodes the specified TvSeen message. Does not implicitly {@link TvSeen.verify|verify} messages.
     * @function encode
     * @memberof TvSeen
     * @static
     * @param {TvSeen.$Properties} message TvSeen message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    TvSeen.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.table);
        if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
            writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.version);
        if (message.game != null && $Object.hasOwnProperty.call(message, "game"))
            $root.Game.encode(message.game, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
        if (message.watchers != null && $Object.hasOwnProperty.call(message, "watchers"))
            $root.Watchers.encode(message.watchers, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a TvSeen message from the specified reader or buffer.
     * @function decode
     * @memberof TvSeen
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {TvSeen & TvSeen.$Shape} TvSeen
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    TvSeen.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.TvSeen();
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
                        message.table = value;
                    else
                        delete message.table;
                    continue;
                }
            case 2: {
                    if (wireType !== 0)
                        break;
                    if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                        message.version = value;
                    else
                        delete message.version;
                    continue;
                }
            case 3: {
                    if (wireType !== 2)
                        break;
                    message.game = $root.Game.decode(reader, reader.size(), $undefined, _depth + 1, message.game);
                    continue;
                }
            case 4: {
                    if (wireType !== 2)
                        break;
                    message.watchers = $root.Watchers.decode(reader, reader.size(), $undefined, _depth + 1, message.watchers);
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

    return TvSeen;
})();

export const Replay = $root.Replay = (() => {

    /**
     * Properties of a Replay.
     * @typedef {Object} Replay.$Properties
     * @property {string|null} [table] Replay table
     * @property {Game.$Properties|null} [game] Replay game
     * @property {Array.<Rack.$Properties>|null} [held] Replay held
     * @property {Array.<Rack.$Properties>|null} [left] Replay left
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Replay.
     * @exports IReplay
     * @interface IReplay
     * @augments Replay.$Properties
     * @deprecated Use Replay.$Properties instead.
     */

    /**
     * Shape of a Replay.
     * @typedef {Replay.$Properties} Replay.$Shape
     */

    /**
     * Constructs a new Replay.
     * @exports Replay
     * @classdesc Represents a Replay.
     * @constructor
     * @param {Replay.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Replay = function (properties) {
        this.held = [];
        this.left = [];
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Replay table.
     * @member {string} table
     * @memberof Replay
     * @instance
     */
    Replay.prototype.table = "";

    /**
     * Replay game.
     * @member {Game.$Properties|null|undefined} game
     * @memberof Replay
     * @instance
     */
    Replay.prototype.game = null;

    /**
     * Replay held.
     * @member {Array.<Rack.$Properties>} held
     * @memberof Replay
     * @instance
     */
    Replay.prototype.held = $util.emptyArray;

    /**
     * Replay left.
     * @member {Array.<Rack.$Properties>} left
     * @memberof Replay
     * @instance
     */
    Replay.prototype.left = $util.emptyArray;

    /**
     * Encodes the specified Replay message. Does not implicitly {@link Replay.verify|verify} messages.
     * @function encode
     * @memberof Replay
     * @static
     * @param {Replay.$Properties} message Replay message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Replay.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.table);
        if (message.game != null && $Object.hasOwnProperty.call(message, "game"))
            $root.Game.encode(message.game, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
        if (message.held != null && message.held.length)
            for (let i = 0; i < message.held.length; ++i)
                $root.Rack.encode(message.held[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
        if (message.left != null && message.left.length)
            for (let i = 0; i < message.left.length; ++i)
                $root.Rack.encode(message.left[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Replay message from the specified reader or buffer.
     * @function decode
     * @memberof Replay
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Replay & Replay.$Shape} Replay
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Replay.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Replay();
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
                        message.table = value;
                    else
                        delete message.table;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    message.game = $root.Game.decode(reader, reader.size(), $undefined, _depth + 1, message.game);
                    continue;
                }
            case 3: {
                    if (wireType !== 2)
                        break;
                    if (!(message.held && message.held.length))
                        message.held = [];
                    message.held.push($root.Rack.decode(reader, reader.size(), $undefined, _depth + 1));
                    continue;
                }
            case 4: {
                    if (wireType !== 2)
                        break;
                    if (!(message.left && message.left.length))
                        message.left = [];
                    message.left.push($root.Rack.decode(reader, reader.size(), $undefined, _depth + 1));
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

    return Replay;
})();

export const Lobby = $root.Lobby = (() => {

    /**
     * Properties of a Lobby.
     * @typedef {Object} Lobby.$Properties
     * @property {number|null} [version] Lobby version
     * @property {Array.<Seek.$Properties>|null} [seeks] Lobby seeks
     * @property {Array.<RunningGame.$Properties>|null} [games] Lobby games
     * @property {Array.<Guest.$Properties>|null} [guests] Lobby guests
     * @property {number|null} [guestCount] Lobby guestCount
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Lobby.
     * @exports ILobby
     * @interface ILobby
     * @augments Lobby.$Properties
     * @deprecated Use Lobby.$Properties instead.
     */

    /**
     * Shape of a Lobby.
     * @typedef {Lobby.$Properties} Lobby.$Shape
     */

    /**
     * Constructs a new Lobby.
     * @exports Lobby
     * @classdesc Represents a Lobby.
     * @constructor
     * @param {Lobby.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Lobby = function (properties) {
        this.seeks = [];
        this.games = [];
        this.guests = [];
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Lobby version.
     * @member {number} version
     * @memberof Lobby
     * @instance
     */
    Lobby.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

    /**
     * Lobby seeks.
     * @member {Array.<Seek.$Properties>} seeks
     * @memberof Lobby
     * @instance
     */
    Lobby.prototype.seeks = $util.emptyArray;

    /**
     * Lobby games.
     * @member {Array.<RunningGame.$Properties>} games
     * @memberof Lobby
     * @instance
     */
    Lobby.prototype.games = $util.emptyArray;

    /**
     * Lobby guests.
     * @member {Array.<Guest.$Properties>} guests
     * @memberof Lobby
     * @instance
     */
    Lobby.prototype.guests = $util.emptyArray;

    /**
     * Lobby guestCount.
     * @member {number} guestCount
     * @memberof Lobby
     * @instance
     */
    Lobby.prototype.guestCount = 0;

    /**
     * Encodes the specified Lobby message. Does not implicitly {@link Lobby.verify|verify} messages.
     * @function encode
     * @memberof Lobby
     * @static
     * @param {Lobby.$Properties} message Lobby message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Lobby.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
            writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.version);
        if (message.seeks != null && message.seeks.length)
            for (let i = 0; i < message.seeks.length; ++i)
                $root.Seek.encode(message.seeks[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
        if (message.games != null && message.games.length)
            for (let i = 0; i < message.games.length; ++i)
                $root.RunningGame.encode(message.games[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
        if (message.guests != null && message.guests.length)
            for (let i = 0; i < message.guests.length; ++i)
                $root.Guest.encode(message.guests[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
        if (message.guestCount != null && $Object.hasOwnProperty.call(message, "guestCount") && message.guestCount !== 0)
            writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.guestCount);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Lobby message from the specified reader or buffer.
     * @function decode
     * @memberof Lobby
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Lobby & Lobby.$Shape} Lobby
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Lobby.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Lobby();
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
                    if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                        message.version = value;
                    else
                        delete message.version;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    if (!(message.seeks && message.seeks.length))
                        message.seeks = [];
                    message.seeks.push($root.Seek.decode(reader, reader.size(), $undefined, _depth + 1));
                    continue;
                }
            case 3: {
                    if (wireType !== 2)
                        break;
                    if (!(message.games && message.games.length))
                        message.games = [];
                    message.games.push($root.RunningGame.decode(reader, reader.size(), $undefined, _depth + 1));
                    continue;
                }
            case 4: {
                    if (wireType !== 2)
                        break;
                    if (!(message.guests && message.guests.length))
                        message.guests = [];
                    message.guests.push($root.Guest.decode(reader, reader.size(), $undefined, _depth + 1));
                    continue;
                }
            case 5: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.guestCount = value;
                    else
                        delete message.guestCount;
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

    return Lobby;
})();

export const Line = $root.Line = (() => {

    /**
     * Properties of a Line.
     * @typedef {Object} Line.$Properties
     * @property {number|null} [seq] Line seq
     * @property {string|null} [uid] Line uid
     * @property {string|null} [name] Line name
     * @property {string|null} [text] Line text
     * @property {number|null} [at] Line at
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Line.
     * @exports ILine
     * @interface ILine
     * @augments Line.$Properties
     * @deprecated Use Line.$Properties instead.
     */

    /**
     * Shape of a Line.
     * @typedef {Line.$Properties} Line.$Shape
     */

    /**
     * Constructs a new Line.
     * @exports Line
     * @classdesc Represents a Line.
     * @constructor
     * @param {Line.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Line = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Line seq.
     * @member {number} seq
     * @memberof Line
     * @instance
     */
    Line.prototype.seq = 0;

    /**
     * Line uid.
     * @member {string} uid
     * @memberof Line
     * @instance
     */
    Line.prototype.uid = "";

    /**
     * Line name.
     * @member {string} name
     * @memberof Line
     * @instance
     */
    Line.prototype.name = "";

    /**
     * Line text.
     * @member {string} text
     * @memberof Line
     * @instance
     */
    Line.prototype.text = "";

    /**
     * Line at.
     * @member {number} at
     * @memberof Line
     * @instance
     */
    Line.prototype.at = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

    /**
     * Encodes the specified Line message. Does not implicitly {@link Line.verify|verify} messages.
     * @function encode
     * @memberof Line
     * @static
     * @param {Line.$Properties} message Line message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Line.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && message.seq !== 0)
            writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.seq);
        if (message.uid != null && $Object.hasOwnProperty.call(message, "uid") && message.uid !== "")
            writer.uint32(/* id 2, wireType 2 =*/18).string(message.uid);
        if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
            writer.uint32(/* id 3, wireType 2 =*/26).string(message.name);
        if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text !== "")
            writer.uint32(/* id 4, wireType 2 =*/34).string(message.text);
        if (message.at != null && $Object.hasOwnProperty.call(message, "at") && (typeof message.at === "object" ? message.at.low || message.at.high : message.at !== 0))
            writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.at);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Line message from the specified reader or buffer.
     * @function decode
     * @memberof Line
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Line & Line.$Shape} Line
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Line.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Line();
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
                    if (value = reader.uint32())
                        message.seq = value;
                    else
                        delete message.seq;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.uid = value;
                    else
                        delete message.uid;
                    continue;
                }
            case 3: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.name = value;
                    else
                        delete message.name;
                    continue;
                }
            case 4: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.text = value;
                    else
                        delete message.text;
                    continue;
                }
            case 5: {
                    if (wireType !== 0)
                        break;
                    if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                        message.at = value;
                    else
                        delete message.at;
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

    return Line;
})();

export const Changed = $root.Changed = (() => {

    /**
     * Properties of a Changed.
     * @typedef {Object} Changed.$Properties
     * @property {string|null} [table] Changed table
     * @property {number|null} [version] Changed version
     * @property {Game.$Properties|null} [game] Changed game
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Changed.
     * @exports IChanged
     * @interface IChanged
     * @augments Changed.$Properties
     * @deprecated Use Changed.$Properties instead.
     */

    /**
     * Shape of a Changed.
     * @typedef {Changed.$Properties} Changed.$Shape
     */

    /**
     * Constructs a new Changed.
     * @exports Changed
     * @classdesc Represents a Changed.
     * @constructor
     * @param {Changed.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Changed = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Changed table.
     * @member {string} table
     * @memberof Changed
     * @instance
     */
    Changed.prototype.table = "";

    /**
     * Changed version.
     * @member {number} version
     * @memberof Changed
     * @instance
     */
    Changed.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

    /**
     * Changed game.
     * @member {Game.$Properties|null|undefined} game
     * @memberof Changed
     * @instance
     */
    Changed.prototype.game = null;

    /**
     * Encodes the specified Changed message. Does not implicitly {@link Changed.verify|verify} messages.
     * @function encode
     * @memberof Changed
     * @static
     * @param {Changed.$Properties} message Changed message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Changed.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.table);
        if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
            writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.version);
        if (message.game != null && $Object.hasOwnProperty.call(message, "game"))
            $root.Game.encode(message.game, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Changed message from the specified reader or buffer.
     * @function decode
     * @memberof Changed
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Changed & Changed.$Shape} Changed
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Changed.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Changed();
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
                        message.table = value;
                    else
                        delete message.table;
                    continue;
                }
            case 2: {
                    if (wireType !== 0)
                        break;
                    if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                        message.version = value;
                    else
                        delete message.version;
                    continue;
                }
            case 3: {
                    if (wireType !== 2)
                        break;
                    message.game = $root.Game.decode(reader, reader.size(), $undefined, _depth + 1, message.game);
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

    return Changed;
})();

export const Dealt = $root.Dealt = (() => {

    /**
     * Properties of a Dealt.
     * @typedef {Object} Dealt.$Properties
     * @property {string|null} [table] Dealt table
     * @property {number|null} [version] Dealt version
     * @property {Array.<Tile.$Properties>|null} [rack] Dealt rack
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Dealt.
     * @exports IDealt
     * @interface IDealt
     * @augments Dealt.$Properties
     * @deprecated Use Dealt.$Properties instead.
     */

    /**
     * Shape of a Dealt.
     * @typedef {Dealt.$Properties} Dealt.$Shape
     */

    /**
     * Constructs a new Dealt.
     * @exports Dealt
     * @classdesc Represents a Dealt.
     * @constructor
     * @param {Dealt.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Dealt = function (properties) {
        this.rack = [];
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Dealt table.
     * @member {string} table
     * @memberof Dealt
     * @instance
     */
    Dealt.prototype.table = "";

    /**
     * Dealt version.
     * @member {number} version
     * @memberof Dealt
     * @instance
     */
    Dealt.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

    /**
     * Dealt rack.
     * @member {Array.<Tile.$Properties>} rack
     * @memberof Dealt
     * @instance
     */
    Dealt.prototype.rack = $util.emptyArray;

    /**
     * Encodes the specified Dealt message. Does not implicitly {@link Dealt.verify|verify} messages.
     * @function encode
     * @memberof Dealt
     * @static
     * @param {Dealt.$Properties} message Dealt message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Dealt.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.table);
        if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
            writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.version);
        if (message.rack != null && message.rack.length)
            for (let i = 0; i < message.rack.length; ++i)
                $root.Tile.encode(message.rack[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Dealt message from the specified reader or buffer.
     * @function decode
     * @memberof Dealt
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Dealt & Dealt.$Shape} Dealt
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Dealt.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Dealt();
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
                        message.table = value;
                    else
                        delete message.table;
                    continue;
                }
            case 2: {
                    if (wireType !== 0)
                        break;
                    if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                        message.version = value;
                    else
                        delete message.version;
                    continue;
                }
            case 3: {
                    if (wireType !== 2)
                        break;
                    if (!(message.rack && message.rack.length))
                        message.rack = [];
                    message.rack.push($root.Tile.decode(reader, reader.size(), $undefined, _depth + 1));
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

    return Dealt;
})();

export const LineAt = $root.LineAt = (() => {

    /**
     * Properties of a LineAt.
     * @typedef {Object} LineAt.$Properties
     * @property {string|null} [table] LineAt table
     * @property {Line.$Properties|null} [line] LineAt line
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a LineAt.
     * @exports ILineAt
     * @interface ILineAt
     * @augments LineAt.$Properties
     * @deprecated Use LineAt.$Properties instead.
     */

    /**
     * Shape of a LineAt.
     * @typedef {LineAt.$Properties} LineAt.$Shape
     */

    /**
     * Constructs a new LineAt.
     * @exports LineAt
     * @classdesc Represents a LineAt.
     * @constructor
     * @param {LineAt.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const LineAt = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * LineAt table.
     * @member {string} table
     * @memberof LineAt
     * @instance
     */
    LineAt.prototype.table = "";

    /**
     * LineAt line.
     * @member {Line.$Properties|null|undefined} line
     * @memberof LineAt
     * @instance
     */
    LineAt.prototype.line = null;

    /**
     * Encodes the specified LineAt message. Does not implicitly {@link LineAt.verify|verify} messages.
     * @function encode
     * @memberof LineAt
     * @static
     * @param {LineAt.$Properties} message LineAt message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    LineAt.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.table);
        if (message.line != null && $Object.hasOwnProperty.call(message, "line"))
            $root.Line.encode(message.line, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a LineAt message from the specified reader or buffer.
     * @function decode
     * @memberof LineAt
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {LineAt & LineAt.$Shape} LineAt
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    LineAt.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.LineAt();
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
                        message.table = value;
                    else
                        delete message.table;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    message.line = $root.Line.decode(reader, reader.size(), $undefined, _depth + 1, message.line);
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

    return LineAt;
})();

export const WatchersAt = $root.WatchersAt = (() => {

    /**
     * Properties of a WatchersAt.
     * @typedef {Object} WatchersAt.$Properties
     * @property {string|null} [table] WatchersAt table
     * @property {Watchers.$Properties|null} [watchers] WatchersAt watchers
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a WatchersAt.
     * @exports IWatchersAt
     * @interface IWatchersAt
     * @augments WatchersAt.$Properties
     * @deprecated Use WatchersAt.$Properties instead.
     */

    /**
     * Shape of a WatchersAt.
     * @typedef {WatchersAt.$Properties} WatchersAt.$Shape
     */

    /**
     * Constructs a new WatchersAt.
     * @exports WatchersAt
     * @classdesc Represents a WatchersAt.
     * @constructor
     * @param {WatchersAt.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const WatchersAt = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * WatchersAt table.
     * @member {string} table
     * @memberof WatchersAt
     * @instance
     */
    WatchersAt.prototype.table = "";

    /**
     * WatchersAt watchers.
     * @member {Watchers.$Properties|null|undefined} watchers
     * @memberof WatchersAt
     * @instance
     */
    WatchersAt.prototype.watchers = null;

    /**
     * Encodes the specified WatchersAt message. Does not implicitly {@link WatchersAt.verify|verify} messages.
     * @function encode
     * @memberof WatchersAt
     * @static
     * @param {WatchersAt.$Properties} message WatchersAt message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    WatchersAt.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.table);
        if (message.watchers != null && $Object.hasOwnProperty.call(message, "watchers"))
            $root.Watchers.encode(message.watchers, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a WatchersAt message from the specified reader or buffer.
     * @function decode
     * @memberof WatchersAt
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {WatchersAt & WatchersAt.$Shape} WatchersAt
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    WatchersAt.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.WatchersAt();
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
                        message.table = value;
                    else
                        delete message.table;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    message.watchers = $root.Watchers.decode(reader, reader.size(), $undefined, _depth + 1, message.watchers);
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

    return WatchersAt;
})();

export const Game = $root.Game = (() => {

    /**
     * Properties of a Game.
     * @typedef {Object} Game.$Properties
     * @property {Array.<Player.$Properties>|null} [players] Game players
     * @property {Array.<Turn.$Properties>|null} [turns] Game turns
     * @property {number|null} [bag] Game bag
     * @property {Now.$Properties|null} [now] Game now
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Game.
     * @exports IGame
     * @interface IGame
     * @augments Game.$Properties
     * @deprecated Use Game.$Properties instead.
     */

    /**
     * Shape of a Game.
     * @typedef {Game.$Properties} Game.$Shape
     */

    /**
     * Constructs a new Game.
     * @exports Game
     * @classdesc Represents a Game.
     * @constructor
     * @param {Game.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Game = function (properties) {
        this.players = [];
        this.turns = [];
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Game players.
     * @member {Array.<Player.$Properties>} players
     * @memberof Game
     * @instance
     */
    Game.prototype.players = $util.emptyArray;

    /**
     * Game turns.
     * @member {Array.<Turn.$Properties>} turns
     * @memberof Game
     * @instance
     */
    Game.prototype.turns = $util.emptyArray;

    /**
     * Game bag.
     * @member {number} bag
     * @memberof Game
     * @instance
     */
    Game.prototype.bag = 0;

    /**
     * Game now.
     * @member {Now.$Properties|null|undefined} now
     * @memberof Game
     * @instance
     */
    Game.prototype.now = null;

    /**
     * Encodes the specified Game message. Does not implicitly {@link Game.verify|verify} messages.
     * @function encode
     * @memberof Game
     * @static
     * @param {Game.$Properties} message Game message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Game.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.players != null && message.players.length)
            for (let i = 0; i < message.players.length; ++i)
                $root.Player.encode(message.players[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
        if (message.turns != null && message.turns.length)
            for (let i = 0; i < message.turns.length; ++i)
                $root.Turn.encode(message.turns[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
        if (message.bag != null && $Object.hasOwnProperty.call(message, "bag") && message.bag !== 0)
            writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.bag);
        if (message.now != null && $Object.hasOwnProperty.call(message, "now"))
            $root.Now.encode(message.now, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Game message from the specified reader or buffer.
     * @function decode
     * @memberof Game
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Game & Game.$Shape} Game
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Game.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Game();
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
                    if (!(message.players && message.players.length))
                        message.players = [];
                    message.players.push($root.Player.decode(reader, reader.size(), $undefined, _depth + 1));
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    if (!(message.turns && message.turns.length))
                        message.turns = [];
                    message.turns.push($root.Turn.decode(reader, reader.size(), $undefined, _depth + 1));
                    continue;
                }
            case 3: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.bag = value;
                    else
                        delete message.bag;
                    continue;
                }
            case 4: {
                    if (wireType !== 2)
                        break;
                    message.now = $root.Now.decode(reader, reader.size(), $undefined, _depth + 1, message.now);
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

    return Game;
})();

export const Player = $root.Player = (() => {

    /**
     * Properties of a Player.
     * @typedef {Object} Player.$Properties
     * @property {string|null} [uid] Player uid
     * @property {string|null} [name] Player name
     * @property {number|null} [score] Player score
     * @property {number|null} [tiles] Player tiles
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Player.
     * @exports IPlayer
     * @interface IPlayer
     * @augments Player.$Properties
     * @deprecated Use Player.$Properties instead.
     */

    /**
     * Shape of a Player.
     * @typedef {Player.$Properties} Player.$Shape
     */

    /**
     * Constructs a new Player.
     * @exports Player
     * @classdesc Represents a Player.
     * @constructor
     * @param {Player.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Player = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Player uid.
     * @member {string} uid
     * @memberof Player
     * @instance
     */
    Player.prototype.uid = "";

    /**
     * Player name.
     * @member {string} name
     * @memberof Player
     * @instance
     */
    Player.prototype.name = "";

    /**
     * Player score.
     * @member {number} score
     * @memberof Player
     * @instance
     */
    Player.prototype.score = 0;

    /**
     * Player tiles.
     * @member {number} tiles
     * @memberof Player
     * @instance
     */
    Player.prototype.tiles = 0;

    /**
     * Encodes the specified Player message. Does not implicitly {@link Player.verify|verify} messages.
     * @function encode
     * @memberof Player
     * @static
     * @param {Player.$Properties} message Player message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Player.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.uid != null && $Object.hasOwnProperty.call(message, "uid") && message.uid !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.uid);
        if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
            writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
        if (message.score != null && $Object.hasOwnProperty.call(message, "score") && message.score !== 0)
            writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.score);
        if (message.tiles != null && $Object.hasOwnProperty.call(message, "tiles") && message.tiles !== 0)
            writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.tiles);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Player message from the specified reader or buffer.
     * @function decode
     * @memberof Player
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Player & Player.$Shape} Player
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Player.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Player();
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
                        message.uid = value;
                    else
                        delete message.uid;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.name = value;
                    else
                        delete message.name;
                    continue;
                }
            case 3: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.score = value;
                    else
                        delete message.score;
                    continue;
                }
            case 4: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.tiles = value;
                    else
                        delete message.tiles;
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

    return Player;
})();

export const Turn = $root.Turn = (() => {

    /**
     * Properties of a Turn.
     * @typedef {Object} Turn.$Properties
     * @property {string|null} [kind] Turn kind
     * @property {number|null} [seat] Turn seat
     * @property {string|null} [word] Turn word
     * @property {number|null} [score] Turn score
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Turn.
     * @exports ITurn
     * @interface ITurn
     * @augments Turn.$Properties
     * @deprecated Use Turn.$Properties instead.
     */

    /**
     * Shape of a Turn.
     * @typedef {Turn.$Properties} Turn.$Shape
     */

    /**
     * Constructs a new Turn.
     * @exports Turn
     * @classdesc Represents a Turn.
     * @constructor
     * @param {Turn.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Turn = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Turn kind.
     * @member {string} kind
     * @memberof Turn
     * @instance
     */
    Turn.prototype.kind = "";

    /**
     * Turn seat.
     * @member {number} seat
     * @memberof Turn
     * @instance
     */
    Turn.prototype.seat = 0;

    /**
     * Turn word.
     * @member {string|null|undefined} word
     * @memberof Turn
     * @instance
     */
    Turn.prototype.word = null;

    /**
     * Turn score.
     * @member {number|null|undefined} score
     * @memberof Turn
     * @instance
     */
    Turn.prototype.score = null;

    // OneOf field names bound to virtual getters and setters
    let $oneOfFields;

    // Virtual OneOf for proto3 optional field
    $Object.defineProperty(Turn.prototype, "_word", {
        get: $util.oneOfGetter($oneOfFields = ["word"]),
        set: $util.oneOfSetter($oneOfFields)
    });

    // Virtual OneOf for proto3 optional field
    $Object.defineProperty(Turn.prototype, "_score", {
        get: $util.oneOfGetter($oneOfFields = ["score"]),
        set: $util.oneOfSetter($oneOfFields)
    });

    /**
     * Encodes the specified Turn message. Does not implicitly {@link Turn.verify|verify} messages.
     * @function encode
     * @memberof Turn
     * @static
     * @param {Turn.$Properties} message Turn message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Turn.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.kind);
        if (message.seat != null && $Object.hasOwnProperty.call(message, "seat") && message.seat !== 0)
            writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.seat);
        if (message.word != null && $Object.hasOwnProperty.call(message, "word"))
            writer.uint32(/* id 3, wireType 2 =*/26).string(message.word);
        if (message.score != null && $Object.hasOwnProperty.call(message, "score"))
            writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.score);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Turn message from the specified reader or buffer.
     * @function decode
     * @memberof Turn
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Turn & Turn.$Shape} Turn
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Turn.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Turn();
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
                        message.kind = value;
                    else
                        delete message.kind;
                    continue;
                }
            case 2: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.seat = value;
                    else
                        delete message.seat;
                    continue;
                }
            case 3: {
                    if (wireType !== 2)
                        break;
                    message.word = reader.stringVerify();
                    message._word = "word";
                    continue;
                }
            case 4: {
                    if (wireType !== 0)
                        break;
                    message.score = reader.uint32();
                    message._score = "score";
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

    return Turn;
})();

export const Now = $root.Now = (() => {

    /**
     * Properties of a Now.
     * @typedef {Object} Now.$Properties
     * @property {string|null} [phase] Now phase
     * @property {number|null} [toMove] Now toMove
     * @property {number|null} [deadline] Now deadline
     * @property {number|null} [drawOffer] Now drawOffer
     * @property {string|null} [reason] Now reason
     * @property {number|null} [winner] Now winner
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Now.
     * @exports INow
     * @interface INow
     * @augments Now.$Properties
     * @deprecated Use Now.$Properties instead.
     */

    /**
     * Shape of a Now.
     * @typedef {Now.$Properties} Now.$Shape
     */

    /**
     * Constructs a new Now.
     * @exports Now
     * @classdesc Represents a Now.
     * @constructor
     * @param {Now.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Now = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Now phase.
     * @member {string} phase
     * @memberof Now
     * @instance
     */
    Now.prototype.phase = "";

    /**
     * Now toMove.
     * @member {number|null|undefined} toMove
     * @memberof Now
     * @instance
     */
    Now.prototype.toMove = null;

    /**
     * Now deadline.
     * @member {number|null|undefined} deadline
     * @memberof Now
     * @instance
     */
    Now.prototype.deadline = null;

    /**
     * Now drawOffer.
     * @member {number|null|undefined} drawOffer
     * @memberof Now
     * @instance
     */
    Now.prototype.drawOffer = null;

    /**
     * Now reason.
     * @member {string|null|undefined} reason
     * @memberof Now
     * @instance
     */
    Now.prototype.reason = null;

    /**
     * Now winner.
     * @member {number|null|undefined} winner
     * @memberof Now
     * @instance
     */
    Now.prototype.winner = null;

    // OneOf field names bound to virtual getters and setters
    let $oneOfFields;

    // Virtual OneOf for proto3 optional field
    $Object.defineProperty(Now.prototype, "_toMove", {
        get: $util.oneOfGetter($oneOfFields = ["toMove"]),
        set: $util.oneOfSetter($oneOfFields)
    });

    // Virtual OneOf for proto3 optional field
    $Object.defineProperty(Now.prototype, "_deadline", {
        get: $util.oneOfGetter($oneOfFields = ["deadline"]),
        set: $util.oneOfSetter($oneOfFields)
    });

    // Virtual OneOf for proto3 optional field
    $Object.defineProperty(Now.prototype, "_drawOffer", {
        get: $util.oneOfGetter($oneOfFields = ["drawOffer"]),
        set: $util.oneOfSetter($oneOfFields)
    });

    // Virtual OneOf for proto3 optional field
    $Object.defineProperty(Now.prototype, "_reason", {
        get: $util.oneOfGetter($oneOfFields = ["reason"]),
        set: $util.oneOfSetter($oneOfFields)
    });

    // Virtual OneOf for proto3 optional field
    $Object.defineProperty(Now.prototype, "_winner", {
        get: $util.oneOfGetter($oneOfFields = ["winner"]),
        set: $util.oneOfSetter($oneOfFields)
    });

    /**
     * Encodes the specified Now message. Does not implicitly {@link Now.verify|verify} messages.
     * @function encode
     * @memberof Now
     * @static
     * @param {Now.$Properties} message Now message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Now.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.phase != null && $Object.hasOwnProperty.call(message, "phase") && message.phase !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.phase);
        if (message.toMove != null && $Object.hasOwnProperty.call(message, "toMove"))
            writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.toMove);
        if (message.deadline != null && $Object.hasOwnProperty.call(message, "deadline"))
            writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.deadline);
        if (message.drawOffer != null && $Object.hasOwnProperty.call(message, "drawOffer"))
            writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.drawOffer);
        if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
            writer.uint32(/* id 5, wireType 2 =*/42).string(message.reason);
        if (message.winner != null && $Object.hasOwnProperty.call(message, "winner"))
            writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.winner);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Now message from the specified reader or buffer.
     * @function decode
     * @memberof Now
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Now & Now.$Shape} Now
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Now.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Now();
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
                        message.phase = value;
                    else
                        delete message.phase;
                    continue;
                }
            case 2: {
                    if (wireType !== 0)
                        break;
                    message.toMove = reader.uint32();
                    message._toMove = "toMove";
                    continue;
                }
            case 3: {
                    if (wireType !== 0)
                        break;
                    message.deadline = reader.uint64();
                    message._deadline = "deadline";
                    continue;
                }
            case 4: {
                    if (wireType !== 0)
                        break;
                    message.drawOffer = reader.uint32();
                    message._drawOffer = "drawOffer";
                    continue;
                }
            case 5: {
                    if (wireType !== 2)
                        break;
                    message.reason = reader.stringVerify();
                    message._reason = "reason";
                    continue;
                }
            case 6: {
                    if (wireType !== 0)
                        break;
                    message.winner = reader.uint32();
                    message._winner = "winner";
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

    return Now;
})();

export const Tile = $root.Tile = (() => {

    /**
     * Properties of a Tile.
     * @typedef {Object} Tile.$Properties
     * @property {string|null} [id] Tile id
     * @property {string|null} [letter] Tile letter
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Tile.
     * @exports ITile
     * @interface ITile
     * @augments Tile.$Properties
     * @deprecated Use Tile.$Properties instead.
     */

    /**
     * Shape of a Tile.
     * @typedef {Tile.$Properties} Tile.$Shape
     */

    /**
     * Constructs a new Tile.
     * @exports Tile
     * @classdesc Represents a Tile.
     * @constructor
     * @param {Tile.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Tile = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Tile id.
     * @member {string} id
     * @memberof Tile
     * @instance
     */
    Tile.prototype.id = "";

    /**
     * Tile letter.
     * @member {string} letter
     * @memberof Tile
     * @instance
     */
    Tile.prototype.letter = "";

    /**
     * Encodes the specified Tile message. Does not implicitly {@link Tile.verify|verify} messages.
     * @function encode
     * @memberof Tile
     * @static
     * @param {Tile.$Properties} message Tile message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Tile.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
        if (message.letter != null && $Object.hasOwnProperty.call(message, "letter") && message.letter !== "")
            writer.uint32(/* id 2, wireType 2 =*/18).string(message.letter);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Tile message from the specified reader or buffer.
     * @function decode
     * @memberof Tile
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Tile & Tile.$Shape} Tile
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Tile.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Tile();
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
                        message.id = value;
                    else
                        delete message.id;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.letter = value;
                    else
                        delete message.letter;
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

    return Tile;
})();

export const Rack = $root.Rack = (() => {

    /**
     * Properties of a Rack.
     * @typedef {Object} Rack.$Properties
     * @property {Array.<Tile.$Properties>|null} [tiles] Rack tiles
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Rack.
     * @exports IRack
     * @interface IRack
     * @augments Rack.$Properties
     * @deprecated Use Rack.$Properties instead.
     */

    /**
     * Shape of a Rack.
     * @typedef {Rack.$Properties} Rack.$Shape
     */

    /**
     * Constructs a new Rack.
     * @exports Rack
     * @classdesc Represents a Rack.
     * @constructor
     * @param {Rack.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Rack = function (properties) {
        this.tiles = [];
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Rack tiles.
     * @member {Array.<Tile.$Properties>} tiles
     * @memberof Rack
     * @instance
     */
    Rack.prototype.tiles = $util.emptyArray;

    /**
     * Encodes the specified Rack message. Does not implicitly {@link Rack.verify|verify} messages.
     * @function encode
     * @memberof Rack
     * @static
     * @param {Rack.$Properties} message Rack message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Rack.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.tiles != null && message.tiles.length)
            for (let i = 0; i < message.tiles.length; ++i)
                $root.Tile.encode(message.tiles[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Rack message from the specified reader or buffer.
     * @function decode
     * @memberof Rack
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Rack & Rack.$Shape} Rack
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Rack.decode = function (reader, length, _end, _depth, _target) {
        if (!(reader instanceof $Reader))
            reader = $Reader.create(reader);
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $Reader.recursionLimit)
            throw $Error("max depth exceeded");
        let end, message;
        if (length === $undefined)
            end = reader.len;
        else {
            end = reader.pos + length;
            if (end > reader.len)
                throw $RangeError("index out of range");
            length = reader.len;
            reader.len = end;
        }
        message = _target || new $root.Rack();
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
                    if (!(message.tiles && message.tiles.length))
                        message.tiles = [];
                    message.tiles.push($root.Tile.decode(reader, reader.size(), $undefined, _depth + 1));
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

    return Rack;
})();

export const Watchers = $root.Watchers = (() => {

    /**
     * Properties of a Watchers.
     * @typedef {Object} Watchers.$Properties
     * @property {number|null} [version] Watchers version
     * @property {number|null} [count] Watchers count
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Watchers.
     * @exports IWatchers
     * @interface IWatchers
     * @augments Watchers.$Properties
     * @deprecated Use Watchers.$Properties instead.
     */

    /**
     * Shape of a Watchers.
     * @typedef {Watchers.$Properties} Watchers.$Shape
     */

    /**
     * Constructs a new Watchers.
     * @exports Watchers
     * @classdesc Represents a Watchers.
     * @constructor
     * @param {Watchers.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Watchers = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Watchers version.
     * @member {number} version
     * @memberof Watchers
     * @instance
     */
    Watchers.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

    /**
     * Watchers count.
     * @member {number} count
     * @memberof Watchers
     * @instance
     */
    Watchers.prototype.count = 0;

    /**
     * Encodes the specified Watchers message. Does not implicitly {@link Watchers.verify|verify} messages.
     * @function encode
     * @memberof Watchers
     * @static
     * @param {Watchers.$Properties} message Watchers message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Watchers.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
            writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.version);
        if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
            writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.count);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Watchers message from the specified reader or buffer.
     * @function decode
     * @memberof Watchers
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Watchers & Watchers.$Shape} Watchers
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Watchers.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Watchers();
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
                    if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                        message.version = value;
                    else
                        delete message.version;
                    continue;
                }
            case 2: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.count = value;
                    else
                        delete message.count;
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

    return Watchers;
})();

export const Guest = $root.Guest = (() => {

    /**
     * Properties of a Guest.
     * @typedef {Object} Guest.$Properties
     * @property {string|null} [uid] Guest uid
     * @property {string|null} [name] Guest name
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Guest.
     * @exports IGuest
     * @interface IGuest
     * @augments Guest.$Properties
     * @deprecated Use Guest.$Properties instead.
     */

    /**
     * Shape of a Guest.
     * @typedef {Guest.$Properties} Guest.$Shape
     */

    /**
     * Constructs a new Guest.
     * @exports Guest
     * @classdesc Represents a Guest.
     * @constructor
     * @param {Guest.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Guest = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Guest uid.
     * @member {string} uid
     * @memberof Guest
     * @instance
     */
    Guest.prototype.uid = "";

    /**
     * Guest name.
     * @member {string} name
     * @memberof Guest
     * @instance
     */
    Guest.prototype.name = "";

    /**
     * Encodes the specified Guest message. Does not implicitly {@link Guest.verify|verify} messages.
     * @function encode
     * @memberof Guest
     * @static
     * @param {Guest.$Properties} message Guest message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Guest.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.uid != null && $Object.hasOwnProperty.call(message, "uid") && message.uid !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.uid);
        if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
            writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Guest message from the specified reader or buffer.
     * @function decode
     * @memberof Guest
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Guest & Guest.$Shape} Guest
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Guest.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Guest();
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
                        message.uid = value;
                    else
                        delete message.uid;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.name = value;
                    else
                        delete message.name;
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

    return Guest;
})();

export const Seek = $root.Seek = (() => {

    /**
     * Properties of a Seek.
     * @typedef {Object} Seek.$Properties
     * @property {string|null} [uid] Seek uid
     * @property {string|null} [name] Seek name
     * @property {string|null} [table] Seek table
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Seek.
     * @exports ISeek
     * @interface ISeek
     * @augments Seek.$Properties
     * @deprecated Use Seek.$Properties instead.
     */

    /**
     * Shape of a Seek.
     * @typedef {Seek.$Properties} Seek.$Shape
     */

    /**
     * Constructs a new Seek.
     * @exports Seek
     * @classdesc Represents a Seek.
     * @constructor
     * @param {Seek.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Seek = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Seek uid.
     * @member {string} uid
     * @memberof Seek
     * @instance
     */
    Seek.prototype.uid = "";

    /**
     * Seek name.
     * @member {string} name
     * @memberof Seek
     * @instance
     */
    Seek.prototype.name = "";

    /**
     * Seek table.
     * @member {string} table
     * @memberof Seek
     * @instance
     */
    Seek.prototype.table = "";

    /**
     * Encodes the specified Seek message. Does not implicitly {@link Seek.verify|verify} messages.
     * @function encode
     * @memberof Seek
     * @static
     * @param {Seek.$Properties} message Seek message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Seek.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.uid != null && $Object.hasOwnProperty.call(message, "uid") && message.uid !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.uid);
        if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
            writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
        if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== "")
            writer.uint32(/* id 3, wireType 2 =*/26).string(message.table);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Seek message from the specified reader or buffer.
     * @function decode
     * @memberof Seek
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Seek & Seek.$Shape} Seek
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Seek.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Seek();
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
                        message.uid = value;
                    else
                        delete message.uid;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.name = value;
                    else
                        delete message.name;
                    continue;
                }
            case 3: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.table = value;
                    else
                        delete message.table;
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

    return Seek;
})();

export const RunningGame = $root.RunningGame = (() => {

    /**
     * Properties of a RunningGame.
     * @typedef {Object} RunningGame.$Properties
     * @property {string|null} [table] RunningGame table
     * @property {Array.<Standing.$Properties>|null} [players] RunningGame players
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a RunningGame.
     * @exports IRunningGame
     * @interface IRunningGame
     * @augments RunningGame.$Properties
     * @deprecated Use RunningGame.$Properties instead.
     */

    /**
     * Shape of a RunningGame.
     * @typedef {RunningGame.$Properties} RunningGame.$Shape
     */

    /**
     * Constructs a new RunningGame.
     * @exports RunningGame
     * @classdesc Represents a RunningGame.
     * @constructor
     * @param {RunningGame.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const RunningGame = function (properties) {
        this.players = [];
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * RunningGame table.
     * @member {string} table
     * @memberof RunningGame
     * @instance
     */
    RunningGame.prototype.table = "";

    /**
     * RunningGame players.
     * @member {Array.<Standing.$Properties>} players
     * @memberof RunningGame
     * @instance
     */
    RunningGame.prototype.players = $util.emptyArray;

    /**
     * Encodes the specified RunningGame message. Does not implicitly {@link RunningGame.verify|verify} messages.
     * @function encode
     * @memberof RunningGame
     * @static
     * @param {RunningGame.$Properties} message RunningGame message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    RunningGame.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.table);
        if (message.players != null && message.players.length)
            for (let i = 0; i < message.players.length; ++i)
                $root.Standing.encode(message.players[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a RunningGame message from the specified reader or buffer.
     * @function decode
     * @memberof RunningGame
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {RunningGame & RunningGame.$Shape} RunningGame
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    RunningGame.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.RunningGame();
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
                        message.table = value;
                    else
                        delete message.table;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    if (!(message.players && message.players.length))
                        message.players = [];
                    message.players.push($root.Standing.decode(reader, reader.size(), $undefined, _depth + 1));
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

    return RunningGame;
})();

export const Standing = $root.Standing = (() => {

    /**
     * Properties of a Standing.
     * @typedef {Object} Standing.$Properties
     * @property {string|null} [uid] Standing uid
     * @property {string|null} [name] Standing name
     * @property {number|null} [score] Standing score
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Standing.
     * @exports IStanding
     * @interface IStanding
     * @augments Standing.$Properties
     * @deprecated Use Standing.$Properties instead.
     */

    /**
     * Shape of a Standing.
     * @typedef {Standing.$Properties} Standing.$Shape
     */

    /**
     * Constructs a new Standing.
     * @exports Standing
     * @classdesc Represents a Standing.
     * @constructor
     * @param {Standing.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Standing = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Standing uid.
     * @member {string} uid
     * @memberof Standing
     * @instance
     */
    Standing.prototype.uid = "";

    /**
     * Standing name.
     * @member {string} name
     * @memberof Standing
     * @instance
     */
    Standing.prototype.name = "";

    /**
     * Standing score.
     * @member {number} score
     * @memberof Standing
     * @instance
     */
    Standing.prototype.score = 0;

    /**
     * Encodes the specified Standing message. Does not implicitly {@link Standing.verify|verify} messages.
     * @function encode
     * @memberof Standing
     * @static
     * @param {Standing.$Properties} message Standing message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Standing.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.uid != null && $Object.hasOwnProperty.call(message, "uid") && message.uid !== "")
            writer.uint32(/* id 1, wireType 2 =*/10).string(message.uid);
        if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
            writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
        if (message.score != null && $Object.hasOwnProperty.call(message, "score") && message.score !== 0)
            writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.score);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Standing message from the specified reader or buffer.
     * @function decode
     * @memberof Standing
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Standing & Standing.$Shape} Standing
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Standing.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Standing();
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
                        message.uid = value;
                    else
                        delete message.uid;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.name = value;
                    else
                        delete message.name;
                    continue;
                }
            case 3: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.score = value;
                    else
                        delete message.score;
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

    return Standing;
})();

export {
  $root as default
};
