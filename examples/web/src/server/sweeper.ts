import type { ClaimOptions, TableStore } from "../store/table-store.js";
import type { Tables } from "./tables.js";

/** Looks after tables when nobody else does: a turn's time is up, or the process that served it died. */
export interface Sweeper {
  /** Looks after all tables that are due now. A round that comes while another one runs does nothing. Never rejects. */
  sweep(): Promise<void>;
}

/**
 * A node that dies while it judges loses its claim after `leaseMs`. One that only seemed dead can't do harm: what it
 * writes then is refused, for the table's version has gone on.
 */
const claim: ClaimOptions = { leaseMs: 5_000, limit: 20 };

/** Makes a sweeper. Every node that serves tables has one; a table that is due is claimed by one of them. */
export function createSweeper({
  store,
  tables,
  onError,
}: {
  readonly store: TableStore;
  readonly tables: Tables;
  /** Is told why a table couldn't be looked after; it is due again later. */
  readonly onError: (reason: unknown) => void;
}): Sweeper {
  let sweeping = false;

  return {
    async sweep() {
      if (sweeping) return;
      sweeping = true;
      try {
        for (;;) {
          const due = await store.claimDue(claim);
          await Promise.all(due.map((id) => tables.lookAfter(id).catch(onError)));
          if (due.length < claim.limit) return;
        }
      } catch (reason) {
        onError(reason);
      } finally {
        sweeping = false;
      }
    },
  };
}
