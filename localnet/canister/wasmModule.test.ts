import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { assemble } from "../fixtures/compile.ts";
import { InvalidModule, prepareModule } from "./wasmModule.ts";

describe("preparing a module", () => {
  it("finds what it exports, plain or gzipped, and hashes what was uploaded", async () => {
    const wasm = await assemble(`(module
      (memory 1) (global $a (mut i64) (i64.const 7)) (global $b i32 (i32.const 1)) (global $c (mut f64) (f64.const 1))
      (table 1 funcref) (func $s) (start $s) (func (export "canister_update go")) (func (export "canister_query see")))`);
    const module = prepareModule(wasm);
    expect(module.globals).toEqual(["$global0", "$global2"]);
    expect(module).toMatchObject({ is64: false, hasMemory: true, hasStart: true });
    expect(module.exports.has("canister_update go")).toBe(true);
    const zipped = prepareModule(gzipSync(wasm));
    expect(zipped.exports).toEqual(module.exports);
    expect(zipped.hash).not.toEqual(module.hash);
  });

  it("takes a module that exports nothing", async () => {
    expect(prepareModule(await assemble("(module (memory 1))")).hasMemory).toBe(true);
    expect(prepareModule(await assemble("(module (func $f) (start $f))")).hasStart).toBe(true);
  });

  it.each([
    ["a foreign import", `(module (import "env" "f" (func)))`],
    ["an unknown system call", `(module (import "ic0" "fly" (func)))`],
    ["an unknown hook", `(module (func (export "canister_fly")))`],
    ["a method twice", `(module (func (export "canister_update a")) (func (export "canister_query a")))`],
  ])("refuses %s", async (_what, source) => {
    const wasm = await assemble(source);
    expect(() => prepareModule(wasm)).toThrow(InvalidModule);
  });

  it("refuses what is no module", () => {
    for (const bytes of [new Uint8Array(), Buffer.from("\0asm\x01\0\0\0\x01", "latin1"), gzipSync(Buffer.from("text"))])
      expect(() => prepareModule(bytes)).toThrow(InvalidModule);
  });
});
