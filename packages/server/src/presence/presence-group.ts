/** A group, as far as presence goes. */
export interface PresenceGroup {
  /** The name, filled in: "table:7". */
  readonly name: string;
  /** Which pushes tell it who comes and goes; undefined when the contract says nothing of presence. */
  readonly presence:
    | {
        readonly joined?: string | undefined;
        readonly updated?: string | undefined;
        readonly left?: string | undefined;
      }
    | undefined;
}
