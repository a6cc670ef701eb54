import { readFileSync } from "node:fs";
import { IDL } from "@dfinity/candid";
import { describe, expect, it } from "vitest";
import * as registry from "../../lib/platform/chain/bindings/licence_registry.ts";
import * as archive from "../../lib/platform/chain/bindings/log_archive.ts";
import * as messenger from "../../lib/platform/chain/bindings/messenger.ts";
import { inRoot } from "../parts/root.mts";
import { bindingOf, bindings, typescript } from "./bindings.mts";
import { parseCandid } from "./candid.mts";
import { interfaceProblems } from "./compile.mts";

const services = { licence_registry: registry, messenger, log_archive: archive };
const did = (name: string) => readFileSync(inRoot("canisters", name, `${name}.did`), "utf8");

describe.each(Object.entries(services))("the bindings of %s", (name, { service }) => {
  it("are what npm run canisters:bindings makes of its .did file", async () => {
    const binding = bindings.find(({ file }) => file.endsWith(`/${name}.ts`));
    if (!binding) throw new Error(`no bindings of ${name}`);
    expect(readFileSync(inRoot(binding.file), "utf8")).toBe(await bindingOf(binding));
  });

  it("say to the compiler what the .did file says, each way round", () => {
    const printed = printedService(service({ IDL }));
    expect(interfaceProblems(did(name), printed)).toEqual([]);
    expect(interfaceProblems(did(name), printed.replace(/\btext\b/, "bool"))).not.toEqual([]);
  });
});

describe("a .did file", () => {
  const service = (type: string) => `type A = ${type}; service : { take : (A) -> () }`;
  const written = (type: string) => typescript(parseCandid(service(type)), "a.did");

  it("is read with comments, numbered fields, quoted names and types that contain themselves", () => {
    const { types, methods } = parseCandid(`
      type Tree = variant { leaf; fork : record { Tree; Tree }; /* what is it */ "service" : blob };
      service : { "move" : (tree : Tree, opt nat) -> (bool) query; ask : () -> () }`);
    expect([...types.keys()]).toEqual(["Tree"]);
    expect([...methods.values()].map(({ args, annotations }) => [args.length, annotations])).toEqual([
      [2, ["query"]],
      [0, []],
    ]);
    expect(written("opt record { A; 7 : text }")).toContain('A.fill(IDL.Opt(IDL.Record({ "0": A, "7": IDL.Text })))');
  });

  it("is refused where it is cut short, names what is not there, or has what is not written here", () => {
    for (const broken of ["record { a : nat ", "nope", "vec nat64", "reserved", "service {}", "record { : nat }"])
      expect(() => written(broken)).toThrow(/Candid: /);
    expect(() => parseCandid(`${service("nat")} type B = nat;`)).toThrow("type after the service");
  });
});

/** A service as text, from the types alone. */
function printedService({ _fields }: IDL.ServiceClass): string {
  const names = new Map<IDL.Type, string>();
  const types: string[] = [];
  const fields = (of: [string, IDL.Type][]) => of.map(([name, type]) => `"${name}" : ${printed(type)}`).join("; ");
  const signature = ({ argTypes, retTypes, annotations }: IDL.FuncClass) =>
    `(${argTypes.map(printed).join(", ")}) -> (${retTypes.map(printed).join(", ")}) ${annotations.join(" ")}`;
  function printed(type: IDL.Type): string {
    if (type instanceof IDL.RecClass) return named(type);
    if (type instanceof IDL.OptClass) return `opt ${printed(type._type)}`;
    // To Motoko, which compares here, bytes and a list of numbers are two things.
    if (type instanceof IDL.VecClass && type._type.name === "nat8") return "blob";
    if (type instanceof IDL.VecClass) return `vec ${printed(type._type)}`;
    if (type instanceof IDL.TupleClass)
      return `record { ${type._fields.map(([, inner]) => printed(inner)).join("; ")} }`;
    if (type instanceof IDL.RecordClass) return `record { ${fields(type._fields)} }`;
    if (type instanceof IDL.VariantClass) return `variant { ${fields(type._fields)} }`;
    return type instanceof IDL.FuncClass ? `func ${signature(type)}` : type.name;
  }
  function named(type: IDL.RecClass): string {
    const known = names.get(type);
    if (known !== undefined) return known;
    const name = `R${names.size}`;
    names.set(type, name);
    const inner = type.getType();
    if (!inner) throw new Error("a type without content");
    types.push(`type ${name} = ${printed(inner)};`);
    return name;
  }
  const methods = _fields.map(([name, type]) => `"${name}" : ${signature(type)};`);
  return [...types, "service : {", ...methods, "}"].join("\n");
}
