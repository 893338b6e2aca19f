/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["volley-bench"] || ($protobuf.roots["volley-bench"] = {});

export const EnterMessage = $root.EnterMessage = (() => {

    /**
     * Properties of an EnterMessage.
     * @typedef {Object} EnterMessage.$Properties
     * @property {number|null} [id] EnterMessage id
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of an EnterMessage.
     * @exports IEnterMessage
     * @interface IEnterMessage
     * @augments EnterMessage.$Properties
     * @deprecated Use EnterMessage.$Properties instead.
     */

    /**
     * Shape of an EnterMessage.
     * @typedef {EnterMessage.$Properties} EnterMessage.$Shape
     */

    /**
     * Constructs a new EnterMessage.
     * @exports EnterMessage
     * @classdesc Represents an EnterMessage.
     * @constructor
     * @param {EnterMessage.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const EnterMessage = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * EnterMessage id.
     * @member {number} id
     * @memberof EnterMessage
     * @instance
     */
    EnterMessage.prototype.id = 0;

    /**
     * Encodes the specified EnterMessage message. Does not implicitly {@link EnterMessage.verify|verify} messages.
     * @function encode
     * @memberof EnterMessage
     * @static
     * @param {EnterMessage.$Properties} message EnterMessage message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    EnterMessage.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
            writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes an EnterMessage message from the specified reader or buffer.
     * @function decode
     * @memberof EnterMessage
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {EnterMessage & EnterMessage.$Shape} EnterMessage
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    EnterMessage.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.EnterMessage();
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
                        message.id = value;
                    else
                        delete message.id;
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

    return EnterMessage;
})();

export const MoveMessage = $root.MoveMessage = (() => {

    /**
     * Properties of a MoveMessage.
     * @typedef {Object} MoveMessage.$Properties
     * @property {number|null} [x] MoveMessage x
     * @property {number|null} [y] MoveMessage y
     * @property {number|null} [dir] MoveMessage dir
     * @property {number|null} [t] MoveMessage t
     * @property {number|null} [seq] MoveMessage seq
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a MoveMessage.
     * @exports IMoveMessage
     * @interface IMoveMessage
     * @augments MoveMessage.$Properties
     * @deprecated Use MoveMessage.$Properties instead.
     */

    /**
     * Shape of a MoveMessage.
     * @typedef {MoveMessage.$Properties} MoveMessage.$Shape
     */

    /**
     * Constructs a new MoveMessage.
     * @exports MoveMessage
     * @classdesc Represents a MoveMessage.
     * @constructor
     * @param {MoveMessage.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const MoveMessage = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * MoveMessage x.
     * @member {number} x
     * @memberof MoveMessage
     * @instance
     */
    MoveMessage.prototype.x = 0;

    /**
     * MoveMessage y.
     * @member {number} y
     * @memberof MoveMessage
     * @instance
     */
    MoveMessage.prototype.y = 0;

    /**
     * MoveMessage dir.
     * @member {number} dir
     * @memberof MoveMessage
     * @instance
     */
    MoveMessage.prototype.dir = 0;

    /**
     * MoveMessage t.
     * @member {number} t
     * @memberof MoveMessage
     * @instance
     */
    MoveMessage.prototype.t = 0;

    /**
     * MoveMessage seq.
     * @member {number} seq
     * @memberof MoveMessage
     * @instance
     */
    MoveMessage.prototype.seq = 0;

    /**
     * Encodes the specified MoveMessage message. Does not implicitly {@link MoveMessage.verify|verify} messages.
     * @function encode
     * @memberof MoveMessage
     * @static
     * @param {MoveMessage.$Properties} message MoveMessage message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    MoveMessage.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.x != null && $Object.hasOwnProperty.call(message, "x") && !$Object.is(message.x, 0))
            writer.uint32(/* id 1, wireType 5 =*/13).float(message.x);
        if (message.y != null && $Object.hasOwnProperty.call(message, "y") && !$Object.is(message.y, 0))
            writer.uint32(/* id 2, wireType 5 =*/21).float(message.y);
        if (message.dir != null && $Object.hasOwnProperty.call(message, "dir") && message.dir !== 0)
            writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.dir);
        if (message.t != null && $Object.hasOwnProperty.call(message, "t") && message.t !== 0)
            writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.t);
        if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && message.seq !== 0)
            writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.seq);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a MoveMessage message from the specified reader or buffer.
     * @function decode
     * @memberof MoveMessage
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {MoveMessage & MoveMessage.$Shape} MoveMessage
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    MoveMessage.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.MoveMessage();
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
                    if (wireType !== 5)
                        break;
                    if (!$Object.is(value = reader.float(), 0))
                        message.x = value;
                    else
                        delete message.x;
                    continue;
                }
            case 2: {
                    if (wireType !== 5)
                        break;
                    if (!$Object.is(value = reader.float(), 0))
                        message.y = value;
                    else
                        delete message.y;
                    continue;
                }
            case 3: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.dir = value;
                    else
                        delete message.dir;
                    continue;
                }
            case 4: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.t = value;
                    else
                        delete message.t;
                    continue;
                }
            case 5: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.seq = value;
                    else
                        delete message.seq;
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

    return MoveMessage;
})();

export const NoteMessage = $root.NoteMessage = (() => {

    /**
     * Properties of a NoteMessage.
     * @typedef {Object} NoteMessage.$Properties
     * @property {string|null} [text] NoteMessage text
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a NoteMessage.
     * @exports INoteMessage
     * @interface INoteMessage
     * @augments NoteMessage.$Properties
     * @deprecated Use NoteMessage.$Properties instead.
     */

    /**
     * Shape of a NoteMessage.
     * @typedef {NoteMessage.$Properties} NoteMessage.$Shape
     */

    /**
     * Constructs a new NoteMessage.
     * @exports NoteMessage
     * @classdesc Represents a NoteMessage.
     * @constructor
     * @param {NoteMessage.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const NoteMessage = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * NoteMessage text.
     * @member {string} text
     * @memberof NoteMessage
     * @instance
     */
    NoteMessage.prototype.text = "";

    /**
     * Encodes the specified NoteMessage message. Does not implicitly {@link NoteMessage.verify|verify} messages.
     * @function encode
     * @memberof NoteMessage
     * @static
     * @param {NoteMessage.$Properties} message NoteMessage message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    NoteMessage.encode = function (message, writer, _depth) {
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
     * Decodes a NoteMessage message from the specified reader or buffer.
     * @function decode
     * @memberof NoteMessage
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {NoteMessage & NoteMessage.$Shape} NoteMessage
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    NoteMessage.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.NoteMessage();
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

    return NoteMessage;
})();

export const DoneMessage = $root.DoneMessage = (() => {

    /**
     * Properties of a DoneMessage.
     * @typedef {Object} DoneMessage.$Properties
     * @property {boolean|null} [ok] DoneMessage ok
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a DoneMessage.
     * @exports IDoneMessage
     * @interface IDoneMessage
     * @augments DoneMessage.$Properties
     * @deprecated Use DoneMessage.$Properties instead.
     */

    /**
     * Shape of a DoneMessage.
     * @typedef {DoneMessage.$Properties} DoneMessage.$Shape
     */

    /**
     * Constructs a new DoneMessage.
     * @exports DoneMessage
     * @classdesc Represents a DoneMessage.
     * @constructor
     * @param {DoneMessage.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const DoneMessage = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * DoneMessage ok.
     * @member {boolean} ok
     * @memberof DoneMessage
     * @instance
     */
    DoneMessage.prototype.ok = false;

    /**
     * Encodes the specified DoneMessage message. Does not implicitly {@link DoneMessage.verify|verify} messages.
     * @function encode
     * @memberof DoneMessage
     * @static
     * @param {DoneMessage.$Properties} message DoneMessage message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    DoneMessage.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.ok != null && $Object.hasOwnProperty.call(message, "ok") && message.ok !== false)
            writer.uint32(/* id 1, wireType 0 =*/8).bool(message.ok);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a DoneMessage message from the specified reader or buffer.
     * @function decode
     * @memberof DoneMessage
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {DoneMessage & DoneMessage.$Shape} DoneMessage
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    DoneMessage.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.DoneMessage();
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
                    if (value = reader.bool())
                        message.ok = value;
                    else
                        delete message.ok;
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

    return DoneMessage;
})();

export {
  $root as default
};
