/** The version of this package; `version.test.ts` holds it to the manifest. */
export const VERSION = "0.1.0";
