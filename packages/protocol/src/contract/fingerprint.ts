interface Fingerprinted {
  readonly routes: Readonly<Record<string, { readonly kind: string; readonly rev: number }>>;
  readonly pushes: Readonly<Record<string, { readonly rev: number }>>;
}

/**
 * Tells two contracts apart by kind, name and `rev` of each route and push: one line each, sorted, hashed with
 * 64-bit FNV-1a over UTF-8 (docs/protocol.md, "Fingerprint"). Schemas don't count: they can't be compared.
 */
export function fingerprintOf(contract: Fingerprinted): string {
  const lines = [
    ...Object.entries(contract.routes).map(([name, { kind, rev }]) => `${kind} ${name} ${rev}\n`),
    ...Object.entries(contract.pushes).map(([name, { rev }]) => `push ${name} ${rev}\n`),
  ];
  return fnv1a64(lines.sort().join(""));
}

/** 64-bit FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv), as 16 hexadecimal digits. */
function fnv1a64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}
