import { demoPeople } from "../deploy/people.mts";
import type { Stack } from "../stack.mts";

/** Where the local network's gateway shows what the licence registry serves by itself. */
function siteOf({ host, canisters }: Stack["network"]): string {
  const { protocol, port } = new URL(host);
  return `${protocol}//${canisters.licence_registry}.localhost:${port}/`;
}

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
    ...(stack.network.name === "local"
      ? [`The registry's own page, without the portal: ${siteOf(stack.network)}`]
      : []),
    "Ctrl-C ends everything; the next start goes on from here.",
  );
  return lines.join("\n");
}
