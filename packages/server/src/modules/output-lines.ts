import { StringDecoder } from "node:string_decoder";

/** The longest line that is kept, in characters; the rest of it is dropped. */
const MAX_LINE = 8_192;

/** Cuts what a process writes into lines. Holds one line at most, however long that gets. */
export class OutputLines {
  readonly #take: (line: string) => void;
  readonly #decoder = new StringDecoder("utf8");
  #line = "";

  constructor(take: (line: string) => void) {
    this.#take = take;
  }

  add(bytes: Buffer): void {
    const parts = this.#decoder.write(bytes).split("\n");
    const last = parts.pop() ?? "";
    for (const part of parts) {
      this.#append(part);
      this.end();
    }
    this.#append(last);
  }

  /** Takes what is there as a line. */
  end(): void {
    const line = this.#line.replace(/\r$/, "");
    this.#line = "";
    if (line !== "") this.#take(line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line);
  }

  /** One character more than is kept shows that there was more. */
  #append(text: string): void {
    this.#line += text.slice(0, MAX_LINE + 1 - this.#line.length);
  }
}
