import { Heartbeat } from "./base/heartbeat.js";
import { withWarnings } from "./base/warned.js";
import { SampledTime } from "./cluster/cluster-time.js";
import type { Discovery } from "./cluster/discovery.js";
import { LeasedDiscovery } from "./cluster/leased-discovery.js";
import { Nodes } from "./cluster/nodes.js";
import { RedisBus } from "./cluster/redis-bus.js";
import { RedisNodeStore } from "./cluster/redis-node-store.js";
import type { Cluster, ClusterEngine, EngineParts } from "./cluster-engine.js";
import { LeasedUserDirectory } from "./directory/leased-user-directory.js";
import { RedisSessionStore } from "./directory/redis-session-store.js";
import type { Fanout } from "./groups/fanout.js";
import type { GroupPorts } from "./groups/group-ports.js";
import { RedisGroupStore } from "./groups/redis-group-store.js";
import type { LimitPorts } from "./limits/limit-ports.js";
import { RedisLimitStore } from "./limits/redis-limit-store.js";
import { redisQuota } from "./limits/redis-quota.js";
import { RedisOnceStore } from "./once/redis-once-store.js";
import { RedisGroupRegistry } from "./presence/redis-group-registry.js";
import { RedisPushLog } from "./push-log/redis-push-log.js";
import { checkPlace, checkVersion, claimSchema, warnOfEviction } from "./redis/check-redis.js";
import { createRedisClient } from "./redis/connect-redis.js";
import { connectWithin } from "./redis/connect-within.js";
import { RedisKeys } from "./redis/keys.js";
import { RedisCommands } from "./redis/redis-commands.js";
import { RedisLink } from "./redis/redis-link.js";
import type { RedisOptions } from "./redis/redis-options.js";
import { redisWarnings } from "./redis/redis-warnings.js";
import { ReplicatedCommands } from "./redis/replicated-commands.js";
import { RedisResumeStore } from "./resume/redis-resume-store.js";
import { RedisRevocationStore } from "./revocation/redis-revocation-store.js";

const LEASE_MS = 30_000;
/** A node that says nothing for so long has left, in ms; what it wrote of its users goes with the lease. */
const NODE_LEASE_MS = 10_000;
/** How long a command about a limit may take, in ms. */
const LIMITS_TIMEOUT_MS = 500;
/** How often it is looked whether Redis has lost its data, in ms. */
const MEMORY_MS = 5_000;

/**
 * Makes the cluster that nodes form through one Redis (7.0 or later), which may be a Redis Cluster or stand under
 * Sentinels: `createServer(contract, { cluster: redis({ url }) })`. Throws `BAD_REQUEST` for options that name no
 * Redis, or several.
 */
export function redis(options: RedisOptions = {}): Cluster {
  checkPlace(options);
  const keys = new RedisKeys(options.prefix);
  const cluster: Cluster = { engine: (parts) => new RedisEngine(options, keys, parts) };
  return withWarnings(cluster, redisWarnings(options));
}

/** One node's connections to Redis, and what it keeps there. */
class RedisEngine implements ClusterEngine {
  readonly bus: RedisBus;
  readonly discovery: Discovery;
  readonly nodes: Nodes;
  readonly time: SampledTime;
  readonly directory: LeasedUserDirectory;
  readonly groups: GroupPorts;
  readonly once: RedisOnceStore;
  readonly limits: LimitPorts;
  readonly resume: RedisResumeStore;
  readonly log: RedisPushLog;
  readonly revocations: RedisRevocationStore;
  readonly #options: RedisOptions;
  readonly #keys: RedisKeys;
  readonly #parts: EngineParts;
  readonly #link: RedisLink<ReturnType<typeof createRedisClient>>;
  /** Limits must not wait behind anything: they are asked for each message. */
  readonly #limitsLink: RedisLink<ReturnType<typeof createRedisClient>>;
  readonly #commands: RedisCommands;
  readonly #replicated: ReplicatedCommands;
  readonly #schema: Heartbeat;
  readonly #memory: Heartbeat;

  constructor(options: RedisOptions, keys: RedisKeys, parts: EngineParts) {
    const { node, clock, logger, meter, counters } = parts;
    const { leaseMs = LEASE_MS } = options;
    this.#options = options;
    this.#keys = keys;
    this.#parts = parts;
    this.#link = new RedisLink(createRedisClient(options, "commands", `volley:${node.id}`), {
      clock,
      // What is behind a new connection may have lost its data.
      onReady: () => this.#memory.soon(),
      onAgain: () => meter?.again("commands"),
      onLost: () => logger.warn("the connection to Redis is lost; what needs it fails until it is back"),
    });
    // What the connection leads to may be a Redis that others have replaced: only a new one leads elsewhere.
    this.#commands = new RedisCommands(this.#link.client, clock, {
      onSilent: () => this.#link.reconnect(),
      measured: { client: "commands", meter },
    });
    this.time = new SampledTime(clock);
    this.bus = new RedisBus({ redis: options, node: node.id, clock, logger, meter, counters });
    const store = new RedisNodeStore({ commands: this.#commands, keys, clock, time: this.time });
    const { bus } = this;
    const nodeLeaseMs = Math.min(leaseMs, NODE_LEASE_MS);
    this.discovery =
      parts.discovery?.({ node, bus, clock, logger }) ??
      new LeasedDiscovery({ store, bus, channel: keys.nodeNews, clock, logger, leaseMs: nodeLeaseMs });
    this.nodes = new Nodes(this.discovery);
    const isAlive = (id: string): boolean => this.discovery.isAlive(id);
    this.directory = new LeasedUserDirectory({
      store: new RedisSessionStore({ commands: this.#commands, keys }),
      ...{ node, bus, clock, logger, leaseMs },
      isAlive,
    });
    this.resume = new RedisResumeStore({ commands: this.#commands, keys, node: node.id, leaseMs });
    this.groups = {
      ...{ node: node.id, bus, keys, leaseMs, isAlive },
      store: new RedisGroupStore({ commands: this.#commands, keys }),
      registry: new RedisGroupRegistry({ commands: this.#commands, keys, node: node.id, leaseMs }),
    };
    this.once = new RedisOnceStore({ commands: this.#commands, keys });
    const limitsOptions = { ...options, commandTimeoutMs: LIMITS_TIMEOUT_MS };
    this.#limitsLink = new RedisLink(createRedisClient(limitsOptions, "limits", `volley:${node.id}`), {
      ...{ clock, onReady: () => {}, onLost: () => {} },
      onAgain: () => meter?.again("limits"),
    });
    const limitCommands = new RedisCommands(this.#limitsLink.client, clock, {
      onSilent: () => this.#limitsLink.reconnect(),
      measured: { client: "limits", meter },
    });
    const counting = { client: this.#limitsLink.client, commands: limitCommands, keys };
    this.limits = {
      store: new RedisLimitStore(counting),
      limiterOf: (name, quota) => redisQuota(name, quota, counting),
    };
    this.revocations = new RedisRevocationStore({ commands: this.#commands, keys });
    const look = (): Promise<void> => this.once.look();
    this.#memory = new Heartbeat({ clock, periodMs: MEMORY_MS, retryMs: 1_000, beat: look });
    this.#replicated = new ReplicatedCommands({ redis: options, name: `volley:${node.id}`, clock, meter });
    this.log = new RedisPushLog({ commands: this.#commands, replicated: this.#replicated, keys, bus });
    const beat = (): Promise<void> => claimSchema({ commands: this.#commands, keys, fanout: this.fanout }, leaseMs);
    this.#schema = new Heartbeat({ clock, periodMs: leaseMs / 3, retryMs: 1_000, beat });
  }

  get fanout(): Fanout {
    return this.#options.fanout ?? "classic";
  }

  get sessionNewsChannel(): string {
    return this.#keys.sessionNews;
  }

  get revocationChannel(): string {
    return this.#keys.revocationNews;
  }

  get roomsKey(): string {
    return this.#keys.rooms;
  }

  inboxOf(node: string): string {
    return this.#keys.nodeInbox(node);
  }

  async start(): Promise<void> {
    try {
      const { clock } = this.#parts;
      const links = [this.#link, this.#limitsLink].map((link) => connectWithin(link, this.#options, clock));
      await Promise.all([...links, this.bus.start()]);
      await checkVersion(this.#commands);
      await warnOfEviction(this.#commands, this.#parts.logger);
      await this.#schema.now();
      await this.once.look();
    } catch (error) {
      await this.close();
      throw error;
    }
    this.#schema.start();
    this.#memory.start();
  }

  async close(): Promise<void> {
    await Promise.all([this.#schema.stop(), this.#memory.stop()]);
    await this.directory.close();
    await this.discovery.close();
    await Promise.all([this.bus.close(), this.#replicated.close(), this.#limitsLink.close(), this.#link.close()]);
  }
}
