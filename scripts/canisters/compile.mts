// Compiling a Motoko program, and what a module must fulfil before it may be used.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import motoko from "motoko";

/** A program and everything that is compiled with it. */
export type CompileInput = {
  /** Path of the actor below canisters/. */
  main: string;
  /** Motoko sources by their path below canisters/. */
  sources: Record<string, string>;
  /** The interface that is checked in; null for a program that has none. */
  did: string | null;
  /** The stable types of the last release; null before the first. */
  released: string | null;
  /** The verification page as `mo:page/Files`, of a program that serves it. */
  page?: string | null;
};

/** What came of it; `problems` is empty when the module may be used. */
export type CompileOutput = { wasm: Uint8Array; did: string; most: string; problems: string[] };

type Diagnostic = ReturnType<typeof motoko.check>[number];

const severityError = 1;

/** Compiles a program with mo:core and checks it. Takes seconds and blocks while it works. */
export function compile({ main: mainFile, sources, did, released, page = null }: CompileInput): CompileOutput {
  const core: unknown = JSON.parse(
    readFileSync(createRequire(import.meta.url).resolve("motoko/packages/latest/core.json"), "utf8"),
  );
  motoko.loadPackage(core as Parameters<typeof motoko.loadPackage>[0]);
  if (page !== null) {
    motoko.loadPackage({ name: "page", version: "1", files: { "Files.mo": { content: page } } });
  }
  motoko.setPublicMetadata(["candid:service", "candid:args"]);
  for (const [path, text] of Object.entries(sources)) motoko.write(`canisters/${path}`, text);

  const main = `canisters/${mainFile}`;
  const diagnostics = motoko.check(main);
  if (errors(diagnostics).length > 0) {
    return { wasm: new Uint8Array(), did: "", most: "", problems: diagnostics.map(describe) };
  }
  const module = motoko.wasm(main, "ic") as { wasm: Uint8Array; candid: string; stable: string };
  const problems = [
    // Warnings are mistakes more often than not, and an unused name is one.
    ...diagnostics.map(describe),
    ...(did === null ? [] : interfaceProblems(did, module.candid)),
    ...(released === null ? [] : upgradeProblems(released, module.stable)),
  ];
  return { wasm: module.wasm, did: module.candid, most: module.stable, problems };
}

function errors(diagnostics: Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === severityError);
}

function describe({ source, range, message }: Diagnostic): string {
  return `${source}:${range.start.line + 1}: ${message}`;
}

/**
 * What differs between two interfaces in Candid. They are the same when each method of one has, to the compiler, the type
 * of the other's, both ways round. Whole actors cannot be compared so: the names of their types would count.
 */
export function interfaceProblems(checkedIn: string, compiled: string): string[] {
  const wanted = methods(checkedIn);
  const found = methods(compiled);
  const missing = wanted.filter((method) => !found.includes(method)).map((method) => `${method}: not in the module`);
  const extra = found.filter((method) => !wanted.includes(method)).map((method) => `${method}: not in the .did file`);
  if (missing.length + extra.length > 0) return [...missing, ...extra];

  const ids = { wanted: "rrkah-fqaaa-aaaaa-aaaaq-cai", found: "ryjl3-tyaaa-aaaaa-aaaba-cai" };
  motoko.write(`idl/${ids.wanted}.did`, checkedIn);
  motoko.write(`idl/${ids.found}.did`, compiled);
  motoko.setAliases("idl/", ids);
  return wanted
    .filter((method) => {
      const swap = `var one = Wanted.${method}; one := Found.${method}; var other = Found.${method}; other := Wanted.${method};`;
      motoko.write(
        "same.mo",
        `import Wanted "canister:wanted"; import Found "canister:found";
       persistent actor { public func same() : async () { ${swap} ignore one; ignore other } }`,
      );
      return errors(motoko.check("same.mo")).length > 0;
    })
    .map((method) => `${method}: its type is not the one in the .did file`);
}

type CandidNode = { name: string; args?: (CandidNode | string)[] };

function methods(did: string): string[] {
  const service = (node: CandidNode | string): string[] => {
    if (typeof node === "string") return [];
    const below = node.args ?? [];
    if (node.name === "Actor") return below.flatMap(names);
    return below.flatMap(service);
  };
  const names = (node: CandidNode | string): string[] =>
    typeof node !== "string" && node.name === "ServT" ? (node.args as CandidNode[]).map(({ name }) => name) : [];
  return service(motoko.parseCandid(did) as CandidNode).sort();
}

/** What an upgrade would lose: the new stable types have to hold what the released ones do. */
export function upgradeProblems(released: string, stable: string): string[] {
  motoko.write("released.most", released);
  motoko.write("next.most", stable);
  const compiler = motoko.compiler as { stableCompatible(from: string, to: string): { diagnostics: Diagnostic[] } };
  return errors(compiler.stableCompatible("released.most", "next.most").diagnostics).map(
    ({ message }) => `an upgrade would lose state: ${message}`,
  );
}
