import { type Clock, systemError } from "@volley/protocol/internal";
import { COMMAND_TIMEOUT_MS, createRedisClient, type RedisClient } from "./connect-redis.js";
import { connectWithin } from "./connect-within.js";
import { RedisCommands } from "./redis-commands.js";
import { RedisLink } from "./redis-link.js";
import type { RedisMeter } from "./redis-meter.js";
import type { RedisOptions } from "./redis-options.js";
import { isUnknownScript, type Script } from "./script.js";

/** What replicated commands work with. */
export interface ReplicatedCommandsParts {
  readonly redis: RedisOptions;
  /** Names the connection. */
  readonly name: string;
  readonly clock: Clock;
  /** How long a replica may take to confirm, in ms. Default: 1,000. */
  readonly confirmMs?: number | undefined;
  readonly meter?: RedisMeter | undefined;
}

/** What a script answered, and whether a replica has what it wrote. */
export interface Replicated {
  readonly answer: unknown;
  readonly confirmed: boolean;
}

const CONFIRM_MS = 1_000;
/** Without a replica each of them takes its whole time, one after another. */
const MAX_UNDER_WAY = 64;

type Connected = { readonly link: RedisLink<RedisClient>; readonly commands: RedisCommands };

/**
 * Runs scripts and waits until a replica has what they wrote: on a connection of its own, which that holds up, and which
 * is made when it is first needed.
 */
export class ReplicatedCommands {
  readonly #parts: ReplicatedCommandsParts;
  readonly #confirmMs: number;
  #connected: Connected | undefined;
  #opening: Promise<void> | undefined;
  #underWay = 0;
  #isClosed = false;

  constructor(parts: ReplicatedCommandsParts) {
    this.#parts = parts;
    this.#confirmMs = parts.confirmMs ?? CONFIRM_MS;
  }

  /** Runs a script. Rejects with `UNAVAILABLE`; a replica that says nothing in time is no failure here. */
  async script(script: Script, ...args: readonly (string | number | Buffer)[]): Promise<Replicated> {
    if (this.#isClosed || this.#underWay >= MAX_UNDER_WAY) {
      throw systemError("UNAVAILABLE", "too much waits for a replica of Redis, or the node is closing; try again soon");
    }
    this.#underWay++;
    try {
      const commands = await this.#connect();
      return await commands.run((client) => this.#run(client, script, args));
    } finally {
      this.#underWay--;
    }
  }

  /** Ends the connection, if there is one. Bounded, and never rejects. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#connected?.link.close();
  }

  async #run(
    client: RedisClient,
    { sha1, lua, keys }: Script,
    args: readonly (string | number | Buffer)[],
  ): Promise<Replicated> {
    // In one pipeline: WAIT is about what its own connection wrote, and on a new one would confirm nothing.
    const pipeline = (how: "evalsha" | "eval") =>
      client
        .pipeline()
        [how](how === "eval" ? lua : sha1, keys, ...args)
        .call("WAIT", 1, this.#confirmMs)
        .exec();
    let results = await pipeline("evalsha");
    if (isUnknownScript(results?.[0]?.[0])) results = await pipeline("eval");
    const [ran, waited] = results ?? [];
    if (ran === undefined) throw new Error("the pipeline was not run");
    if (ran[0] !== null) throw ran[0];
    return { answer: ran[1], confirmed: waited?.[0] === null && Number(waited[1]) >= 1 };
  }

  async #connect(): Promise<RedisCommands> {
    const { redis, clock } = this.#parts;
    this.#connected ??= this.#make();
    const { link, commands } = this.#connected;
    if (link.ready) return commands;
    this.#opening ??= connectWithin(link, redis, clock).finally(() => {
      this.#opening = undefined;
    });
    await this.#opening;
    return commands;
  }

  #make(): Connected {
    const { redis, name, clock, meter } = this.#parts;
    const commandTimeoutMs = (redis.commandTimeoutMs ?? COMMAND_TIMEOUT_MS) + this.#confirmMs;
    const client = createRedisClient({ ...redis, commandTimeoutMs }, "ack", name);
    const link = new RedisLink(client, {
      ...{ clock, onReady: () => {}, onLost: () => {} },
      onAgain: () => meter?.again("ack"),
    });
    const measured = { client: "ack", meter };
    return { link, commands: new RedisCommands(client, clock, { onSilent: () => link.reconnect(), measured }) };
  }
}
