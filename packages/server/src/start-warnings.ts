import { warningsOf } from "./base/warned.js";
import type { ServerOptions } from "./options.js";

/** Where a server runs, as far as warnings go. */
export interface StartPlace {
  /** NODE_ENV is "production". */
  readonly isProduction: boolean;
  /** It takes clients. */
  readonly isFrontend: boolean;
}

/**
 * Tells what is unsafe about a server's options, one line each, with what to do. Nothing is said where an app is being
 * written, but that everybody is let in.
 */
export function startWarnings(options: ServerOptions, { isProduction, isFrontend }: StartPlace): readonly string[] {
  const { authenticate, anonymous = false, cluster, edge = {}, limits = {}, check } = options;
  const warnings: string[] = [];
  if (authenticate === undefined && !anonymous && isFrontend) {
    warnings.push("no authenticate: everybody is let in, as nobody; say anonymous: true if that is meant");
  }
  if (!isProduction && cluster === undefined) return warnings;
  warnings.push(...warningsOf(cluster));
  if (isFrontend) {
    warnings.push(...warningsOf(authenticate));
    if (edge.origins === "*") {
      warnings.push('edge.origins is "*": any page may connect for its visitors; list the origins of your pages');
    }
    for (const limit of ["handshakes", "handshakesPerAddress", "maxConnectionsPerAddress"] as const) {
      if (edge[limit] === false)
        warnings.push(`edge.${limit} is switched off: one client can use up the server; set a number`);
    }
    for (const limit of ["connection", "abuse"] as const) {
      if (limits[limit] === false)
        warnings.push(
          `limits.${limit} is switched off: a client may send as fast as it can; leave the default, or raise it`,
        );
    }
  }
  if (check === true && isProduction) {
    warnings.push("check is on: each reply and push is parsed once more; leave it out, and it is off in production");
  }
  return warnings;
}
