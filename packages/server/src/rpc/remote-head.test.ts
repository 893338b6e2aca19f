import { expect, it } from "vitest";
import { readRemoteHead } from "./remote-head.js";

const head = { route: "bank.pay", kind: "request", rev: 0, key: "k", uid: "ann" };
const trace = { traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", tracestate: "a=1" };

it("reads what another node says of a call", () => {
  expect(readRemoteHead({ ...head, trace, more: 1 })).toStrictEqual({ ...head, trace });
  expect(readRemoteHead({ ...head, uid: undefined })).toStrictEqual({ ...head, uid: undefined, trace: undefined });
});

it.each([null, "text", { traceparent: 7 }, { traceparent: "00" }])("ignores a trace context that is %o", (wrong) => {
  expect(readRemoteHead({ ...head, trace: wrong })).toStrictEqual({ ...head, trace: undefined });
});

it.each([null, "text", {}, { ...head, kind: "push" }, { ...head, route: 7 }, { ...head, key: undefined }])(
  "refuses %o",
  (value) => {
    expect(() => readRemoteHead(value)).toThrow("this is no call of a remote");
  },
);
