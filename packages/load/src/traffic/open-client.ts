import { type Client, type ClientOptions, createClient, type GetToken, type TokenSource } from "@volley/client";
import type { AnyContract } from "@volley/protocol";
import type { ConnectOptions } from "../scenario/scenario.js";

/** Makes a client; tests make others. */
export type OpenClient = (contract: AnyContract, options: ClientOptions) => Client<AnyContract>;

/** What goes wrong is counted; a line for each of thousands of clients would only be in the way. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Makes a client of the options that a scenario gives, with the tool's own on top. */
export function clientOptions({ token, ...options }: ConnectOptions, url: string): ClientOptions {
  return { ...options, url, token: tokenOf(token), logger: silent };
}

/** Makes Volley's own client. */
export const openClient: OpenClient = (contract, options) => createClient(contract, options);

function tokenOf(token: ConnectOptions["token"]): TokenSource | GetToken | undefined {
  return typeof token === "string" ? () => token : token;
}
