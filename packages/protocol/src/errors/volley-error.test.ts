import { describe, expect, it } from "vitest";
import { isSystemCode, SYSTEM_CODES } from "./codes.js";
import { systemError, VolleyError } from "./volley-error.js";
import { fromWireError, toWireError } from "./wire-error.js";

describe("VolleyError", () => {
  it("takes retryable from the table for Volley's own codes", () => {
    expect(systemError("BUSY", "full").retryable).toBe(true);
    expect(systemError("FORBIDDEN", "no").retryable).toBe(false);
  });

  it("doesn't mistake a declared code for one of the table", () => {
    expect(new VolleyError("ROOM_FULL", "full", { declared: true }).retryable).toBe(false);
    expect(new VolleyError("ROOM_FULL", "full", { declared: true, retryable: true }).retryable).toBe(true);
  });

  it("is recognised by its brand, not by its class", () => {
    // Another copy of the library, as an app with ESM and CommonJS dependencies has it.
    const foreign = Object.assign(new Error("x"), { code: "BUSY", [Symbol.for("volley.error")]: true });
    expect(VolleyError.is(foreign)).toBe(true);
    expect(VolleyError.is(foreign, "BUSY")).toBe(true);
    expect(VolleyError.is(foreign, "TIMEOUT")).toBe(false);
    expect(VolleyError.is(Object.assign(new Error("x"), { code: "BUSY" }))).toBe(false);
    expect(VolleyError.is(null)).toBe(false);
  });

  it("makes INTERNAL of anything else, and keeps it as the cause", () => {
    const cause = new TypeError("boom");
    expect(VolleyError.from(cause)).toMatchObject({ code: "INTERNAL", cause });
    const busy = systemError("BUSY", "full");
    expect(VolleyError.from(busy)).toBe(busy);
  });

  it("knows its own codes by own keys only", () => {
    expect(isSystemCode("TIMEOUT")).toBe(true);
    expect(isSystemCode("constructor")).toBe(false);
    expect(isSystemCode("__proto__")).toBe(false);
  });
});

describe("the wire shape of errors", () => {
  it.each(Object.keys(SYSTEM_CODES))("keeps code, message, data, retryable and trace id of %s", (code) => {
    const error = new VolleyError(code, "text", { data: { a: 1 }, traceId: "t" });
    const read = fromWireError(JSON.parse(JSON.stringify(toWireError(error))));
    expect(read).toMatchObject({ code, message: "text", data: { a: 1 }, retryable: error.retryable, traceId: "t" });
  });

  it("keeps causes and stacks at home", () => {
    const error = new VolleyError("INTERNAL", "text", { cause: new Error("secret") });
    expect(JSON.stringify(toWireError(error))).not.toContain("secret");
  });

  it.each([null, 5, "x", {}, { code: 5 }, { code: "" }, { code: "X".repeat(65) }])("reads %j as INTERNAL", (value) => {
    expect(fromWireError(value).code).toBe("INTERNAL");
  });

  it("doesn't believe that one of Volley's codes is declared", () => {
    expect(fromWireError({ code: "TIMEOUT", message: "", declared: true }).declared).toBe(false);
  });
});
