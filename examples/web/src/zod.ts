import * as z from "zod";

// zod makes its fastest checks from strings, and tries out if it may. The page's Content-Security-Policy forbids that
// and reports the attempt; so it has to be told before the first schema is made. The server may.
z.config({ jitless: "document" in globalThis });

export { z };
