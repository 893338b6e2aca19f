import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Mailbox } from "./mailbox.js";

describe("Mailbox", () => {
  it("starts one job after another, in the order posted", () => {
    const mailbox = new Mailbox(10);
    const log: string[] = [];
    const ends: (() => void)[] = [];
    for (const name of ["a", "b", "c"]) {
      mailbox.post((done) => {
        log.push(name);
        ends.push(done);
      });
    }
    expect(log).toEqual(["a"]);
    ends[0]?.();
    expect(log).toEqual(["a", "b"]);
    ends[1]?.();
    expect(log).toEqual(["a", "b", "c"]);
  });

  it("refuses more than its limit, and takes again when there is room", () => {
    const mailbox = new Mailbox(2);
    const ends: (() => void)[] = [];
    const post = (): boolean => mailbox.post((done) => void ends.push(done));
    expect([post(), post(), post(), post()]).toEqual([true, true, true, false]);
    ends[0]?.();
    expect(post()).toBe(true);
  });

  it("runs thousands of immediate jobs without deepening the stack", () => {
    const mailbox = new Mailbox(100_000);
    let ran = 0;
    let release: () => void = () => {};
    mailbox.post((done) => {
      release = done;
    });
    for (let n = 0; n < 15_000; n++) {
      mailbox.post((done) => {
        ran++;
        done();
      });
    }
    release();
    expect(ran).toBe(15_000);
  });

  it("never overlaps jobs and loses none, whichever are immediate", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom("now", "later")), async (kinds) => {
        const mailbox = new Mailbox(1_000);
        const order: number[] = [];
        let running = 0;
        const jobs = kinds.map(
          (kind, index) =>
            new Promise<void>((resolve) => {
              mailbox.post((done) => {
                expect(++running).toBe(1);
                order.push(index);
                const end = (): void => {
                  running--;
                  resolve();
                  done();
                };
                if (kind === "now") end();
                else queueMicrotask(end);
              });
            }),
        );
        await Promise.all(jobs);
        expect(order).toEqual(kinds.map((_, index) => index));
      }),
    );
  });
});
