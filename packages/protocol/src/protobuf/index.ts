export type { ContractTypes, RouteTypes } from "./contract-types.js";
export type { ProtobufType } from "./message-type.js";
export { type ProtobufChecks, type ProtobufOptions, protobufSerializer } from "./protobuf-serializer.js";
