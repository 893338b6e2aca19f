/** A claim that was granted here, and whose session is being restored. */
export interface OpenClaim {
  /** Whether a later connection claimed the session meanwhile: then this one has lost it. */
  readonly superseded: boolean;
  done(): void;
}

/** The claims under way on this node. Of two on one session the one with the higher generation counts. */
export class OpenClaims {
  readonly #sessions = new Map<string, { newest: number; open: number }>();

  /** Whether somebody here is about to go on with a session. */
  has(session: string): boolean {
    return this.#sessions.has(session);
  }

  /** Notes that a claim is made; `done` of what is returned must follow. */
  begin(session: string): OpenClaim & { granted(generation: number): void } {
    const claims = this.#sessions.get(session) ?? { newest: 0, open: 0 };
    this.#sessions.set(session, claims);
    claims.open++;
    let own = 0;
    let over = false;
    return {
      get superseded() {
        return claims.newest > own;
      },
      granted: (generation) => {
        own = generation;
        claims.newest = Math.max(claims.newest, generation);
      },
      done: () => {
        if (over) return;
        over = true;
        claims.open--;
        if (claims.open === 0) this.#sessions.delete(session);
      },
    };
  }

  /** Tells that the session's generation is higher, on whichever node. */
  supersede(session: string, generation: number): void {
    const claims = this.#sessions.get(session);
    if (claims !== undefined) claims.newest = Math.max(claims.newest, generation);
  }
}
