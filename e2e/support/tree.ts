import { expect, type Locator } from "@playwright/test";

/** A role, the name that is read out with it, what else is said of it, and what lies in it. */
export type Node = [role: string, name?: string, state?: string, inside?: readonly Node[]];

/**
 * What a screen reader is told of `place` holds these nodes in this order. Others may stand between them: the test is about
 * names and roles, and lives as long as those do.
 */
export async function isReadAs(place: Locator, nodes: readonly Node[]): Promise<void> {
  await expect(place).toMatchAriaSnapshot(lines(nodes, "").join("\n"));
}

function lines(nodes: readonly Node[], indent: string): string[] {
  return nodes.flatMap(([role, name, state, inside = []]) => {
    const said = [role, name === undefined ? undefined : JSON.stringify(name), state && `[${state}]`];
    // In single quotes, a colon or a quotation mark of the name is none of the notation's.
    const key = `'${said.filter(Boolean).join(" ").replaceAll("'", "''")}'`;
    return [`${indent}- ${key}${inside.length > 0 ? ":" : ""}`, ...lines(inside, `${indent}  `)];
  });
}
