/**
 * What may become of a frame that waits for a slow client, if it isn't kept like all others: "volatile": it is dropped.
 * `latest`: a newer frame with the same text replaces it.
 */
export type FrameDelivery = "volatile" | { readonly latest: string };
