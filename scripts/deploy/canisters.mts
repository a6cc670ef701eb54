import fs from "node:fs";
import path from "node:path";
import type { HttpAgent } from "@dfinity/agent";
import { Principal } from "@dfinity/principal";
import type { Network } from "../../lib/platform/config.ts";
import { type BuiltCanister, type CanisterName, canisterNames } from "../canisters.mts";
import { writeFileAtomically } from "../parts/state.mts";
import { canisterState, createCanister, installModule, setEnvironment, showStatusTo } from "./management.mts";
import { type Caps, ensureCaps, grantIssuer, isFounded } from "./registry.mts";

export type Modules = Record<CanisterName, BuiltCanister>;

/** `subnetId`: the licence registry's. `changed`: what was done, in words. */
export type Deployment = { ids: Network["canisters"]; subnetId: string; changed: string[] };

/** What the registry's own page cannot know: variables of its environment (docs/verification.md, "Without the portal"). */
type Said = { demonstration: string; network: string; operator: string };

/** What an archive takes on for good: whose log it is. */
type Archived = { registry: string };

/** What `canisters.json` keeps of a canister: its id, who was made issuer of it, and what it was told of where it runs. */
type Note = { id: string; issuer?: string; said?: string };
type Notes = Partial<Record<CanisterName, Note>>;

/**
 * Brings the canisters on the network in step with the compiled modules: makes what is missing, installs what is empty,
 * upgrades (memory kept) what differs. What is done is noted in `canisters.json` at once, so that a
 * deployment that was cut off goes on where it stopped. The portal's identity becomes issuer, and sees what
 * the canisters live on.
 */
export async function deployCanisters(
  agent: HttpAgent,
  { stateFolder, modules, issuer, said }: { stateFolder: string; modules: Modules; issuer: Principal; said?: Said },
): Promise<Deployment> {
  const file = path.join(stateFolder, "canisters.json");
  const notes: Notes = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
  const keep = () => writeFileAtomically(file, `${JSON.stringify(notes, null, 2)}\n`);
  const changed: string[] = [];
  let subnetId = "";
  for (const name of canisterNames) {
    const note: Note = notes[name] ?? { id: (await createCanister(agent)).toText() };
    if (notes[name] === undefined) {
      notes[name] = note;
      keep();
    }
    const canister = Principal.fromText(note.id);
    const { moduleHash: installed, subnetId: subnet } = await canisterState(agent, canister);
    if (name === "licence_registry") subnetId = subnet;
    const known = environment(name, said, notes.licence_registry?.id);
    const telling = known && JSON.stringify(known) !== note.said ? known : undefined;
    if (telling) await setEnvironment(agent, canister, telling);
    // It takes on what it is told when it is installed.
    if (telling || installed !== modules[name].moduleHash) {
      await installModule(agent, canister, fs.readFileSync(modules[name].wasmPath), installed !== undefined);
      changed.push(`${name} ${installed === undefined ? "installed" : "upgraded"}`);
      if (telling) note.said = JSON.stringify(telling);
      keep();
    }
    if (note.issuer !== issuer.toText() || installed === undefined) {
      await grantIssuer(agent, canister, issuer);
      await showStatusTo(agent, canister, issuer);
      note.issuer = issuer.toText();
      keep();
    }
  }
  const ids = Object.fromEntries(canisterNames.map((name) => [name, notes[name]?.id])) as Network["canisters"];
  return { ids, subnetId, changed };
}

/** What a canister is told in its environment: nothing where it takes nothing from there. */
function environment(
  name: CanisterName,
  said: Said | undefined,
  registry: string | undefined,
): Said | Archived | undefined {
  if (name === "licence_registry") return said;
  return name === "log_archive" && registry !== undefined ? { registry } : undefined;
}

/** Sets the registry's caps to the programme's places, until the registry has governors: from then on caps are theirs. */
export async function deployCaps(agent: HttpAgent, registry: string, caps: Caps): Promise<void> {
  const canister = Principal.fromText(registry);
  if (!(await isFounded(agent, canister))) await ensureCaps(agent, canister, caps);
}
