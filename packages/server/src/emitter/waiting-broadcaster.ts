import type { Ending } from "@volley/protocol";
import type { Audience, Broadcaster, GroupRef, PushPacket } from "../groups/rooms.js";

/** Holds back what is done before the connection stands, and does it then in its order. */
export class WaitingBroadcaster implements Broadcaster {
  readonly #connect: () => Promise<Broadcaster>;

  /** `connect` is asked each time; what it rejects with is what the caller gets. */
  constructor(connect: () => Promise<Broadcaster>) {
    this.#connect = connect;
  }

  async broadcast(packet: PushPacket, audience: Audience): Promise<void> {
    await (await this.#connect()).broadcast(packet, audience);
  }

  async kick(audience: Audience, ending: Ending): Promise<void> {
    await (await this.#connect()).kick(audience, ending);
  }

  async joinAll(audience: Audience, rooms: readonly string[]): Promise<void> {
    await (await this.#connect()).joinAll(audience, rooms);
  }

  async leaveAll(audience: Audience, rooms: readonly string[]): Promise<void> {
    await (await this.#connect()).leaveAll(audience, rooms);
  }

  async enterAll(audience: Audience, group: GroupRef): Promise<void> {
    await (await this.#connect()).enterAll(audience, group);
  }

  async exitAll(audience: Audience, group: GroupRef): Promise<void> {
    await (await this.#connect()).exitAll(audience, group);
  }
}
