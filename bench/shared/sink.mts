import fs from "node:fs";
import path from "node:path";
import type { HttpAgent } from "@dfinity/agent";
import { IDL } from "@dfinity/candid";
import type { IssueArgs } from "../../canisters/testing/idl.ts";
import type { Chain } from "../../lib/platform/chain/agent.ts";
import { registryUpdates } from "../../lib/platform/chain/idl.ts";
import { installCanister } from "../../localnet/testing.ts";
import { compile } from "../../scripts/canisters/compile.mts";

const source = path.join(import.meta.dirname, "../canisters/Sink.mo");

/** The sink takes the registry's arguments, byte for byte, and answers with a yes. */
const method = { arguments: registryUpdates.issueBatch.arguments, answer: IDL.Bool };

/** Installs a canister that does nothing, and gives its id. Compiling it takes seconds. */
export async function installSink(agent: HttpAgent): Promise<string> {
  const sources = { "sink/main.mo": fs.readFileSync(source, "utf8") };
  const { wasm, problems } = compile({ main: "sink/main.mo", sources, did: null, released: null });
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return (await installCanister({ agent, wasm })).toText();
}

/** Milliseconds that the same call takes when the canister does nothing: encoded, signed, sent, certified, checked. */
export async function timeOfSink(chain: Chain, sink: string, args: IssueArgs): Promise<number> {
  const began = performance.now();
  await chain.update(sink, "issueBatch", method, [args]);
  return performance.now() - began;
}
