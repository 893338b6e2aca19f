import { systemError } from "@volley/protocol/internal";

/** The version of everything that Volley keeps in Redis. Nodes of another version don't join. */
export const SCHEMA_VERSION = "1";

const PREFIX = /^[A-Za-z0-9_.-]{1,64}$/;

/**
 * All keys and channels that Volley uses in Redis. Users and groups are hash-tagged: what one script touches lies in
 * one slot of a Redis Cluster. Names were checked before they come here, so none can hold a brace.
 */
export class RedisKeys {
  /** What they all start with. */
  readonly prefix: string;

  constructor(prefix = "volley") {
    if (!PREFIX.test(prefix)) {
      throw systemError("BAD_REQUEST", `"${prefix.slice(0, 64)}" is no prefix: use 1 to 64 letters, digits, _ . -`);
    }
    this.prefix = prefix;
  }

  /** STRING: the schema version. Lives as long as any node. */
  get schema(): string {
    return `${this.prefix}:schema`;
  }
  /** HASH: node id → what it said about itself, and until when that holds. */
  get nodes(): string {
    return `${this.prefix}:{nodes}`;
  }
  /** HASH: what a session is restored from, who holds it, and what its tokens are. */
  session(session: string): string {
    return `${this.prefix}:{s:${session}}:resume`;
  }
  /** HASH: session id → what its node says of it. */
  userSessions(uid: string): string {
    return `${this.prefix}:{u:${uid}}:sessions`;
  }
  /** HASH: the groups that a user was made a member of, and how long that may be so; may name some that are gone. */
  userGroups(uid: string): string {
    return `${this.prefix}:{u:${uid}}:groups`;
  }
  /** HASH: a group of users: who is in it, and its time to live. */
  group(group: string): string {
    return `${this.prefix}:{g:${group}}:members`;
  }
  /** HASH: the nodes with sessions in a group, and until when that holds. */
  groupNodes(group: string): string {
    return `${this.prefix}:{g:${group}}:nodes`;
  }
  /** HASH: the sessions that joined a group. */
  groupSessions(group: string): string {
    return `${this.prefix}:{g:${group}}:sessions`;
  }
  /** HASH: who counts as present in a group. */
  groupPresence(group: string): string {
    return `${this.prefix}:{g:${group}}:presence`;
  }
  /** ZSET: users who are present no longer, unless they come back before that time. */
  groupLeaving(group: string): string {
    return `${this.prefix}:{g:${group}}:leaving`;
  }

  /** ZSET: users and tokens that were revoked, by when that was. */
  get revocations(): string {
    return `${this.prefix}:revoked`;
  }

  /** STRING: what is remembered of one effect of a `once` request. */
  once(key: string): string {
    return `${this.prefix}:once:${key}`;
  }
  /** STRING: names the data that Redis has, as long as it has it. */
  get onceMemory(): string {
    return `${this.prefix}:memory`;
  }

  /** HASH: where a stream of pushes ends: `e` its epoch, `s` the last offset, `t` that one's tag. */
  logMeta(stream: string): string {
    return `${this.prefix}:{l:${stream}}:meta`;
  }
  /** STREAM: the pushes of a stream that are kept: the id `<offset>-<tag>`, `p` the tag before, `b` the bytes. */
  logEntries(stream: string): string {
    return `${this.prefix}:{l:${stream}}:entries`;
  }
  /** HASH: who appended to a stream → the last serial, with offset, tag and the tag before. */
  logProducers(stream: string): string {
    return `${this.prefix}:{l:${stream}}:producers`;
  }

  /** STRING: what is owed of one allowance, and since when; a single key per script, so it needs no tag. */
  limit(key: string): string {
    return `${this.prefix}:limit:${key}`;
  }
  /** What the keys of a quota start with: STRINGs, the points taken in the present window. */
  quota(name: string): string {
    return `${this.prefix}:quota:${name}`;
  }

  /** What the keys of a service's queue of jobs start with; BullMQ says what they are. */
  jobs(service: string): string {
    return `${this.prefix}:{j:${service}}`;
  }

  /** Channel: news about nodes. */
  get nodeNews(): string {
    return `${this.prefix}:nodes`;
  }
  /** Channel: sessions that were bound or ended. */
  get sessionNews(): string {
    return `${this.prefix}:sessions`;
  }
  /** Channel: users and tokens that were revoked. */
  get revocationNews(): string {
    return `${this.prefix}:revocations`;
  }
  /** Channel: policies of groups that shall be asked again. */
  get policyNews(): string {
    return `${this.prefix}:policies`;
  }
  /** Channel: users who were made members of groups, or are none any more. */
  get groupNews(): string {
    return `${this.prefix}:groups`;
  }
  /** Channel: who came to a group and who left it. */
  presenceNews(group: string): string {
    return `${this.prefix}:presence:${group}`;
  }
  /** Channel: the new entries of a stream of pushes. */
  log(stream: string): string {
    return `${this.prefix}:log:${stream}`;
  }
  /** Channel: messages to one node. */
  nodeInbox(node: string): string {
    return `${this.prefix}:node:${node}`;
  }
  /** Channel: what one node says to itself, to learn whether messages get through. */
  probe(node: string): string {
    return `${this.prefix}:probe:${node}`;
  }
  /** The `key` that the Socket.IO adapter and emitter put before their channels. */
  get rooms(): string {
    return `${this.prefix}:rooms`;
  }
}
