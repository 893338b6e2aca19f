/** The time that all nodes of a cluster agree on, within a few ms, whatever their own clocks say. */
export interface ClusterTime {
  /** Tells it, in ms since 1970. */
  now(): number;
}
