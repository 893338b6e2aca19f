// For servers whose users bring JSON Web Tokens. Needs the package `jose`.
export { jwt } from "./jwt.js";
export type { JwtJwks, JwtKeys, JwtOptions, JwtPayload, JwtPublicKey, JwtRules, JwtSecret } from "./jwt-options.js";
