import { describe, expect, it } from "vitest";
import { Turns } from "./turns.js";

async function settle(): Promise<void> {
  for (let round = 0; round < 20; round++) await Promise.resolve();
}

function setUp() {
  const turns = new Turns();
  const done: string[] = [];
  const take = (name: string): void => turns.take(() => void done.push(name));
  /** Takes a turn that lasts until the returned function is called. */
  const takeLong = (name: string): (() => void) => {
    let finish = (): void => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    turns.take(() => finished.then(() => void done.push(name)));
    return finish;
  };
  return { done, take, takeLong };
}

describe("Turns", () => {
  it("does things at once while nothing is under way", () => {
    const { done, take } = setUp();
    take("a");
    take("b");
    expect(done).toEqual(["a", "b"]);
  });

  it("keeps everything behind what takes its time", async () => {
    const { done, take, takeLong } = setUp();
    const finishB = takeLong("b");
    take("c");
    const finishD = takeLong("d");
    take("e");
    finishD();
    await settle();
    expect(done).toEqual([]);
    finishB();
    await settle();
    expect(done).toEqual(["b", "c", "d", "e"]);
  });

  it("keeps new things behind what is left when the first is done", async () => {
    const { done, take, takeLong } = setUp();
    const [finishA, finishB] = [takeLong("a"), takeLong("b")];
    finishA();
    await settle();
    take("c");
    expect(done).toEqual(["a"]);
    finishB();
    await settle();
    expect(done).toEqual(["a", "b", "c"]);
  });

  it("does things at once again when all is done", async () => {
    const { done, take, takeLong } = setUp();
    takeLong("a")();
    await settle();
    take("b");
    expect(done).toEqual(["a", "b"]);
  });
});
