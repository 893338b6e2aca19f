import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { spreadConnections } from "./spread-connections.js";

const cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const each of cleanUp.splice(0)) each();
});

async function portOf(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanUp.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** Starts a server that answers whatever it gets with its name in front. */
async function echo(name: string) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("data", (data) => socket.write(`${name}: ${data}`));
  });
  const port = await portOf(server);
  const kill = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  cleanUp.push(kill);
  return { port, kill };
}

async function open(port: number) {
  const socket = connect(port, "127.0.0.1");
  cleanUp.push(() => socket.destroy());
  const closed = once(socket, "close");
  const ask = async (text: string) => {
    socket.write(text);
    const [answer] = (await once(socket, "data")) as [Buffer];
    return answer.toString();
  };
  return { ask, closed, end: () => socket.destroy() };
}

describe("connections", () => {
  it("are spread over the ports, each to the one that has the fewest", async () => {
    const [a, b] = [await echo("a"), await echo("b")];
    const door = await portOf(spreadConnections(() => [a.port, b.port]));
    const [first, second] = [await open(door), await open(door)];
    expect([await first.ask("hello"), await second.ask("hello")].sort()).toEqual(["a: hello", "b: hello"]);
    const firstName = (await first.ask("?"))[0];
    first.end();
    await expect
      .poll(async () => {
        const third = await open(door);
        const answer = await third.ask("hello");
        third.end();
        return answer;
      })
      .toBe(`${firstName}: hello`);
  });

  it("of a port that is gone are closed, and new ones go to what is left", async () => {
    const [a, b] = [await echo("a"), await echo("b")];
    const door = await portOf(spreadConnections(() => [a.port, b.port]));
    const [first, second] = [await open(door), await open(door)];
    await Promise.all([first.ask("hello"), second.ask("hello")]);
    a.kill();
    await Promise.race([first.closed, second.closed]);
    for (let at = 0; at < 3; at++) expect(await (await open(door)).ask("hello")).toBe("b: hello");
  });

  it("are closed when there is nobody to take them", async () => {
    const door = await portOf(spreadConnections(() => []));
    await (await open(door)).closed;
  });
});
