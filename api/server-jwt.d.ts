import {
    JsonWebKey,
    KeyObject,
} from 'node:crypto';

/** A client that wants in. */
interface Attempt {
    /** What the client's `token` gave; null when it has none. */
    readonly token: string | null;
    /** What the client's `handshake` option says. Anybody can write anything there. */
    readonly handshake: Readonly<Record<string, unknown>>;
    /** The client's address; behind proxies as `edge.trustProxy` says. */
    readonly address: string;
    /** Aborted when the client leaves or the time for authentication is over. */
    readonly signal: AbortSignal;
}

/** Tokens of a service that says its public keys at a URL, such as Auth0, Cognito or Keycloak. */
interface JwtJwks extends JwtParties {
    /** Where the keys are, a JSON Web Key Set: https, or http on this machine. */
    readonly jwksUrl: string | URL;
}

/** What tokens are held against. */
type JwtKeys = JwtSecret | JwtJwks | JwtPublicKey;

/** Options of `jwt()`. */
type JwtOptions = JwtKeys & JwtRules;

/** Whom a public key's tokens come from and are for: it may sign for other apps as well. */
interface JwtParties {
    /** Who issues tokens: their `iss`. `false`: not looked at. */
    readonly issuer: string | readonly string[] | false;
    /** Whom tokens are for: one of their `aud`. `false`: not looked at; then tokens for other apps of the issuer are taken. */
    readonly audience: string | readonly string[] | false;
}

/** What a token says. */
type JwtPayload = Readonly<Record<string, unknown>>;

/** Tokens that are signed with one key, whose public half is here. */
interface JwtPublicKey extends JwtParties {
    /** PEM (SPKI), a JSON Web Key, or what `createPublicKey` of node:crypto gives. */
    readonly publicKey: string | JsonWebKey | KeyObject;
}

/** What tokens must be besides. */
interface JwtRules {
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

/** Tokens that your own servers sign with a secret: HS256, HS384, HS512. */
interface JwtSecret {
    /** At least 32 bytes that only your servers know: `openssl rand -hex 32`. */
    readonly secret: string | Uint8Array;
    /** Secrets of before, whose tokens are still taken while the secret is being changed. */
    readonly previousSecrets?: readonly (string | Uint8Array)[] | undefined;
    /** Who issues tokens: their `iss`. Default: not looked at. */
    readonly issuer?: string | readonly string[] | undefined;
    /** Whom tokens are for: one of their `aud`. Default: not looked at. */
    readonly audience?: string | readonly string[] | undefined;
}

/** Who a client is. */
interface Who {
    /** 1 to 128 of letters, digits and `_.:-`. */
    readonly uid: string;
    /** What the token says about the user; `session.claims`. */
    readonly claims?: Readonly<Record<string, unknown>> | undefined;
    /** A token for the client to keep and present next time; see `guest()`. */
    readonly token?: string | undefined;
    /**
     * When the token runs out, in ms since 1970. The client is asked for a fresh one some time before, and its connection
     * ends with `expired` when none has come by then and `auth.refreshGraceMs` more. Left out: never.
     */
    readonly expiresAt?: number | undefined;
    /**
     * When the token was issued, in ms since 1970: `server.revoke({ uid })` refuses those issued before it. Left out: a
     * revoked user stays outside as long as the revocation is kept.
     */
    readonly issuedAt?: number | undefined;
    /** Names the token, for `server.revoke({ tokenId })`: 1 to 256 characters. */
    readonly tokenId?: string | undefined;
    /** Whether this is a guest of `guest()`: only then the uid may start with `guest-`. */
    readonly guest?: boolean | undefined;
}

/**
 * Takes JSON Web Tokens: `createServer(contract, { authenticate: jwt({ secret }) })`. A token is taken when its
 * signature is good, `exp`, `nbf`, issuer, audience and type are right, and its `sub` can be a uid; any other is
 * refused. When its keys can't be fetched the client gets `UNAVAILABLE`, and tries again. Its `exp`, `iat` and `jti`
 * let it be refreshed and revoked. Throws `BAD_REQUEST` for options that aren't safe.
 */
declare function jwt(options: JwtOptions): (attempt: Attempt) => Promise<Who | null>;

export {
    jwt,
};

export type {
    JwtJwks,
    JwtKeys,
    JwtOptions,
    JwtPayload,
    JwtPublicKey,
    JwtRules,
    JwtSecret,
};
