// The canisters' interfaces in TypeScript, made of their .did files: npm run canisters:bindings
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { buildProbe, canisterNames } from "../canisters.mts";
import { inRoot } from "../parts/root.mts";
import { type CandidType, type Field, type Interface, parseCandid, type Signature } from "./candid.mts";

/** A file of bindings, and the interface that it is made of. */
export type Binding = { file: string; source: string; did(): Promise<string> };

/** All bindings that are checked in. The program of the tests has no .did file but the compiler's. */
export const bindings: Binding[] = [
  ...canisterNames.map((name) => {
    const source = `canisters/${name}/${name}.did`;
    return {
      file: `lib/platform/chain/bindings/${name}.ts`,
      source,
      did: async () => readFileSync(inRoot(source), "utf8"),
    };
  }),
  {
    file: "canisters/testing/bindings/probe.ts",
    source: "canisters/testing/Probe.mo",
    did: async () => readFileSync((await buildProbe(console.error)).didPath, "utf8"),
  },
];

/** What a file of bindings has to hold, as the formatter leaves it. */
export async function bindingOf({ file, source, did }: Binding): Promise<string> {
  const written = typescript(parseCandid(await did()), source);
  const biome = inRoot("node_modules/@biomejs/biome/bin/biome");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [biome, "check", "--write", `--stdin-file-path=${file}`],
    {
      cwd: inRoot("."),
      input: written,
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Error(`${file} cannot be formatted: ${stderr}`);
  return stdout;
}

/** An interface in TypeScript: each named type as a Candid type and as what it is here, updates, queries, and the service. */
export function typescript({ types, methods }: Interface, source: string): string {
  const recursive = new Set([...types.keys()].filter((name) => reaches(name, name, types)));
  const declared = inOrder(types, recursive).map(([name, type]) => {
    const value = recursive.has(name) ? `${name}.fill(${idl(type)});` : `export const ${name} = ${idl(type)};`;
    return `${value}\nexport type ${name} = ${native(type)};\n`;
  });
  const all = [...methods];
  const some = (isQuery: boolean) =>
    all
      .filter(([, { annotations }]) => annotations.includes("query") === isQuery)
      .map(([name, signature]) => `  ${name}: ${func(signature)},\n`)
      .join("");
  const body = `${[...recursive].map((name) => `export const ${name} = IDL.Rec();\n`).join("")}
${declared.join("\n")}
export const updates = {\n${some(false)}};

export const queries = {\n${some(true)}};

export const service: IDL.InterfaceFactory = () => IDL.Service({ ...updates, ...queries });

export type Service = {\n${all.map(([name, signature]) => `  ${name}: ${method(signature)};\n`).join("")}};
`;
  const principal = /\bPrincipal\b/.test(body.replaceAll("IDL.Principal", ""))
    ? 'import type { Principal } from "@dfinity/principal";\n'
    : "";
  return `// Made of ${source} by npm run canisters:bindings.
import type { ActorMethod } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
${principal}
${body}`;
}

function named(type: CandidType): string[] {
  if (type.kind === "name") return [type.name];
  if (type.kind === "opt" || type.kind === "vec") return named(type.inner);
  if (type.kind === "record" || type.kind === "variant") return type.fields.flatMap((field) => named(field.type));
  return type.kind === "func" ? [...type.args, ...type.results].flatMap(named) : [];
}

function definition(name: string, types: Interface["types"]): CandidType {
  const type = types.get(name);
  if (type === undefined) throw new Error(`Candid: there is no type ${name}`);
  return type;
}

function reaches(from: string, to: string, types: Interface["types"], seen = new Set<string>()): boolean {
  return named(definition(from, types)).some((name) => {
    if (name === to) return true;
    if (seen.has(name)) return false;
    seen.add(name);
    return reaches(name, to, types, seen);
  });
}

// A type stands behind those that it is made of; recursive ones are declared before all.
function inOrder(types: Interface["types"], recursive: Set<string>): [string, CandidType][] {
  const ordered = new Map<string, CandidType>();
  const put = (name: string): void => {
    if (ordered.has(name)) return;
    const type = definition(name, types);
    for (const used of named(type)) if (!recursive.has(used)) put(used);
    ordered.set(name, type);
  };
  for (const name of types.keys()) put(name);
  return [...ordered];
}

const isTuple = (fields: Field[]) => fields.length > 0 && fields.every(({ label }, at) => label === String(at));
const isBlob = (type: CandidType) => type.kind === "primitive" && type.name === "nat8";
const quoted = (fields: Field[], write: (type: CandidType) => string, separator: string) =>
  `{ ${fields.map(({ label, type }) => `${JSON.stringify(label)}: ${write(type)}`).join(separator)} }`;
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
const list = (types: CandidType[], write: (type: CandidType) => string) => `[${types.map(write).join(", ")}]`;

function idl(type: CandidType): string {
  switch (type.kind) {
    case "primitive":
      return `IDL.${capital(type.name)}`;
    case "name":
      return type.name;
    case "opt":
    case "vec":
      return `IDL.${capital(type.kind)}(${idl(type.inner)})`;
    case "variant":
      return `IDL.Variant(${quoted(type.fields, idl, ", ")})`;
    case "record":
      if (isTuple(type.fields)) return `IDL.Tuple(${type.fields.map((field) => idl(field.type)).join(", ")})`;
      return `IDL.Record(${quoted(type.fields, idl, ", ")})`;
    case "func":
      return func(type);
  }
}

function func({ args, results, annotations }: Signature): string {
  return `IDL.Func(${list(args, idl)}, ${list(results, idl)}, ${JSON.stringify(annotations)})`;
}

function native(type: CandidType): string {
  switch (type.kind) {
    case "primitive":
      return nativePrimitive(type.name);
    case "name":
      return type.name;
    case "opt":
      return `[] | [${native(type.inner)}]`;
    case "vec":
      if (isBlob(type.inner)) return "Uint8Array";
      if (type.inner.kind === "primitive" && /^(nat|int)\d/.test(type.inner.name))
        throw new Error(`Candid: vec ${type.inner.name} is not written here`);
      return `(${native(type.inner)})[]`;
    case "variant":
      return type.fields.map((field) => quoted([field], native, "")).join(" | ");
    case "record":
      if (isTuple(type.fields)) return `[${type.fields.map((field) => native(field.type)).join(", ")}]`;
      return quoted(type.fields, native, "; ");
    case "func":
      return "[Principal, string]";
  }
}

function nativePrimitive(name: string): string {
  if (/^(nat|int)(64)?$/.test(name)) return "bigint";
  if (/^(nat|int|float)\d+$/.test(name)) return "number";
  const others: Record<string, string> = { null: "null", bool: "boolean", text: "string", principal: "Principal" };
  const found = others[name];
  if (found === undefined) throw new Error(`Candid: ${name} is not written here`);
  return found;
}

function method({ args, results }: Signature): string {
  const [result, ...more] = results;
  const answer = more.length > 0 ? list(results, native) : result === undefined ? "undefined" : native(result);
  return `ActorMethod<${list(args, native)}, ${answer}>`;
}

if (import.meta.main) {
  for (const binding of bindings) {
    const target = inRoot(binding.file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, await bindingOf(binding));
    console.log(binding.file);
  }
}
