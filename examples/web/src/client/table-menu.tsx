import type { ReactNode } from "react";
import type { SeatIndex } from "../rules/table-state.js";
import { ConfirmButton } from "./confirm-button.js";
import { useDuel } from "./use-duel.js";

/** Offers what ends a game early: a draw, offered or accepted, and giving up. */
export function TableMenu(props: { readonly drawOffer: SeatIndex | undefined; readonly seat: SeatIndex }): ReactNode {
  const { drawOffer, seat } = props;
  const { state, duel } = useDuel();
  const disabled = state.moving || state.status.state === "closed";
  return (
    <>
      {drawOffer === undefined || drawOffer === seat ? (
        <button
          type="button"
          className="plain"
          onClick={() => void duel.offerDraw()}
          disabled={disabled || drawOffer === seat}
        >
          {drawOffer === seat ? "Draw offered" : "Offer draw"}
        </button>
      ) : (
        <button type="button" className="plain warn" onClick={() => void duel.acceptDraw()} disabled={disabled}>
          Accept draw
        </button>
      )}
      <ConfirmButton label="Resign" question="Lose this game?" disabled={disabled} onConfirm={duel.resign} />
    </>
  );
}
