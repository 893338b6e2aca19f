/**
 * How what is done to rooms gets to the nodes: "classic", by Socket.IO's Redis adapter, to all of them; "sharded", by a
 * channel for each user and group, to those that have some of their sessions.
 */
export type Fanout = "classic" | "sharded";
