/**
 * Makes a name that no other client has: 128 random bits, 32 hexadecimal digits. `random` gives a number from 0
 * (included) to 1 (excluded), and counts where the platform has no source of its own.
 */
export function clientName(random: () => number): string {
  const bytes = new Uint8Array(16);
  // React Native has no `crypto`.
  if (typeof crypto === "undefined") for (const at of bytes.keys()) bytes[at] = Math.floor(random() * 256);
  else crypto.getRandomValues(bytes);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
