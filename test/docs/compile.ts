import { join } from "node:path";
import ts from "typescript";

/** Compiles files as strictly as the tests are, against the workspace's sources, and lists what is wrong with them. */
export function compile(root: string, files: readonly string[]): string[] {
  const config = join(root, "test/tsconfig.json");
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    join(root, "test"),
  );
  const program = ts.createProgram(files, {
    ...options,
    declaration: false,
    // A snippet may show a value without using it, and need not import anything to be a module.
    noUnusedLocals: false,
    moduleDetection: ts.ModuleDetectionKind.Force,
    jsx: ts.JsxEmit.ReactJSX,
  });
  return files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(describe);
  });
}

function describe({ file, start = 0, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  if (file === undefined) return message;
  const { line } = file.getLineAndCharacterOfPosition(start);
  return `${file.fileName.split("/").slice(-2).join("/")}: ${message}\n  ${file.text.split("\n")[line]?.trim()}`;
}
