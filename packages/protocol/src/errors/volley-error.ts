import { isSystemCode, SYSTEM_CODES, type SystemCode, type SystemErrors } from "./codes.js";

/** Marks errors across builds: an app can hold an ESM and a CommonJS copy of this class, which `instanceof` can't tell. */
const BRAND = Symbol.for("volley.error");

/** What a `VolleyError` may be given besides its code and message. */
export interface VolleyErrorOptions<Data = unknown> {
  /** The code's own data; see `SystemErrors` and the contract. */
  readonly data?: Data | undefined;
  /** Whether a retry may succeed. Default: what the table says of a system code; false for a declared one. */
  readonly retryable?: boolean | undefined;
  /** Whether the contract declares this code. Default: false. */
  readonly declared?: boolean | undefined;
  /** Finds the cause in the server's log. */
  readonly traceId?: string | undefined;
  readonly cause?: unknown;
}

/** The one error class of Volley: `code` says what happened, `data` is typed by the code. Tell it by `VolleyError.is`. */
export class VolleyError<Code extends string = string, Data = unknown> extends Error {
  readonly code: Code;
  readonly data: Data;
  /** Whether the same request may succeed if it is tried again. */
  readonly retryable: boolean;
  /** true: a code of your contract. false: a code of Volley's own table. */
  readonly declared: boolean;
  /** Finds the cause in the server's log; set on `INTERNAL`. */
  readonly traceId: string | undefined;

  constructor(code: Code, message: string, options: VolleyErrorOptions<Data> = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "VolleyError";
    this.code = code;
    this.data = options.data as Data;
    this.declared = options.declared ?? false;
    this.retryable = options.retryable ?? (!this.declared && isSystemCode(code) && SYSTEM_CODES[code].retryable);
    this.traceId = options.traceId;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Tells whether something is a VolleyError, of whichever copy of this library; with a code: of that code. */
  static is<C extends SystemCode>(thrown: unknown, code: C): thrown is VolleyError<C, SystemErrors[C]>;
  static is(thrown: unknown, code?: string): thrown is VolleyError;
  static is(thrown: unknown, code?: string): thrown is VolleyError {
    if (typeof thrown !== "object" || thrown === null || !(BRAND in thrown)) return false;
    return code === undefined || ("code" in thrown && thrown.code === code);
  }

  /** Makes a VolleyError of anything that was thrown: one as it is, everything else as `INTERNAL` with its cause. */
  static from(thrown: unknown): VolleyError {
    if (VolleyError.is(thrown)) return thrown;
    return new VolleyError("INTERNAL", "something failed that nobody expected; see the cause", { cause: thrown });
  }
}

/** Makes an error of Volley's own table, its data typed by the code. */
export function systemError<C extends SystemCode>(
  code: C,
  message: string,
  options?: VolleyErrorOptions<SystemErrors[C]>,
): VolleyError<C, SystemErrors[C]> {
  return new VolleyError(code, message, options);
}
