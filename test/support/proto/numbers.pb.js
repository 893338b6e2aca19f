/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["volley-test-numbers"] || ($protobuf.roots["volley-test-numbers"] = {});

export const Numbers = $root.Numbers = (() => {

    /**
     * Properties of a Numbers.
     * @typedef {Object} Numbers.$Properties
     * @property {number|null} [int32] Numbers int32
     * @property {number|null} [uint32] Numbers uint32
     * @property {number|null} [sint32] Numbers sint32
     * @property {number|null} [fixed32] Numbers fixed32
     * @property {number|null} [sfixed32] Numbers sfixed32
     * @property {number|null} [int64] Numbers int64
     * @property {number|null} [uint64] Numbers uint64
     * @property {number|null} [sint64] Numbers sint64
     * @property {number|null} [fixed64] Numbers fixed64
     * @property {number|null} [sfixed64] Numbers sfixed64
     * @property {number|null} [float] Numbers float
     * @property {number|null} [double] Numbers double
     * @property {Array.<number>|null} [ints] Numbers ints
     * @property {Array.<number>|null} [longs] Numbers longs
     * @property {Array.<number>|null} [floats] Numbers floats
     * @property {Object.<string,number>|null} [ratios] Numbers ratios
     * @property {Object.<string,number>|null} [counts] Numbers counts
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */

    /**
     * Properties of a Numbers.
     * @exports INumbers
     * @interface INumbers
     * @augments Numbers.$Properties
     * @deprecated Use Numbers.$Properties instead.
     */

    /**
     * Shape of a Numbers.
     * @typedef {Numbers.$Properties} Numbers.$Shape
     */

    /**
     * Constructs a new Numbers.
     * @exports Numbers
     * @classdesc Represents a Numbers.
     * @constructor
     * @param {Numbers.$Properties=} [properties] Properties to set
     * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
     */
    const Numbers = function (properties) {
        this.ints = [];
        this.longs = [];
        this.floats = [];
        this.ratios = {};
        this.counts = {};
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    /**
     * Numbers int32.
     * @member {number} int32
     * @memberof Numbers
     * @instance
     */
    Numbers.prototype.int32 = 0;

    /**
     * Numbers uint32.
     * @member {number} uint32
     * @memberof Numbers
     * @instance
     */
    Numbers.prototype.uint32 = 0;

    /**
     * Numbers sint32.
     * @member {number} sint32
     * @memberof Numbers
     * @instance
     */
    Numbers.prototype.sint32 = 0;

    /**
     * Numbers fixed32.
     * @member {number} fixed32
     * @memberof Numbers
     * @instance
     */
    Numbers.prototype.fixed32 = 0;

    /**
     * Numbers sfixed32.
     * @member {number} sfixed32
     * @memberof Numbers
     * @instance
     */
    Numbers.prototype.sfixed32 = 0;

    /**
     * Numbers int64.
     * @member {number} int64
     * @memberof Numbers
     * @instance
     */
    Numbers.prototype.int64 = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

    /**
     * Numbers uint64.
     * @member {number} uint64
     * @memberof Numbers
     * @instance
     */
    Numbers.prototype.uint64 = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

    /**
     * Numbers sint64.
     * @member {number} sint64
     * @memberof Numbers
     * @instance
     */
    Numbers.prototype.sint64 = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

    /**
     * Numbers fixed64.
     * @member {number} fixed64
     * @memberof Numbers
     * @instance
     */
    Numbers.prototype.fixed64 = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

    /**
     * Numbers sfixed64.
     * @member {number} sfixed64
     * @memberof Numbers
     * @instance
     */
    Numbers.prototype.sfixed64 = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

    /**
     * Numbers float.
     * @member {number} float
     * @memberof Numbers
     * @instance
     */
    Numbers.prototype.float = 0;

    /**
     * Numbers double.
     * @member {number} double
     * @memberof Numbers
     * @instance
     */
    Numbers.prototype.double = 0;

    /**
     * Numbers ints.
     * @member {Array.<number>} ints
     * @memberof Numbers
     * @instance
     */
    Numbers.prototype.ints = $util.emptyArray;

    /**
     * Numbers longs.
     * @member {Array.<number>} longs
     * @memberof Numbers
     * @instance
     */
    Numbers.prototype.longs = $util.emptyArray;

    /**
     * Numbers floats.
     * @member {Array.<number>} floats
     * @memberof Numbers
     * @instance
     */
    Numbers.prototype.floats = $util.emptyArray;

    /**
     * Numbers ratios.
     * @member {Object.<string,number>} ratios
     * @memberof Numbers
     * @instance
     */
    Numbers.prototype.ratios = $util.emptyObject;

    /**
     * Numbers counts.
     * @member {Object.<string,number>} counts
     * @memberof Numbers
     * @instance
     */
    Numbers.prototype.counts = $util.emptyObject;

    /**
     * Encodes the specified Numbers message. Does not implicitly {@link Numbers.verify|verify} messages.
     * @function encode
     * @memberof Numbers
     * @static
     * @param {Numbers.$Properties} message Numbers message or plain object to encode
     * @param {$protobuf.Writer} [writer] Writer to encode to
     * @returns {$protobuf.Writer} Writer
     */
    Numbers.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.int32 != null && $Object.hasOwnProperty.call(message, "int32") && message.int32 !== 0)
            writer.uint32(/* id 1, wireType 0 =*/8).int32(message.int32);
        if (message.uint32 != null && $Object.hasOwnProperty.call(message, "uint32") && message.uint32 !== 0)
            writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.uint32);
        if (message.sint32 != null && $Object.hasOwnProperty.call(message, "sint32") && message.sint32 !== 0)
            writer.uint32(/* id 3, wireType 0 =*/24).sint32(message.sint32);
        if (message.fixed32 != null && $Object.hasOwnProperty.call(message, "fixed32") && message.fixed32 !== 0)
            writer.uint32(/* id 4, wireType 5 =*/37).fixed32(message.fixed32);
        if (message.sfixed32 != null && $Object.hasOwnProperty.call(message, "sfixed32") && message.sfixed32 !== 0)
            writer.uint32(/* id 5, wireType 5 =*/45).sfixed32(message.sfixed32);
        if (message.int64 != null && $Object.hasOwnProperty.call(message, "int64") && (typeof message.int64 === "object" ? message.int64.low || message.int64.high : message.int64 !== 0))
            writer.uint32(/* id 6, wireType 0 =*/48).int64(message.int64);
        if (message.uint64 != null && $Object.hasOwnProperty.call(message, "uint64") && (typeof message.uint64 === "object" ? message.uint64.low || message.uint64.high : message.uint64 !== 0))
            writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.uint64);
        if (message.sint64 != null && $Object.hasOwnProperty.call(message, "sint64") && (typeof message.sint64 === "object" ? message.sint64.low || message.sint64.high : message.sint64 !== 0))
            writer.uint32(/* id 8, wireType 0 =*/64).sint64(message.sint64);
        if (message.fixed64 != null && $Object.hasOwnProperty.call(message, "fixed64") && (typeof message.fixed64 === "object" ? message.fixed64.low || message.fixed64.high : message.fixed64 !== 0))
            writer.uint32(/* id 9, wireType 1 =*/73).fixed64(message.fixed64);
        if (message.sfixed64 != null && $Object.hasOwnProperty.call(message, "sfixed64") && (typeof message.sfixed64 === "object" ? message.sfixed64.low || message.sfixed64.high : message.sfixed64 !== 0))
            writer.uint32(/* id 10, wireType 1 =*/81).sfixed64(message.sfixed64);
        if (message.float != null && $Object.hasOwnProperty.call(message, "float") && !$Object.is(message.float, 0))
            writer.uint32(/* id 11, wireType 5 =*/93).float(message.float);
        if (message.double != null && $Object.hasOwnProperty.call(message, "double") && !$Object.is(message.double, 0))
            writer.uint32(/* id 12, wireType 1 =*/97).double(message.double);
        if (message.ints != null && message.ints.length)
            writer.uint32(/* id 13, wireType 2 =*/106).int32s(message.ints);
        if (message.longs != null && message.longs.length)
            writer.uint32(/* id 14, wireType 2 =*/114).int64s(message.longs);
        if (message.floats != null && message.floats.length)
            writer.uint32(/* id 15, wireType 2 =*/122).floats(message.floats);
        if (message.ratios != null && $Object.hasOwnProperty.call(message, "ratios"))
            for (let keys = $Object.keys(message.ratios), i = 0; i < keys.length; ++i)
                writer.uint32(/* id 16, wireType 2 =*/130).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 5 =*/21).float(message.ratios[keys[i]]).ldelim();
        if (message.counts != null && $Object.hasOwnProperty.call(message, "counts"))
            for (let keys = $Object.keys(message.counts), i = 0; i < keys.length; ++i)
                writer.uint32(/* id 17, wireType 2 =*/138).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 0 =*/16).uint32(message.counts[keys[i]]).ldelim();
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    /**
     * Decodes a Numbers message from the specified reader or buffer.
     * @function decode
     * @memberof Numbers
     * @static
     * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
     * @param {number} [length] Message length if known beforehand
     * @returns {Numbers & Numbers.$Shape} Numbers
     * @throws {Error} If the payload is not a reader or valid buffer
     * @throws {$protobuf.util.ProtocolError} If required fields are missing
     */
    Numbers.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.Numbers();
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
                    if (value = reader.int32())
                        message.int32 = value;
                    else
                        delete message.int32;
                    continue;
                }
            case 2: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.uint32 = value;
                    else
                        delete message.uint32;
                    continue;
                }
            case 3: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.sint32())
                        message.sint32 = value;
                    else
                        delete message.sint32;
                    continue;
                }
            case 4: {
                    if (wireType !== 5)
                        break;
                    if (value = reader.fixed32())
                        message.fixed32 = value;
                    else
                        delete message.fixed32;
                    continue;
                }
            case 5: {
                    if (wireType !== 5)
                        break;
                    if (value = reader.sfixed32())
                        message.sfixed32 = value;
                    else
                        delete message.sfixed32;
                    continue;
                }
            case 6: {
                    if (wireType !== 0)
                        break;
                    if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                        message.int64 = value;
                    else
                        delete message.int64;
                    continue;
                }
            case 7: {
                    if (wireType !== 0)
                        break;
                    if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                        message.uint64 = value;
                    else
                        delete message.uint64;
                    continue;
                }
            case 8: {
                    if (wireType !== 0)
                        break;
                    if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                        message.sint64 = value;
                    else
                        delete message.sint64;
                    continue;
                }
            case 9: {
                    if (wireType !== 1)
                        break;
                    if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                        message.fixed64 = value;
                    else
                        delete message.fixed64;
                    continue;
                }
            case 10: {
                    if (wireType !== 1)
                        break;
                    if (typeof (value = reader.sfixed64()) === "object" ? value.low || value.high : value !== 0)
                        message.sfixed64 = value;
                    else
                        delete message.sfixed64;
                    continue;
                }
            case 11: {
                    if (wireType !== 5)
                        break;
                    if (!$Object.is(value = reader.float(), 0))
                        message.float = value;
                    else
                        delete message.float;
                    continue;
                }
            case 12: {
                    if (wireType !== 1)
                        break;
                    if (!$Object.is(value = reader.double(), 0))
                        message.double = value;
                    else
                        delete message.double;
                    continue;
                }
            case 13: {
                    if (wireType === 2) {
                        if (!(message.ints && message.ints.length))
                            message.ints = [];
                        reader.int32s(message.ints);
                        continue;
                    }
                    if (wireType !== 0)
                        break;
                    if (!(message.ints && message.ints.length))
                        message.ints = [];
                    message.ints.push(reader.int32());
                    continue;
                }
            case 14: {
                    if (wireType === 2) {
                        if (!(message.longs && message.longs.length))
                            message.longs = [];
                        reader.int64s(message.longs);
                        continue;
                    }
                    if (wireType !== 0)
                        break;
                    if (!(message.longs && message.longs.length))
                        message.longs = [];
                    message.longs.push(reader.int64());
                    continue;
                }
            case 15: {
                    if (wireType === 2) {
                        if (!(message.floats && message.floats.length))
                            message.floats = [];
                        reader.floats(message.floats);
                        continue;
                    }
                    if (wireType !== 5)
                        break;
                    if (!(message.floats && message.floats.length))
                        message.floats = [];
                    message.floats.push(reader.float());
                    continue;
                }
            case 16: {
                    if (wireType !== 2)
                        break;
                    if (message.ratios === $util.emptyObject)
                        message.ratios = {};
                    let end2 = reader.size() + reader.pos;
                    if (end2 > reader.len)
                        throw $RangeError("index out of range");
                    reader.len = end2;
                    key = "";
                    value = 0;
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
                            if (wireType !== 5)
                                break;
                            value = reader.float();
                            continue;
                        }
                        reader.skipType(wireType, _depth, tag2);
                    }
                    if (reader.pos !== end2)
                        throw $RangeError("index out of range");
                    reader.len = end;
                    if (key === "__proto__")
                        $util.makeProp(message.ratios, key);
                    message.ratios[key] = value;
                    continue;
                }
            case 17: {
                    if (wireType !== 2)
                        break;
                    if (message.counts === $util.emptyObject)
                        message.counts = {};
                    let end2 = reader.size() + reader.pos;
                    if (end2 > reader.len)
                        throw $RangeError("index out of range");
                    reader.len = end2;
                    key = "";
                    value = 0;
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
                            if (wireType !== 0)
                                break;
                            value = reader.uint32();
                            continue;
                        }
                        reader.skipType(wireType, _depth, tag2);
                    }
                    if (reader.pos !== end2)
                        throw $RangeError("index out of range");
                    reader.len = end;
                    if (key === "__proto__")
                        $util.makeProp(message.counts, key);
                    message.counts[key] = value;
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

    return Numbers;
})();

export {
  $root as default
};
