import { gunzipSync } from "node:zlib";
import { sha256 } from "../crypto/hash.ts";
import { SYSTEM_API_NAMES } from "./systemApiNames.ts";

/** A module that may not be installed; the message says why (reject IC0505). */
export class InvalidModule extends Error {}

export interface Metadata {
  name: string;
  isPublic: boolean;
  content: Uint8Array;
}

/** A canister module after the rewriting that lets a JavaScript engine run it and roll it back. */
export interface PreparedModule {
  /** SHA-256 of the module as it was uploaded, before any decompression. */
  hash: Uint8Array;
  compiled: WebAssembly.Module;
  /** Whether memory and table take 64-bit addresses. */
  is64: boolean;
  /** Export names of the mutable globals, in the module's order. */
  globals: string[];
  hasMemory: boolean;
  hasStart: boolean;
  exports: Set<string>;
  metadata: Metadata[];
}

/** Names under which a prepared module exports its memory, its table and its start function. */
export const MEMORY = "$memory";
export const TABLE = "$table";
export const START = "$start";
const MAX_MODULE = 100 * 1024 * 1024;
const HOOKS = [
  "init",
  "inspect_message",
  "pre_upgrade",
  "post_upgrade",
  "heartbeat",
  "on_low_wasm_memory",
  "global_timer",
].map((name) => `canister_${name}`);

interface Section {
  id: number;
  start: number;
  body: number;
  end: number;
}

class Bytes {
  at = 8;
  readonly raw: Uint8Array;
  constructor(raw: Uint8Array) {
    this.raw = raw;
  }
  u8(): number {
    const value = this.raw[this.at];
    if (value === undefined) throw new InvalidModule("the module ends too early");
    this.at += 1;
    return value;
  }
  leb(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.u8();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
  name(): string {
    const length = this.leb();
    this.at += length;
    return Buffer.from(this.raw.subarray(this.at - length, this.at)).toString("utf8");
  }
  skipLeb(): void {
    while (this.u8() >= 0x80);
  }
  /** Limits of a memory or a table; bit 2 of the flags says 64-bit addresses. */
  limits(): number {
    const flags = this.u8();
    this.skipLeb();
    if (flags & 1) this.skipLeb();
    return flags;
  }
  constantExpression(): void {
    for (;;) {
      const op = this.u8();
      if (op === 0x0b) return;
      if (op === 0x41 || op === 0x42 || op === 0x23 || op === 0xd2 || op === 0xd0) this.skipLeb();
      else if (op === 0x43) this.at += 4;
      else if (op === 0x44) this.at += 8;
      else if (op < 0x6a || op > 0x7e) throw new InvalidModule(`unsupported constant instruction ${op}`);
    }
  }
}

const leb = (value: number): number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(Math.floor(value / 128))];
const exported = (name: string, kind: number, index: number): number[] => [
  ...leb(name.length),
  ...Buffer.from(name, "ascii"),
  kind,
  ...leb(index),
];

function sectionsOf(raw: Uint8Array): Section[] {
  const bytes = new Bytes(raw);
  const sections: Section[] = [];
  while (bytes.at < raw.length) {
    const start = bytes.at;
    const id = bytes.u8();
    const length = bytes.leb();
    sections.push({ id, start, body: bytes.at, end: bytes.at + length });
    bytes.at += length;
  }
  if (bytes.at !== raw.length) throw new InvalidModule("a section is cut off");
  return sections;
}

interface Findings {
  is64: boolean;
  hasMemory: boolean;
  hasTable: boolean;
  start: number | null;
  mutableGlobals: number[];
  metadata: Metadata[];
}

function inspect(raw: Uint8Array, sections: Section[]): Findings {
  const found: Findings = {
    is64: false,
    hasMemory: false,
    hasTable: false,
    start: null,
    mutableGlobals: [],
    metadata: [],
  };
  for (const section of sections) {
    const bytes = new Bytes(raw);
    bytes.at = section.body;
    if (section.id === 0) {
      const [, kind, name] = /^icp:(public|private) (.+)$/s.exec(bytes.name()) ?? [];
      if (kind && name !== undefined)
        found.metadata.push({ name, isPublic: kind === "public", content: raw.slice(bytes.at, section.end) });
    } else if (section.id === 4) found.hasTable = true;
    else if (section.id === 5 && bytes.leb() > 0) {
      found.hasMemory = true;
      found.is64 = (bytes.limits() & 4) !== 0;
    } else if (section.id === 6) {
      const count = bytes.leb();
      for (let index = 0; index < count; index += 1) {
        bytes.u8();
        if (bytes.u8() === 1) found.mutableGlobals.push(index);
        bytes.constantExpression();
      }
    } else if (section.id === 8) found.start = bytes.leb();
  }
  return found;
}

// Exports what the host must reach (mutable globals, table, memory) and turns the start function into an export: on an
// upgrade that keeps the memory it may only run once the memory is in place.
function rewrite(raw: Uint8Array, sections: Section[], found: Findings): Uint8Array {
  const added = found.mutableGlobals.map((index) => exported(`$global${index}`, 3, index));
  if (found.hasTable) added.push(exported(TABLE, 1, 0));
  if (found.hasMemory) added.push(exported(MEMORY, 2, 0));
  if (found.start !== null) added.push(exported(START, 0, found.start));
  const out: Uint8Array[] = [raw.subarray(0, 8)];
  const emit = (count: number, old: Uint8Array) => {
    const body = Buffer.concat([Uint8Array.from(leb(count + added.length)), old, Uint8Array.from(added.flat())]);
    out.push(Uint8Array.from([7, ...leb(body.length)]), body);
  };
  let done = false;
  for (const section of sections) {
    if (section.id === 8) continue;
    // 13 is the tag section, whose place is before the globals.
    if (!done && section.id >= 7 && section.id !== 13) {
      const bytes = new Bytes(raw);
      bytes.at = section.body;
      if (section.id === 7) {
        const count = bytes.leb();
        emit(count, raw.subarray(bytes.at, section.end));
      } else emit(0, new Uint8Array());
      done = true;
      if (section.id === 7) continue;
    }
    out.push(raw.subarray(section.start, section.end));
  }
  if (!done) emit(0, new Uint8Array());
  return Buffer.concat(out);
}

function checkInterface(compiled: WebAssembly.Module, metadata: Metadata[]): Set<string> {
  for (const { module, name, kind } of WebAssembly.Module.imports(compiled))
    if (module !== "ic0" || kind !== "function" || !SYSTEM_API_NAMES.has(name))
      throw new InvalidModule(`the import ${module}.${name} is not part of the system API`);
  const names = new Set<string>();
  const methods = new Set<string>();
  for (const { name, kind } of WebAssembly.Module.exports(compiled)) {
    names.add(name);
    if (!name.startsWith("canister_") || kind !== "function") continue;
    const method = /^canister_(?:update|query|composite_query) (.*)$/s.exec(name)?.[1];
    if (method === undefined && !HOOKS.includes(name)) throw new InvalidModule(`unknown export ${name}`);
    if (method === undefined) continue;
    if (methods.has(method)) throw new InvalidModule(`the method ${method} is exported twice`);
    methods.add(method);
  }
  if (methods.size > 1000) throw new InvalidModule("more than 1,000 methods are exported");
  if (metadata.length > 16) throw new InvalidModule("more than 16 custom sections begin with icp:");
  if (new Set(metadata.map(({ name }) => name)).size < metadata.length)
    throw new InvalidModule("a custom section appears twice");
  return names;
}

/**
 * Checks and compiles an uploaded module, plain or gzipped (canister interface, "Canister module format").
 * @throws InvalidModule
 */
export function prepareModule(uploaded: Uint8Array): PreparedModule {
  try {
    const zipped = uploaded[0] === 0x1f && uploaded[1] === 0x8b && uploaded[2] === 0x08;
    const raw = zipped ? gunzipSync(uploaded, { maxOutputLength: MAX_MODULE }) : uploaded;
    if (Buffer.compare(raw.subarray(0, 4), Buffer.from("\0asm")) !== 0) throw new InvalidModule("not a Wasm module");
    const sections = sectionsOf(raw);
    const found = inspect(raw, sections);
    const compiled = new WebAssembly.Module(Buffer.from(rewrite(raw, sections, found)));
    return {
      hash: sha256(uploaded),
      compiled,
      is64: found.is64,
      globals: found.mutableGlobals.map((index) => `$global${index}`),
      hasMemory: found.hasMemory,
      hasStart: found.start !== null,
      exports: checkInterface(compiled, found.metadata),
      metadata: found.metadata,
    };
  } catch (error) {
    if (error instanceof InvalidModule) throw error;
    throw new InvalidModule(error instanceof Error ? error.message : String(error));
  }
}
