import { BlockList, isIP } from "node:net";
import { systemError } from "@volley/protocol/internal";
import { plainAddress } from "../base/address-key.js";

/** Makes a list of addresses and networks. Throws `BAD_REQUEST` for an entry that is neither. */
export function addressList(entries: readonly string[], option: string): BlockList {
  const list = new BlockList();
  for (const entry of entries) add(list, entry, option);
  return list;
}

/** Whether a list has an address. What is no address is on none. */
export function holds(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? "ipv4" : "ipv6");
}

function add(list: BlockList, entry: string, option: string): void {
  const [text = "", prefix, ...rest] = entry.split("/");
  const address = isIP(text) === 6 && prefix !== undefined ? text : plainAddress(text);
  const family = isIP(address ?? "");
  const most = family === 4 ? 32 : 128;
  const bits = prefix === undefined ? most : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (address === undefined || family === 0 || rest.length > 0 || !(bits <= most)) {
    throw systemError(
      "BAD_REQUEST",
      `${option} has "${entry.slice(0, 64)}", which is no address and no network: write 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32`,
    );
  }
  list.addSubnet(address, bits, family === 4 ? "ipv4" : "ipv6");
}
