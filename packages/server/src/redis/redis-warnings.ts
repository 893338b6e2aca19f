import { isLoopback } from "../base/address-key.js";
import type { RedisOptions } from "./redis-options.js";

/** What is unsafe about how Redis is reached: who can write there, or change what is on its way, can do anything. */
export function redisWarnings(options: RedisOptions): readonly string[] {
  const { hosts, hasPassword, hasTls } = reach(options);
  const remote = hosts.find((host) => !isLocal(host));
  if (remote === undefined) return [];
  const at = `Redis at ${remote.slice(0, 128)}`;
  return [
    ...(hasPassword
      ? []
      : [`${at} is used without a password: give it a user for these nodes (docs/guides/security.md)`]),
    ...(hasTls ? [] : [`${at} is used without TLS: write rediss:// or set tls, unless its network is private`]),
  ];
}

function reach({ url, cluster, sentinel, password, tls }: RedisOptions) {
  const places = cluster ?? sentinel?.addresses;
  const parsed = url !== undefined && URL.canParse(url) ? new URL(url) : undefined;
  return {
    hosts: places?.map(({ host }) => host) ?? (parsed === undefined ? [] : [parsed.hostname]),
    hasPassword: (password ?? parsed?.password ?? "") !== "",
    hasTls: tls !== undefined || parsed?.protocol === "rediss:",
  };
}

function isLocal(host: string): boolean {
  const plain = host.replace(/^\[|\]$/g, "");
  return plain === "" || plain === "localhost" || isLoopback(plain);
}
