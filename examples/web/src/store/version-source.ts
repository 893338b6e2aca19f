/**
 * Gives versions to what is put together from several readings: the board in the lobby, how many watch. Whoever takes
 * his version first and reads afterwards has seen all that was announced with a lower one, in whichever process; so
 * of two readings the one with the higher version may replace the other.
 */
export interface VersionSource {
  /** Gives a number that is higher than all that it gave before, also before a restart. */
  next(): Promise<number>;
}
