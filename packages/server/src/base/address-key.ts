import { isIP } from "node:net";

/** Writes an address as one text for each: IPv4 inside of IPv6 as IPv4, no zone, short IPv6. Undefined if it is none. */
export function plainAddress(text: string): string | undefined {
  const [address = ""] = text.split("%", 1);
  const family = isIP(address);
  if (family === 4) return address;
  if (family === 0) return undefined;
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short) ?? [];
  if (high === undefined || low === undefined) return short;
  const [first, second] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [first >> 8, first & 255, second >> 8, second & 255].join(".");
}

/** Whom an address is counted as: itself if it is IPv4, its /64 if it is IPv6, since one customer has at least that. */
export function addressKey(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  const rest = tail === undefined || tail === "" ? [] : tail.split(":");
  if (tail !== undefined) groups.push(...Array<string>(8 - groups.length - rest.length).fill("0"));
  return `${[...groups, ...rest].slice(0, 4).join(":")}::/64`;
}

/** Whether an address is this machine's own. */
export function isLoopback(address: string): boolean {
  return address === "::1" || (isIP(address) === 4 && address.startsWith("127."));
}
