// Right and wrong uses of the React hooks: every @ts-expect-error must be needed, and every other line has to compile.
import { type Client, createClient, type Status } from "@volley/client";
import { createHooks, type RequestState } from "@volley/client/react";
import type { ErrorOf } from "@volley/protocol";
import { type ReactNode, useEffect, useState } from "react";
import { expectTypeOf } from "vitest";
import { type Duel, duel, plain } from "./contracts.js";

const { VolleyProvider, useClient, useRequest, usePush, usePushState, useStatus } = createHooks(duel);

interface Chat {
  readonly from: string;
  readonly text: string;
}
interface Table {
  readonly words: readonly string[];
}

function Lobby(): ReactNode {
  const join = useRequest("lobby.join");
  const { send } = useRequest("lobby.leave", { timeoutMs: 2_000 });
  const [last, setLast] = useState("");
  usePush("table.played", (played, meta) => setLast(played.word + meta.offset));
  usePush("table.clock", ({ ends }, { group }) => {
    expectTypeOf(ends).toEqualTypeOf<Date>();
    expectTypeOf(group).toEqualTypeOf<string | undefined>();
  });
  const chat = usePushState("lobby.chat", (state: readonly Chat[], m) => [...state, m].slice(-50), { initial: [] });
  const count = usePushState("lobby.closed", (n: number) => n + 1, { initial: 0 });
  const client = useClient();
  expectTypeOf(client).toEqualTypeOf<Client<Duel>>();
  useEffect(() => void send(undefined, { timeoutMs: 5 }), [send]);
  const status = useStatus();
  expectTypeOf(status).toEqualTypeOf<Status>();
  if (status.state === "waiting") return <p>again in {status.retryInMs} ms</p>;
  if (join.state === "failed" && join.error.code === "ROOM_FULL") return <p>full: {join.error.data.max}</p>;
  return (
    <div>
      <button type="button" disabled={join.pending} onClick={() => void join.send({ room: "a" }).result()}>
        {join.data?.seat ?? "join"}
      </button>
      <button type="button" onClick={() => void send()}>
        leave
      </button>
      <button type="button" onClick={join.reset}>
        forget
      </button>
      {last} {count}
      {chat.map((m) => (
        <p key={m.text}>{m.from}</p>
      ))}
    </div>
  );
}

function TableView(): ReactNode {
  const table = usePushState(
    "table.played",
    (before: Table | undefined, { word }) => before && { words: [...before.words, word] },
    {
      initial: undefined,
      snapshot: async ({ client, signal }) => {
        expectTypeOf(client).toEqualTypeOf<Client<Duel>>();
        const { seat } = await client.request("lobby.join", { room: "a" }, { signal });
        return { words: [`${seat}`] };
      },
    },
  );
  expectTypeOf(table).toEqualTypeOf<Table | undefined>();
  return table?.words.join();
}

export function App({ client }: { readonly client: Client<Duel> }): ReactNode {
  return (
    <VolleyProvider client={client}>
      <Lobby />
      <TableView />
    </VolleyProvider>
  );
}

export function useJoin(): void {
  const join = useRequest("lobby.join");
  expectTypeOf<RequestState<{ seat: number }, ErrorOf<Duel, "lobby.join">>["data"]>().toEqualTypeOf(join.data);
  if (join.state === "idle") expectTypeOf(join.data).toEqualTypeOf<undefined>();
  if (join.state === "pending") expectTypeOf(join.pending).toEqualTypeOf<true>();
  if (join.state === "done") expectTypeOf(join.data).toEqualTypeOf<{ seat: number }>();
  if (join.state === "failed") expectTypeOf(join.error).toEqualTypeOf<ErrorOf<Duel, "lobby.join">>();
  if (join.error) expectTypeOf(join.state).toEqualTypeOf<"failed">();
  if (join.error?.declared) {
    expectTypeOf(join.error.code).toEqualTypeOf<"ROOM_FULL" | "NO_SUCH_ROOM" | "BANNED" | "MAINTENANCE">();
  }
}

export function Wrong(): ReactNode {
  // @ts-expect-error an unknown route
  useRequest("lobby.jion");
  // @ts-expect-error a notify
  useRequest("table.point");
  // @ts-expect-error no input
  void useRequest("lobby.join").send();
  // @ts-expect-error input of another route
  void useRequest("lobby.join").send({ at: "" });
  // @ts-expect-error a misspelt option
  useRequest("lobby.join", { timeout: 5 });
  // @ts-expect-error data before it is there
  useRequest("lobby.join").data.seat;
  // @ts-expect-error an error that the route doesn't declare
  void (useRequest("lobby.leave").error?.code === "ROOM_FULL");
  // @ts-expect-error an unknown push
  usePush("x.y", () => {});
  // @ts-expect-error a route
  usePush("lobby.join", () => {});
  // @ts-expect-error data of another push
  usePush("lobby.chat", (played: { word: string }) => played.word);
  // @ts-expect-error an offset of a push that has none
  usePush("lobby.chat", (_, meta) => meta.offset);
  // @ts-expect-error a reducer that gives another state
  usePushState("lobby.chat", (n: number, m) => n + m.text, { initial: 0 });
  // @ts-expect-error an initial state of another type
  usePushState("lobby.chat", (n: number) => n + 1, { initial: "0" });
  // @ts-expect-error no initial state
  usePushState("lobby.chat", (n: number) => n + 1, {});
  // @ts-expect-error a snapshot of another type
  usePushState("lobby.chat", (n: number) => n + 1, { initial: 0, snapshot: async () => "0" });
  // @ts-expect-error an unknown state
  void (useStatus().state === "online");
  // @ts-expect-error a client of another contract
  return <VolleyProvider client={createClient(plain, { url: "" })} />;
}
