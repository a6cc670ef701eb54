import fs from "node:fs";
import path from "node:path";
import { type ESTree, parseSync, Visitor } from "vite";

/** One import, or re-export, of a source file. */
export type Import = {
  /** A path from the root with its extension, or a package's name as written. */
  target: string;
  isPackage: boolean;
  /** Whether nothing of it is left when the program runs. */
  isTypeOnly: boolean;
  /** Names as they are called in this file. */
  names: string[];
};

/** An exported function: its name, the name of its first parameter, and every name it uses. */
export type ExportedFunction = { name: string; firstParameter: string | undefined; isAsync: boolean; uses: string[] };

/** What the rules look at in one file. */
export type Source = {
  /** From the root, with slashes. */
  file: string;
  text: string;
  imports: Import[];
  functions: ExportedFunction[];
  /** "use server", "use client". */
  directives: string[];
};

/** All sources by file. */
export type Sources = ReadonlyMap<string, Source>;

/** Parses files given as text, keyed by their path from the root; imports are resolved among them. */
export function parseSources(texts: ReadonlyMap<string, string>): Sources {
  const exists = (file: string) => texts.has(file);
  return new Map([...texts].map(([file, text]) => [file, parseSource(file, text, exists)]));
}

/** Reads the TypeScript files in folders below `root`; what is generated is nobody's to check. */
export function readTexts(root: string, folders: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const folder of folders) {
    if (!fs.existsSync(path.join(root, folder))) continue;
    for (const name of fs.readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })) {
      const file = path.posix.join(folder, name.replaceAll(path.sep, "/"));
      if (/\.(ts|tsx|mts)$/.test(file) && !file.includes("/generated/"))
        texts.set(file, fs.readFileSync(path.join(root, file), "utf8"));
    }
  }
  return texts;
}

function parseSource(file: string, text: string, exists: (file: string) => boolean): Source {
  const { program, module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const imports: Import[] = [];
  const add = (specifier: string, entries: { isType: boolean; localName: { value?: string | null } }[]) => {
    imports.push({
      ...resolve(file, specifier, exists),
      isTypeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
      names: entries.flatMap(({ localName }) => (localName.value ? [localName.value] : [])),
    });
  };
  for (const { moduleRequest, entries } of module.staticImports) add(moduleRequest.value, entries);
  for (const { entries } of module.staticExports) {
    for (const entry of entries) {
      if (entry.moduleRequest) add(entry.moduleRequest.value, [{ isType: entry.isType, localName: {} }]);
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const specifier = /^["'`](.*)["'`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1];
    if (specifier !== undefined) add(specifier, []);
  }
  const directives = program.body.flatMap((node) =>
    node.type === "ExpressionStatement" && "directive" in node && node.directive ? [node.directive] : [],
  );
  return { file, text, imports, directives, functions: exportedFunctions(program) };
}

function resolve(from: string, specifier: string, exists: (file: string) => boolean) {
  const isPackage = !specifier.startsWith(".") && !specifier.startsWith("@/");
  if (isPackage) return { target: specifier, isPackage };
  const base = specifier.startsWith("@/") ? specifier.slice(2) : path.posix.join(path.posix.dirname(from), specifier);
  const candidates = ["", ".ts", ".tsx", ".mts", "/index.ts", "/index.tsx"].map((ending) => base + ending);
  return { target: candidates.find(exists) ?? base, isPackage };
}

function exportedFunctions(program: ESTree.Program): ExportedFunction[] {
  return program.body.flatMap((node) => {
    if (node.type !== "ExportNamedDeclaration" && node.type !== "ExportDefaultDeclaration") return [];
    const { declaration } = node;
    if (declaration?.type === "FunctionDeclaration") {
      return [describe(declaration.id?.name ?? "default", declaration)];
    }
    if (declaration?.type !== "VariableDeclaration") return [];
    return declaration.declarations.flatMap(({ id, init }) =>
      id.type === "Identifier" && (init?.type === "ArrowFunctionExpression" || init?.type === "FunctionExpression")
        ? [describe(id.name, init)]
        : [],
    );
  });
}

function describe(name: string, node: ESTree.Function | ESTree.ArrowFunctionExpression): ExportedFunction {
  const [first] = node.params;
  const uses: string[] = [];
  new Visitor({
    Identifier({ name: used }) {
      uses.push(used);
    },
  }).visit({ type: "Program", body: [node], sourceType: "module", hashbang: null, start: 0, end: 0 } as never);
  return { name, isAsync: node.async, firstParameter: first?.type === "Identifier" ? first.name : undefined, uses };
}
