import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "../../support/until.js";
import { type ChaosProxy, startChaosProxy } from "./chaos-proxy.js";

let server: Server;
let proxy: ChaosProxy;
let client: Socket;
let answers = "";
let heard: Buffer[] = [];
const theirs: Socket[] = [];

beforeEach(async () => {
  answers = "";
  heard = [];
  server = createServer((socket) => {
    theirs.push(socket);
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      heard.push(bytes);
      socket.write(bytes);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  proxy = await startChaosProxy((server.address() as AddressInfo).port);
  client = await dial();
});

afterEach(async () => {
  client.destroy();
  await proxy.close();
  for (const socket of theirs.splice(0)) socket.destroy();
  server.close();
});

async function dial(): Promise<Socket> {
  const socket = connect(proxy.port, "127.0.0.1");
  socket.on("error", () => {});
  socket.on("data", (bytes) => {
    answers += String(bytes);
  });
  await once(socket, "connect");
  return socket;
}

const said = (): string => Buffer.concat(heard).toString();

describe("a proxy", () => {
  it("carries both directions", async () => {
    client.write("hello");
    await until(() => answers === "hello");
    expect(proxy.connections[0]?.opening).toBe("hello");
  });

  it("holds one direction back and lets it go on in order", async () => {
    client.write("a");
    await until(() => answers === "a");
    const [connection] = proxy.connections;
    connection?.down.stall();
    client.write("b");
    client.write("c");
    await until(() => said() === "abc");
    expect(answers).toBe("a");
    connection?.down.flow();
    await until(() => answers === "abc");
  });

  it("swallows one direction", async () => {
    client.write("a");
    await until(() => answers === "a");
    const [connection] = proxy.connections;
    connection?.up.deafen();
    client.write("b");
    await until(() => connection?.opening === "ab");
    connection?.up.flow();
    client.write("c");
    await until(() => said() === "ac");
  });

  it("cuts after so many bytes of an answer: they arrive, and no more", async () => {
    proxy.always(({ down, cut }) => down.cutAfter(3, cut));
    client.write("abcdef");
    await once(client, "close");
    expect(answers).toBe("abc");
    expect(said()).toBe("abcdef");
  });

  it("cuts after so many bytes of a question", async () => {
    proxy.always(({ up, cut }) => up.cutAfter(3, cut));
    client.write("abcdef");
    await once(client, "close");
    expect(said()).toBe("abc");
  });

  it("delays and keeps the order", async () => {
    proxy.always(({ up }) => up.delay(50));
    const startedAt = performance.now();
    client.write("a");
    client.write("b");
    await until(() => answers === "ab");
    expect(performance.now() - startedAt).toBeGreaterThan(45);
  });

  it("lets nothing overtake what is delayed, also when the delay is over", async () => {
    const undo = proxy.always(({ up }) => up.delay(100));
    client.write("a");
    await until(() => proxy.connections[0]?.opening === "a");
    undo();
    proxy.connections[0]?.up.delay(0);
    for (const each of "bcdef") client.write(each);
    await until(() => answers.length === 6);
    expect(answers).toBe("abcdef");
  });

  it("delivers byte by byte", async () => {
    proxy.always(({ up }) => up.chop());
    client.write("abcdef");
    await until(() => answers === "abcdef");
    expect(heard.length).toBeGreaterThan(1);
  });

  it("repeats whole binary frames of a WebSocket, and nothing else", async () => {
    proxy.always(({ up }) => up.repeatFrames());
    const head = Buffer.from("GET / HTTP/1.1\r\n\r\n");
    const text = Buffer.from([0x81, 0x82, 1, 2, 3, 4, 0x11, 0x22]);
    const binary = Buffer.from([0x82, 0x83, 1, 2, 3, 4, 0x31, 0x32, 0x33]);
    const all = Buffer.concat([head, text, binary]);
    // Frames come in any pieces.
    client.write(all.subarray(0, head.length + 3));
    await until(() => Buffer.concat(heard).length === head.length);
    client.write(all.subarray(head.length + 3));
    await until(() => Buffer.concat(heard).length === all.length + binary.length);
    expect(Buffer.concat(heard)).toEqual(Buffer.concat([head, text, binary, binary]));
  });

  it("refuses new connections and ends the open ones, until it accepts again", async () => {
    const closed = once(client, "close");
    proxy.refuse();
    await closed;
    const refused = connect(proxy.port, "127.0.0.1").on("error", () => {});
    await once(refused, "close");
    proxy.accept();
    client = await dial();
    client.write("x");
    await until(() => answers === "x");
  });
});
