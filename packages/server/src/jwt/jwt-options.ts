import type { JsonWebKey, KeyObject } from "node:crypto";

/** What a token says. */
export type JwtPayload = Readonly<Record<string, unknown>>;

/** Tokens that your own servers sign with a secret: HS256, HS384, HS512. */
export interface JwtSecret {
  /** At least 32 bytes that only your servers know: `openssl rand -hex 32`. */
  readonly secret: string | Uint8Array;
  /** Secrets of before, whose tokens are still taken while the secret is being changed. */
  readonly previousSecrets?: readonly (string | Uint8Array)[] | undefined;
  /** Who issues tokens: their `iss`. Default: not looked at. */
  readonly issuer?: string | readonly string[] | undefined;
  /** Whom tokens are for: one of their `aud`. Default: not looked at. */
  readonly audience?: string | readonly string[] | undefined;
}

/** Whom a public key's tokens come from and are for: it may sign for other apps as well. */
interface JwtParties {
  /** Who issues tokens: their `iss`. `false`: not looked at. */
  readonly issuer: string | readonly string[] | false;
  /** Whom tokens are for: one of their `aud`. `false`: not looked at; then tokens for other apps of the issuer are taken. */
  readonly audience: string | readonly string[] | false;
}

/** Tokens of a service that says its public keys at a URL, such as Auth0, Cognito or Keycloak. */
export interface JwtJwks extends JwtParties {
  /** Where the keys are, a JSON Web Key Set: https, or http on this machine. */
  readonly jwksUrl: string | URL;
}

/** Tokens that are signed with one key, whose public half is here. */
export interface JwtPublicKey extends JwtParties {
  /** PEM (SPKI), a JSON Web Key, or what `createPublicKey` of node:crypto gives. */
  readonly publicKey: string | JsonWebKey | KeyObject;
}

/** What tokens are held against. */
export type JwtKeys = JwtSecret | JwtJwks | JwtPublicKey;

/** What tokens must be besides. */
export interface JwtRules {
  /**
   * How they may be signed. Default: HS256 for a secret; what fits the type of a public key; RS256, PS256, ES256 and
   * EdDSA for a URL.
   */
  readonly algorithms?: readonly string[] | undefined;
  /** What the `typ` of their header must be, such as "at+jwt". Default: "JWT", "at+jwt", or none. */
  readonly typ?: string | undefined;
  /** How old they may be by their `iat`, in ms, whatever their `exp` says. Default: not looked at. */
  readonly maxTokenAgeMs?: number | undefined;
  /** By how much the clocks of issuer and server may differ, in ms, at most 60,000. Default: 30,000. */
  readonly clockToleranceMs?: number | undefined;
  /** Tells the uid. Default: `sub`. What is no uid, or starts with `guest-`, refuses the token. */
  readonly uid?: ((payload: JwtPayload) => string | undefined) | undefined;
  /** Tells the claims. Default: all but `iss sub aud exp nbf iat jti`. */
  readonly claims?: ((payload: JwtPayload) => Readonly<Record<string, unknown>>) | undefined;
  /** Takes uids that start with `guest-`, which are those of `guest()`: the issuer signs for them. Default: false. */
  readonly guests?: boolean | undefined;
}

/** Options of `jwt()`. */
export type JwtOptions = JwtKeys & JwtRules;
