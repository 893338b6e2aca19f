// What the page has in the place of `long`, a package that protobufjs uses if it is there: loading it tries out
// WebAssembly, which the Content-Security-Policy forbids and reports. Without it 64-bit fields are read as numbers; all
// that the server sends fits into one, for it has `long` and refuses what doesn't.
export {};
