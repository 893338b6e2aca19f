// For users' own tests: servers and clients in one process, without ports, on a clock moved by hand.
export type { ManualClock } from "@volley/protocol/internal";
export type { TestClient } from "./test-client.js";
export {
  type TestClientOptions,
  type TestCluster,
  type TestClusterOptions,
  testCluster,
} from "./test-cluster.js";
