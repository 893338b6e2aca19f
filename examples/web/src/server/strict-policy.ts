import type { RequestHandler } from "express";

/**
 * What the page may load and do, as a Content-Security-Policy. Nothing from elsewhere, no script or style in the page
 * itself, no code made from strings. 'self' covers the WebSocket, too.
 */
const policy = [
  "default-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** Makes the middleware that sends the policy with every answer. */
export function strictPolicy(): RequestHandler {
  return (_request, response, next) => {
    response.set("Content-Security-Policy", policy);
    next();
  };
}
