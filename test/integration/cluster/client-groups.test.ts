import { type Client, createClient } from "@volley/client";
import { type Cluster, createServer, memoryCluster, type Server } from "@volley/server";
import { describe, expect, it, onTestFinished } from "vitest";
import { startBalancer } from "../../support/cluster/balancer.js";
import { clusters } from "../../support/cluster/clusters.js";
import { type Allowed, serveTables, type Tables, tables } from "../../support/rights-contract.js";
import { until } from "../../support/until.js";

/** Two frontends that know each other, in this process. */
async function start(cluster: Cluster) {
  const allowed: Allowed = new Set(["ann 7", "ann 8", "bob 7"]);
  const options = { cluster, authenticate: ({ token }: { token: string | null }) => ({ uid: token ?? "nobody" }) };
  const nodes = await Promise.all(
    [0, 1].map(async () => {
      const server = createServer(tables, options) as unknown as Server<Tables>;
      onTestFinished(() => server.close());
      const asked = serveTables(server, allowed);
      const { port } = await server.listen(0, { host: "127.0.0.1" });
      return { server, asked, url: `http://127.0.0.1:${port}` };
    }),
  );
  const [a, b] = nodes as [(typeof nodes)[0], (typeof nodes)[0]];
  await until(() => nodes.every(({ server }) => server.nodes().length === 2), "the nodes know each other");
  const connect = async (uid: string, url: string): Promise<Client<Tables>> => {
    const client = createClient(tables, { url, token: () => uid });
    onTestFinished(() => client.close());
    await client.connect();
    return client;
  };
  return { a, b, allowed, connect };
}

async function sit(client: Client<Tables>, id: string) {
  const group = client.group("table:{id}", { id });
  const left: unknown[] = [];
  const heard: string[] = [];
  group.onLeft(({ error }) => left.push(error?.code));
  group.onPush("table.played", (text) => heard.push(text));
  await group.join({ presence: { name: "Ann" } });
  return { group, left, heard };
}
const say = (server: Server<Tables>, id: string, text: string) =>
  server.group("table:{id}", { id }).push("table.played", text);

describe.each(clusters())("groups that clients join, on two nodes of a cluster on %s", (_, cluster) => {
  it("reach their members on both, and say who they are", async () => {
    const { a, b, connect } = await start(cluster() ?? memoryCluster());
    const [ann, bob] = [await connect("ann", a.url), await connect("bob", b.url)];
    const [hers, his] = [await sit(ann, "7"), await sit(bob, "7")];
    const points: unknown[] = [];
    his.group.onPush("table.point", (point) => points.push(point));
    await hers.group.push("table.point", { uid: "ann", x: 1 });
    await until(() => points.length === 1, "the push arrives");
    expect(points).toEqual([{ uid: "ann", x: 1 }]);
    await say(b.server, "7", "hi");
    await until(() => hers.heard.length === 1, "the kept push arrives");
    expect((await his.group.history()).map(({ data }) => data)).toEqual(["hi"]);
    await until(async () => (await his.group.members()).length === 2, "both are seen");
  });

  it("lose on all nodes whom the policies let in no longer", async () => {
    const { a, b, allowed, connect } = await start(cluster() ?? memoryCluster());
    const [ann, bob] = [await connect("ann", a.url), await connect("bob", b.url)];
    const [hers, his] = [await sit(ann, "7"), await sit(bob, "7")];
    allowed.delete("ann 7");
    await b.server.recheckPolicies({ uid: "ann" });
    await until(() => hers.left.length === 1, "she is told");
    await say(b.server, "7", "secret");
    await until(() => his.heard.length === 1, "he hears it");
    // A request behind it: what came before is here.
    await ann.group("lobby").join();
    expect(hers).toMatchObject({ left: ["FORBIDDEN"], heard: [] });
    expect(his.left).toEqual([]);
  });

  it("are asked about on the node where a session goes on, before anything is sent again there", async () => {
    const { a, b, allowed, connect } = await start(cluster() ?? memoryCluster());
    await using balancer = await startBalancer(a.url);
    const ann = await connect("ann", balancer.url);
    const [seven, eight] = [await sit(ann, "7"), await sit(ann, "8")];
    await ann.request("app.seat", "9");
    const { id } = a.server.sessions("ann")[0] ?? { id: "" };
    allowed.delete("ann 7");
    await say(b.server, "8", "seen");
    await until(() => eight.heard.length === 1, "the stream is there");
    balancer.lead(b.url);
    balancer.cut();
    await say(b.server, "7", "secret");
    await say(b.server, "8", "open");
    await until(() => b.server.session(id) !== undefined && eight.heard.length === 2, "she is back");
    expect(eight).toMatchObject({ heard: ["seen", "open"], left: [] });
    await until(() => seven.left.length === 1, "she is told");
    expect(seven).toMatchObject({ heard: [], left: ["FORBIDDEN"] });
    expect(b.asked.filter((each) => each.startsWith("ann")).toSorted()).toEqual(["ann 7 resume", "ann 8 resume"]);
    // There they are still known as hers: one is lost now, the one that a handler joined is not.
    allowed.delete("ann 8");
    await a.server.recheckPolicies();
    await until(() => eight.left.length === 1, "she is told of the other one");
    await say(a.server, "8", "secret");
    await ann.request("app.say", { table: "9", text: "mine" });
    await ann.group("lobby").join();
    expect(eight.heard).toEqual(["seen", "open"]);
    expect(await b.server.group("table:{id}", { id: 9 }).members()).toEqual(["ann"]);
  });
});
