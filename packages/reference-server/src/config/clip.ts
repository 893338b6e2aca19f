/** Keeps a message to its line, whatever was given: `most` characters. */
export function clip(text: string, most = 60): string {
  const plain = text.replace(/[^\x20-\x7e]/g, "?");
  return plain.length > most ? `${plain.slice(0, most)}...` : plain;
}
