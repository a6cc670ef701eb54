// Who is to govern the registry and to approve batches in it, as the argument of the call that founds it:
//   dfx canister call --network <name> licence_registry found "$(npm exec -- node scripts/deploy/found.mts founding.json)"
// Checks the file first: the founding is made once, and what is wrong in it is the governors' to mend.
import fs from "node:fs";
import { Principal } from "@dfinity/principal";
import { z } from "zod";

const principal = z.string().refine(isPerson, "is no principal of a person");
const people = z.array(principal).min(2).max(16);
const quorum = z.int().min(2).max(16);

/** At most thirty days. */
const longestDelay = 2_592_000;

/** The file: principals in their textual form, and how many it takes. */
export const FoundingFile = z
  .strictObject({
    governors: people,
    approvers: people,
    policy: z.strictObject({ approvals: quorum, governors: quorum, delaySeconds: z.int().min(0).max(longestDelay) }),
  })
  .superRefine(({ governors, approvers, policy }, context) => {
    const all = [...governors, ...approvers];
    if (new Set(all).size < all.length)
      context.addIssue({ code: "custom", message: "nobody is named twice, and nobody both governs and approves" });
    if (governors.length < policy.governors)
      context.addIssue({ code: "custom", path: ["governors"], message: "are fewer than the policy asks for" });
    if (approvers.length < policy.approvals)
      context.addIssue({ code: "custom", path: ["approvers"], message: "are fewer than the policy asks for" });
  });
export type FoundingFile = z.infer<typeof FoundingFile>;

/** The argument of `found`, as dfx takes it. */
export function foundingArgument({ governors, approvers, policy }: FoundingFile): string {
  const list = (texts: readonly string[]) => `vec { ${texts.map((text) => `principal "${text}"`).join("; ")} }`;
  const delay = `${policy.delaySeconds}000000000`.replace(/^0+(?=\d)/, "");
  return `(record { governors = ${list(governors)}; approvers = ${list(approvers)}; policy = record { approvals = ${policy.approvals} : nat32; governors = ${policy.governors} : nat32; delay = ${delay} : nat64 } })`;
}

/** A principal that follows from a key, as a person's does; not the anonymous one, nor a canister's. */
function isPerson(text: string): boolean {
  try {
    const bytes = Principal.fromText(text).toUint8Array();
    return bytes.length === 29 && bytes[28] === 2;
  } catch {
    return false;
  }
}

function main([file, ...more]: string[]): number {
  if (file === undefined || more.length > 0) {
    console.error("node scripts/deploy/found.mts <file>");
    return 2;
  }
  const read = FoundingFile.safeParse(JSON.parse(fs.readFileSync(file, "utf8")));
  if (!read.success) {
    for (const { path, message } of read.error.issues) console.error(`${[file, ...path].join(" ")}: ${message}`);
    return 1;
  }
  console.log(foundingArgument(read.data));
  return 0;
}

if (import.meta.main) {
  try {
    process.exitCode = main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
