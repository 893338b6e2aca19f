import { describe, expect, it } from "vitest";
import { createClient } from "./create-client.js";
import { lobby } from "./test-contract.fixture.js";

describe("createClient", () => {
  it("does nothing until it is used", async () => {
    const client = createClient(lobby, { url: "https://play.example" });
    expect(client.status).toEqual({ state: "idle" });
    expect(client.serverNow()).toBeGreaterThan(1e12);
    await client.close();
  });

  it.each(["play.example", "localhost:3000", "", "ftp://play.example"])("refuses the url %j", (url) => {
    expect(() => createClient(lobby, { url })).toThrow(expect.objectContaining({ code: "BAD_REQUEST" }));
  });
});
