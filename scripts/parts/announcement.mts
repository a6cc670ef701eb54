import { demoPeople } from "../deploy/people.mts";
import type { Stack } from "../stack.mts";

/** What a person is told when everything runs: the address, and who can sign in. */
export async function announcement(stack: Stack): Promise<string> {
  const lines = ["", `Sanad is ready: ${stack.origin}`];
  if (stack.demonstration) {
    const people = await demoPeople(stack.ownerUrl);
    const width = Math.max(0, ...people.map(({ name }) => name.length));
    lines.push(
      "A demonstration: no licence here is real. Sign in with one click as:",
      ...people.map(
        ({ name, email, roles }) => `  ${name.padEnd(width)}  ${[...roles, email].filter(Boolean).join(", ")}`,
      ),
    );
  }
  lines.push(
    `${stack.network.name === "local" ? "Local network" : `Network "${stack.network.name}"`} ${stack.network.host}, licence registry ${stack.network.canisters.licence_registry}`,
    ...(stack.network.site ? [`The registry's own page, without the portal: ${stack.network.site}`] : []),
    "Ctrl-C ends everything; the next start goes on from here.",
  );
  return lines.join("\n");
}
