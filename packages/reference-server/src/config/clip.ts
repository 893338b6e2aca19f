/** Keeps a message to its line, whatever was given. */
export function clip(text: string): string {
  const plain = text.replace(/[^\x20-\x7e]/g, "?");
  return plain.length > 60 ? `${plain.slice(0, 60)}...` : plain;
}
