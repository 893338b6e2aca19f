/** One problem that a schema found, as it travels in the data of `VALIDATION`: where it is, and what is wrong. */
export interface Issue {
  readonly message: string;
  readonly path: readonly (string | number)[];
}
