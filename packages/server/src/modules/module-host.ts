import { systemError } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import type { Module, ModuleOptions } from "./module.js";

interface Hosted {
  readonly name: string;
  readonly module: Module;
}

/** Starts modules in their order and stops them in reverse. */
export class ModuleHost {
  readonly #logger: Logger;
  readonly #modules: Hosted[] = [];
  /** Modules whose `init` ran, in the order it did: these need their `shutdown`. */
  readonly #open: Hosted[] = [];
  #started = false;
  #before: Promise<void> | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Registers a module. Throws `CONFLICT` for a name that is taken, or after the start. */
  add(name: string, module: Module, { position = "back" }: ModuleOptions = {}): void {
    if (this.#started) throw systemError("CONFLICT", `add the module "${name}" before the server starts`);
    if (this.get(name) !== undefined) throw systemError("CONFLICT", `there is a module "${name}" already`);
    if (position === "front") this.#modules.unshift({ name, module });
    else this.#modules.push({ name, module });
  }

  /** Finds a module by its name. */
  get(name: string): Module | undefined {
    return this.#modules.find((hosted) => hosted.name === name)?.module;
  }

  /** Starts all modules. If one fails, those that are open are shut down again, and its error rejects the start. */
  async start(): Promise<void> {
    this.#started = true;
    try {
      for (const hosted of this.#modules) {
        await hosted.module.init?.();
        this.#open.push(hosted);
      }
      for (const { module } of this.#open) await module.afterInit?.();
    } catch (error) {
      await this.shutdown();
      throw error;
    }
  }

  /** Runs `beforeShutdown` of every open module, in reverse, once. What one throws is logged and stops nothing. */
  beforeShutdown(signal: AbortSignal = AbortSignal.abort()): Promise<void> {
    this.#before ??= this.#beforeShutdown(signal);
    return this.#before;
  }

  async #beforeShutdown(signal: AbortSignal): Promise<void> {
    for (const { name, module } of this.#open.toReversed()) {
      await this.#try(`beforeShutdown of the module "${name}"`, () => module.beforeShutdown?.(signal));
    }
  }

  /** Runs `shutdown` of every open module, in reverse, once. What one throws is logged and stops nothing. */
  async shutdown(): Promise<void> {
    for (let hosted = this.#open.pop(); hosted !== undefined; hosted = this.#open.pop()) {
      const { name, module } = hosted;
      await this.#try(`shutdown of the module "${name}"`, () => module.shutdown?.());
    }
  }

  async #try(what: string, step: () => unknown): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.#logger.error(`${what} failed`, { error });
    }
  }
}
