const HEAD_END = Buffer.from("\r\n\r\n");
const BINARY = 0x2;

/** What one side of a WebSocket connection said, taken apart: the HTTP head, then whole frames. */
export class FrameSplitter {
  #rest = Buffer.alloc(0);
  #upgraded = false;

  /** Takes bytes as they come; returns what is whole now. */
  take(bytes: Buffer): { readonly bytes: Buffer; readonly binary: boolean }[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const found: { bytes: Buffer; binary: boolean }[] = [];
    for (let length = this.#wholeLength(); length > 0; length = this.#wholeLength()) {
      const whole = this.#rest.subarray(0, length);
      found.push({ bytes: whole, binary: this.#upgraded && ((whole[0] ?? 0) & 0x0f) === BINARY });
      this.#rest = this.#rest.subarray(length);
      this.#upgraded = true;
    }
    return found;
  }

  /** How long the first whole thing is; 0 while there is none. */
  #wholeLength(): number {
    const rest = this.#rest;
    if (!this.#upgraded) {
      const end = rest.indexOf(HEAD_END);
      return end < 0 ? 0 : end + HEAD_END.length;
    }
    if (rest.length < 2) return 0;
    const [, second = 0] = rest;
    const short = second & 0x7f;
    const masked = (second & 0x80) !== 0 ? 4 : 0;
    const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
    if (rest.length < 2 + extra) return 0;
    const payload = extra === 2 ? rest.readUInt16BE(2) : extra === 8 ? Number(rest.readBigUInt64BE(2)) : short;
    const length = 2 + extra + masked + payload;
    return rest.length < length ? 0 : length;
  }
}
