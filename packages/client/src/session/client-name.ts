const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Makes the name of a client: 22 random characters that nobody guesses where the platform has secure randomness. */
export function newClientName(random: () => number): string {
  const bytes = new Uint8Array(22);
  // React Native has none unless the app brings it.
  if (globalThis.crypto?.getRandomValues === undefined) for (const at of bytes.keys()) bytes[at] = random() * 256;
  else globalThis.crypto.getRandomValues(bytes);
  return Array.from(bytes, (byte) => LETTERS[byte % 64]).join("");
}
