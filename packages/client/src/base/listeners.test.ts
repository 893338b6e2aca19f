import { describe, expect, it, vi } from "vitest";
import { Listeners } from "./listeners.js";

function setUp() {
  const onError = vi.fn();
  return { onError, listeners: new Listeners<[said: string]>(onError) };
}

describe("Listeners", () => {
  it("tells everybody, in the order they came", () => {
    const { listeners } = setUp();
    const heard: string[] = [];
    listeners.add((said) => heard.push(`first ${said}`));
    listeners.add((said) => heard.push(`second ${said}`));
    listeners.tell("hi");
    expect(heard).toEqual(["first hi", "second hi"]);
  });

  it("takes the same function twice, as two", () => {
    const { listeners } = setUp();
    const listen = vi.fn();
    const off = listeners.add(listen);
    listeners.add(listen);
    listeners.tell("a");
    off();
    off();
    listeners.tell("b");
    expect(listen.mock.calls.flat()).toEqual(["a", "a", "b"]);
  });

  it("doesn't let one that throws, or rejects, disturb the others", async () => {
    const { listeners, onError } = setUp();
    const listen = vi.fn();
    listeners.add(() => {
      throw "thrown";
    });
    // As an app writes it whose linter doesn't mind.
    listeners.add((() => Promise.reject("rejected")) as () => void);
    listeners.add(listen);
    listeners.tell("a");
    await Promise.resolve();
    expect(listen).toHaveBeenCalledOnce();
    expect(onError.mock.calls.flat()).toEqual(["thrown", "rejected"]);
  });

  it("doesn't tell one that was removed while it told the others", () => {
    const { listeners } = setUp();
    const listen = vi.fn();
    listeners.add(() => off());
    const off = listeners.add(listen);
    listeners.tell("a");
    expect(listen).not.toHaveBeenCalled();
  });

  it("doesn't tell one that was added while it told the others, until the next time", () => {
    const { listeners } = setUp();
    const listen = vi.fn();
    const off = listeners.add(() => {
      off();
      listeners.add(listen);
    });
    listeners.tell("a");
    listeners.tell("b");
    expect(listen.mock.calls.flat()).toEqual(["b"]);
  });

  it("ends with the signal, also one that was aborted before", () => {
    const { listeners } = setUp();
    const listen = vi.fn();
    const controller = new AbortController();
    listeners.add(listen, controller.signal);
    controller.abort();
    listeners.add(listen, controller.signal);
    listeners.tell("a");
    expect(listen).not.toHaveBeenCalled();
    expect(listeners.isEmpty).toBe(true);
  });

  it("ends with `using`", () => {
    const { listeners } = setUp();
    {
      using _ = listeners.add(() => {});
      expect(listeners.isEmpty).toBe(false);
    }
    expect(listeners.isEmpty).toBe(true);
  });

  it("lets go of every signal, and takes nobody any more, once it is closed", () => {
    const { listeners } = setUp();
    const { signal } = new AbortController();
    const removed = vi.spyOn(signal, "removeEventListener");
    listeners.add(() => {}, signal);
    listeners.close();
    expect(removed).toHaveBeenCalledOnce();
    listeners.add(() => {}, signal);
    expect(listeners.isEmpty).toBe(true);
  });
});
