/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["volley-test-every"] || ($protobuf.roots["volley-test-every"] = {});

export const Every = $root.Every = (() => {

    /**
     * Properties of an Every.
     * @typedef {Object} Every.$Properties
     * @property {boolean|null} [bool] Every bool
     * @property {string|null} [string] Every string
     * @property {Uint8Array|null} [bytes] Every bytes
     * @property {Suit|null} [suit] Every suit
     * @property {Place.$Properties|null} [place] Every place
     * @property {number|null} [maybe] Every maybe
     * @property {string|null} [word] Every word
     * @property {number|null} [number] Every number
     * @property {Array.<string>|null} [texts] Every texts
     * @property {Array.<Uint8Array>|null} [blobs] Every blobs
     * @property {Array.<Place.$Properties>|null} [places] Every places
     * @property {Object.<string,string>|null} [names] Every names
     * @property {Object.<string,Place.$Properties>|null} [homes] Every homes
     * @property {Object.<string,boolean>|null} [marks] Every marks
     * @property {Every.$Properties|null} [inner] Every inner
     * @property {"word"|"number"} [choice] Every choice
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of an Every.
     * @exports IEvery
     * @interface IEvery
     * @augments Every.$Properties
     * @deprecated Use Every.$Properties instead.
     */

    /**
     * Narrowed shape of an Every.
     * @typedef {{
     *   bool?: boolean|null;
     *   string?: string|null;
     *   bytes?: Uint8Array|null;
     *   suit?: Suit|null;
     *   place?: Place.$Shape|null;
     *   maybe?: number|null;
     *   word?: string|null;
     *   number?: number|null;
     *   texts?: Array.<string>|null;
     *   blobs?: Array.<Uint8Array>|null;
     *   places?: Array.<Place.$Shape>|null;
     *   names?: Object.<string,string>|null;
     *   homes?: Object.<string,Place.$Shape>|null;
     *   marks?: Object.<string,boolean>|null;
     *   inner?: Every.$Shape|null;
     *   $unknowns?: Array.<Uint8Array>;
     * } & (
     *   ({ choice?: undefined; word?: null; number?: null }|{ choice?: "word"; word: string; number?: null }|{ choice?: "number"; word?: null; number: number })
     * )} Every.$Shape
     */

    /**
     * Constructs a new Every.
     * @exports Every
     * @classdesc Represents an Every.
     * @constructor
     * @param {Every.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Every = function (properties) {
        this.texts = [];
        this.blobs = [];
        this.places = [];
        this.names = {};
        this.homes = {};
        this.marks = {};
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Every bool.
     * @member {boolean} bool
     * @memberof Every
     * @instance
     */
    Every.prototype.bool = false;

    /**
     * Every string.
     * @member {string} string
     * @memberof Every
     * @instance
     */
    Every.prototype.string = "";

    /**
     * Every bytes.
     * @member {Uint8Array} bytes
     * @memberof Every
     * @instance
     */
    Every.prototype.bytes = $util.newBuffer([]);

    /**
     * Every suit.
     * @member {Suit} suit
     * @memberof Every
     * @instance
     */
    Every.prototype.suit = 0;

    /**
     * Every place.
     * @member {Place.$Properties|null|undefined} place
     * @memberof Every
     * @instance
     */
    Every.prototype.place = null;

    /**
     * Every maybe.
     * @member {number|null|undefined} maybe
     * @memberof Every
     * @instance
     */
    Every.prototype.maybe = null;

    /**
     * Every word.
     * @member {string|null|undefined} word
     * @memberof Every
     * @instance
     */
    Every.prototype.word = null;

    /**
     * Every number.
     * @member {number|null|undefined} number
     * @memberof Every
     * @instance
     */
    Every.prototype.number = null;

    /**
     * Every texts.
     * @member {Array.<string>} texts
     * @memberof Every
     * @instance
     */
    Every.prototype.texts = $util.emptyArray;

    /**
     * Every blobs.
     * @member {Array.<Uint8Array>} blobs
     * @memberof Every
     * @instance
     */
    Every.prototype.blobs = $util.emptyArray;

    /**
     * Every places.
     * @member {Array.<Place.$Properties>} places
     * @memberof Every
     * @instance
     */
    Every.prototype.places = $util.emptyArray;

    /**
     * Every names.
     * @member {Object.<string,string>} names
     * @memberof Every
     * @instance
     */
    Every.prototype.names = $util.emptyObject;

    /**
     * Every homes.
     * @member {Object.<string,Place.$Properties>} homes
     * @memberof Every
     * @instance
     */
    Every.prototype.homes = $util.emptyObject;

    /**
     * Every marks.
     * @member {Object.<string,boolean>} marks
     * @memberof Every
     * @instance
     */
    Every.prototype.marks = $util.emptyObject;

    /**
     * Every inner.
     * @member {Every.$Properties|null|undefined} inner
     * @memberof Every
     * @instance
     */
    Every.prototype.inner = null;

    // OneOf field names bound to virtual getters and setters
    let $oneOfFields;

    // Virtual OneOf for proto3 optional field
    $Object.defineProperty(Every.prototype, "_maybe", {
        get: $util.oneOfGetter($oneOfFields = ["maybe"]),
        set: $util.oneOfSetter($oneOfFields)
    });

    /**
     * Every choice.
     * @member {"word"|"number"|undefined} choice
     * @memberof Every
     * @instance
     */
    $Object.defineProperty(Every.prototype, "choice", {
        get: $util.oneOfGetter($oneOfFields = ["word", "number"]),
        set: $util.oneOfSetter($oneOfFields)
    });

    /**
     * Encodes the specified Every message. Does not implicitly {@link Every.verify|verify} messages.
     * @function encode
     * @memberof Every
     * @static
     * @param {Every.$Properties} message Every message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Every.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.bool != null && $Object.hasOwnProperty.call(message, "bool") && message.bool !== false)
            writer.uint32(/* id 1, wireType 0 =*/8).bool(message.bool);
        if (message.string != null && $Object.hasOwnProperty.call(message, "string") && message.string !== "")
            writer.uint32(/* id 2, wireType 2 =*/18).string(message.string);
        if (message.bytes != null && $Object.hasOwnProperty.call(message, "bytes") && message.bytes.length)
            writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.bytes);
        if (message.suit != null && $Object.hasOwnProperty.call(message, "suit") && message.suit !== 0)
            writer.uint32(/* id 4, wireType 0 =*/32).int32(message.suit);
        if (message.place != null && $Object.hasOwnProperty.call(message, "place"))
            $root.Place.encode(message.place, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
        if (message.maybe != null && $Object.hasOwnProperty.call(message, "maybe"))
            writer.uint32(/* id 6, wireType 0 =*/48).int32(message.maybe);
        if (message.word != null && $Object.hasOwnProperty.call(message, "word"))
            writer.uint32(/* id 7, wireType 2 =*/58).string(message.word);
        if (message.number != null && $Object.hasOwnProperty.call(message, "number"))
            writer.uint32(/* id 8, wireType 0 =*/64).int32(message.number);
        if (message.texts != null && message.texts.length)
            for (let i = 0; i < message.texts.length; ++i)
                writer.uint32(/* id 9, wireType 2 =*/74).string(message.texts[i]);
        if (message.blobs != null && message.blobs.length)
            for (let i = 0; i < message.blobs.length; ++i)
                writer.uint32(/* id 10, wireType 2 =*/82).bytes(message.blobs[i]);
        if (message.places != null && message.places.length)
            for (let i = 0; i < message.places.length; ++i)
                $root.Place.encode(message.places[i], writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
        if (message.names != null && $Object.hasOwnProperty.call(message, "names"))
            for (let keys = $Object.keys(message.names), i = 0; i < keys.length; ++i)
                writer.uint32(/* id 12, wireType 2 =*/98).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.names[keys[i]]).ldelim();
        if (message.homes != null && $Object.hasOwnProperty.call(message, "homes"))
            for (let keys = $Object.keys(message.homes), i = 0; i < keys.length; ++i) {
                writer.uint32(/* id 13, wireType 2 =*/106).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]);
                $root.Place.encode(message.homes[keys[i]], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim().ldelim();
            }
        if (message.marks != null && $Object.hasOwnProperty.call(message, "marks"))
            for (let keys = $Object.keys(message.marks), i = 0; i < keys.length; ++i)
                writer.uint32(/* id 14, wireType 2 =*/114).fork().uint32(/* id 1, wireType 0 =*/8).int32(keys[i]).uint32(/* id 2, wireType 0 =*/16).bool(message.marks[keys[i]]).ldelim();
        if (message.inner != null && $Object.hasOwnProperty.call(message, "inner"))
            $root.Every.encode(message.inner, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes an Every message from the specified reader or buffer.
     * @function decode
     * @memberof Every
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Every & Every.$Shape} Every
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Every.decode = function (reader, length, _end, _depth, _target) {
        if (!(reader instanceof $Reader))
            reader = $Reader.create(reader);
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $Reader.recursionLimit)
            throw $Error("max depth exceeded");
        let end, message, key, value;
        if (length === $undefined)
            end = reader.len;
        else {
            end = reader.pos + length;
            if (end > reader.len)
                throw $RangeError("index out of range");
            length = reader.len;
            reader.len = end;
        }
        message = _target || new $root.Every();
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
                        message.bool = value;
                    else
                        delete message.bool;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.string = value;
                    else
                        delete message.string;
                    continue;
                }
            case 3: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.bytes()).length)
                        message.bytes = value;
                    else
                        delete message.bytes;
                    continue;
                }
            case 4: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.int32())
                        message.suit = value;
                    else
                        delete message.suit;
                    continue;
                }
            case 5: {
                    if (wireType !== 2)
                        break;
                    message.place = $root.Place.decode(reader, reader.size(), $undefined, _depth + 1, message.place);
                    continue;
                }
            case 6: {
                    if (wireType !== 0)
                        break;
                    message.maybe = reader.int32();
                    message._maybe = "maybe";
                    continue;
                }
            case 7: {
                    if (wireType !== 2)
                        break;
                    message.word = reader.stringVerify();
                    message.choice = "word";
                    continue;
                }
            case 8: {
                    if (wireType !== 0)
                        break;
                    message.number = reader.int32();
                    message.choice = "number";
                    continue;
                }
            case 9: {
                    if (wireType !== 2)
                        break;
                    if (!(message.texts && message.texts.length))
                        message.texts = [];
                    message.texts.push(reader.stringVerify());
                    continue;
                }
            case 10: {
                    if (wireType !== 2)
                        break;
                    if (!(message.blobs && message.blobs.length))
                        message.blobs = [];
                    message.blobs.push(reader.bytes());
                    continue;
                }
            case 11: {
                    if (wireType !== 2)
                        break;
                    if (!(message.places && message.places.length))
                        message.places = [];
                    message.places.push($root.Place.decode(reader, reader.size(), $undefined, _depth + 1));
                    continue;
                }
            case 12: {
                    if (wireType !== 2)
                        break;
                    if (message.names === $util.emptyObject)
                        message.names = {};
                    let end2 = reader.size() + reader.pos;
                    if (end2 > reader.len)
                        throw $RangeError("index out of range");
                    reader.len = end2;
                    key = "";
                    value = "";
                    while (reader.pos < end2) {
                        let tag2 = reader.tag();
                        wireType = tag2 & 7;
                        switch (tag2 >>>= 3) {
                        case 1:
                            if (wireType !== 2)
                                break;
                            key = reader.stringVerify();
                            continue;
                        case 2:
                            if (wireType !== 2)
                                break;
                            value = reader.stringVerify();
                            continue;
                        }
                        reader.skipType(wireType, _depth, tag2);
                    }
                    if (reader.pos !== end2)
                        throw $RangeError("index out of range");
                    reader.len = end;
                    if (key === "__proto__")
                        $util.makeProp(message.names, key);
                    message.names[key] = value;
                    continue;
                }
            case 13: {
                    if (wireType !== 2)
                        break;
                    if (message.homes === $util.emptyObject)
                        message.homes = {};
                    let end2 = reader.size() + reader.pos;
                    if (end2 > reader.len)
                        throw $RangeError("index out of range");
                    reader.len = end2;
                    key = "";
                    value = null;
                    while (reader.pos < end2) {
                        let tag2 = reader.tag();
                        wireType = tag2 & 7;
                        switch (tag2 >>>= 3) {
                        case 1:
                            if (wireType !== 2)
                                break;
                            key = reader.stringVerify();
                            continue;
                        case 2:
                            if (wireType !== 2)
                                break;
                            value = $root.Place.decode(reader, reader.size(), $undefined, _depth + 1, value);
                            continue;
                        }
                        reader.skipType(wireType, _depth, tag2);
                    }
                    if (reader.pos !== end2)
                        throw $RangeError("index out of range");
                    reader.len = end;
                    if (key === "__proto__")
                        $util.makeProp(message.homes, key);
                    message.homes[key] = value || new $root.Place();
                    continue;
                }
            case 14: {
                    if (wireType !== 2)
                        break;
                    if (message.marks === $util.emptyObject)
                        message.marks = {};
                    let end2 = reader.size() + reader.pos;
                    if (end2 > reader.len)
                        throw $RangeError("index out of range");
                    reader.len = end2;
                    key = 0;
                    value = false;
                    while (reader.pos < end2) {
                        let tag2 = reader.tag();
                        wireType = tag2 & 7;
                        switch (tag2 >>>= 3) {
                        case 1:
                            if (wireType !== 0)
                                break;
                            key = reader.int32();
                            continue;
                        case 2:
                            if (wireType !== 0)
                                break;
                            value = reader.bool();
                            continue;
                        }
                        reader.skipType(wireType, _depth, tag2);
                    }
                    if (reader.pos !== end2)
                        throw $RangeError("index out of range");
                    reader.len = end;
                    message.marks[key] = value;
                    continue;
                }
            case 15: {
                    if (wireType !== 2)
                        break;
                    message.inner = $root.Every.decode(reader, reader.size(), $undefined, _depth + 1, message.inner);
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

    return Every;
})();

export const Place = $root.Place = (() => {

    /**
     * Properties of a Place.
     * @typedef {Object} Place.$Properties
     * @property {number|null} [x] Place x
     * @property {number|null} [y] Place y
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Place.
     * @exports IPlace
     * @interface IPlace
     * @augments Place.$Properties
     * @deprecated Use Place.$Properties instead.
     */

    /**
     * Shape of a Place.
     * @typedef {Place.$Properties} Place.$Shape
     */

    /**
     * Constructs a new Place.
     * @exports Place
     * @classdesc Represents a Place.
     * @constructor
     * @param {Place.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Place = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Place x.
     * @member {number} x
     * @memberof Place
     * @instance
     */
    Place.prototype.x = 0;

    /**
     * Place y.
     * @member {number} y
     * @memberof Place
     * @instance
     */
    Place.prototype.y = 0;

    /**
     * Encodes the specified Place message. Does not implicitly {@link Place.verify|verify} messages.
     * @function encode
     * @memberof Place
     * @static
     * @param {Place.$Properties} message Place message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Place.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.x != null && $Object.hasOwnProperty.call(message, "x") && message.x !== 0)
            writer.uint32(/* id 1, wireType 0 =*/8).sint32(message.x);
        if (message.y != null && $Object.hasOwnProperty.call(message, "y") && message.y !== 0)
            writer.uint32(/* id 2, wireType 0 =*/16).sint32(message.y);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Place message from the specified reader or buffer.
     * @function decode
     * @memberof Place
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Place & Place.$Shape} Place
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Place.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Place();
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
                        message.x = value;
                    else
                        delete message.x;
                    continue;
                }
            case 2: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.sint32())
                        message.y = value;
                    else
                        delete message.y;
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

    return Place;
})();

/**
 * Suit enum.
 * @name Suit
 * @enum {number}
 * @property {number} NONE=0 NONE value
 * @property {number} HEARTS=1 HEARTS value
 * @property {number} SPADES=2 SPADES value
 */
export const Suit = $root.Suit = (() => {
    const valuesById = $Object.create(null), values = $Object.create(valuesById);
    values[valuesById[0] = "NONE"] = 0;
    values[valuesById[1] = "HEARTS"] = 1;
    values[valuesById[2] = "SPADES"] = 2;
    return values;
})();

export {
  $root as default
};
