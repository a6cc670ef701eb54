import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { outbound } from "../../lib/platform/security/outbound.ts";
import en from "../../messages/en.json" with { type: "json" };
import ur from "../../messages/ur.json" with { type: "json" };
import { inRoot } from "../parts/root.mts";
import { connection, rules } from "./rules.mts";
import { parseSources } from "./source.mts";

/** Which files break which rule, in words of the rule. */
function broken(texts: Record<string, string>): string[] {
  const sources = parseSources(new Map(Object.entries(texts)));
  return [...sources.values()].flatMap((source) =>
    rules.flatMap(({ says, broken: find }) => find(source, sources).map((what) => `${source.file}: ${what} (${says})`)),
  );
}

const database = { "lib/platform/db/client.ts": `import pg from "pg"; export const db = pg;` };

describe("what the design allows passes", () => {
  test.each<[string, Record<string, string>]>([
    [
      "a page uses components and queries",
      { "app/page.tsx": `import "@/components/ui"; import "@/lib/reviews/queries";` },
    ],
    ["a later room uses an earlier one", { "lib/batches/commands.ts": `import { a } from "../reviews/steps.ts";` }],
    [
      "rules import types of anything",
      { "lib/reviews/rules.ts": `import type { Db } from "../platform/db/client.ts";`, ...database },
    ],
    [
      "a component uses rules",
      {
        "components/a.tsx": `import "@/lib/reviews/rules";`,
        "lib/reviews/rules.ts": `import { createHash } from "node:crypto";`,
      },
    ],
    ["the chain's door uses the agent", { "lib/platform/chain/agent.ts": `import "@dfinity/agent";` }],
    ["the sign-in button uses the client", { "components/sign-in/Button.tsx": `import "@dfinity/auth-client";` }],
    ["a portal test starts the local network", { "worker/a.test.ts": `import "../localnet/server.ts";` }],
    [
      "commands behind one door use each other's files",
      {
        "lib/licences/commands.ts": `export * from "./commands/seats.ts";`,
        "lib/licences/commands/seats.ts": `import "./shared.ts";`,
        "lib/licences/commands/shared.ts": "",
      },
    ],
    [
      "an action calls a command",
      {
        "app/actions.ts": `"use server"; import { save } from "@/lib/people/commands"; export async function a() { return save(); }`,
      },
    ],
    ["a read takes the actor", { "lib/people/queries.ts": `export async function people(actor: Actor) {}` }],
    [
      "an action hands a command to a helper",
      {
        "app/actions.ts": `"use server"; import { save } from "@/lib/people/commands"; export async function a(data) { return act(save, data); }`,
      },
    ],
    [
      "a component reads through a query",
      {
        "components/a.tsx": `import { people } from "@/lib/people/queries";`,
        "lib/people/queries.ts": `import "../platform/db/client.ts";`,
        ...database,
      },
    ],
    [
      "a query and a command share a step of their room",
      { "lib/people/queries.ts": `import { a } from "./steps.ts";` },
    ],
    [
      "a component calls a server action, which reaches the database",
      {
        "components/a.tsx": `import { a } from "@/lib/x/actions";`,
        "lib/x/actions.ts": `"use server"; import "../platform/db/client.ts";`,
        ...database,
      },
    ],
  ])("%s", (_name, texts) => {
    expect(broken(texts).filter((line) => !line.includes("no place in the order"))).toEqual([]);
  });
});

describe("what the design forbids is found", () => {
  test.each<[string, Record<string, string>, string]>([
    [
      "components → app",
      { "components/a.tsx": `import "@/app/page";`, "app/page.tsx": "" },
      "components/a.tsx: app/page.tsx",
    ],
    ["the portal → verify", { "lib/licences/queries.ts": `import "../../verify/index.ts";` }, "verify/index.ts"],
    ["verify → the portal", { "verify/a.ts": `import "../lib/licences/number.ts";` }, "lib/licences/number.ts"],
    [
      "a test of verify → the portal",
      { "verify/a.test.ts": `import "../lib/licences/number.ts";` },
      "lib/licences/number.ts",
    ],
    [
      "localnet → the portal",
      { "localnet/a.ts": `import type { A } from "../lib/platform/config.ts";` },
      "lib/platform/config.ts",
    ],
    ["worker → app", { "worker/main.ts": `import "../app/page.tsx";` }, "app/page.tsx"],
    [
      "an earlier room → a later one",
      { "lib/programmes/steps.ts": `import "../licences/rules.ts";` },
      "lib/licences/rules.ts",
    ],
    ["platform → a room", { "lib/platform/command.ts": `import "../people/rules.ts";` }, "lib/people/rules.ts"],
    [
      "commands → commands",
      { "lib/batches/commands.ts": `import { a } from "../reviews/commands.ts";` },
      "lib/reviews/commands.ts",
    ],
    ["a helper → commands", { "lib/batches/plan.ts": `import { a } from "./commands.ts";` }, "lib/batches/commands.ts"],
    [
      "queries → steps of another room",
      { "lib/batches/queries.ts": `import { a } from "../reviews/steps.ts";` },
      "lib/reviews/steps.ts",
    ],
    ["rules → schema", { "lib/batches/rules.ts": `import { a } from "./schema.ts";` }, "lib/batches/schema.ts"],
    ["rules → the file system", { "lib/batches/rules.ts": `import fs from "node:fs";` }, "node:fs"],
    [
      "rules → a helper → the database",
      {
        "lib/batches/rules.ts": `import { a } from "./plan.ts";`,
        "lib/batches/plan.ts": `import { db } from "../platform/db/client.ts";`,
        ...database,
      },
      "lib/batches/plan.ts → lib/platform/db/client.ts",
    ],
    [
      "components → the database, by a re-export",
      {
        "components/a.tsx": `import "@/lib/x/y";`,
        "lib/x/y.ts": `export * from "../platform/db/client.ts";`,
        ...database,
      },
      "lib/x/y.ts → lib/platform/db/client.ts",
    ],
    [
      "components → the database, when it is called for",
      { "components/a.tsx": `await import("@/lib/platform/db/client");`, ...database },
      "components/a.tsx: lib/platform/db/client.ts",
    ],
    [
      "a page → the database",
      { "app/page.tsx": `import { db } from "@/lib/platform/db/client";`, ...database },
      "app/page.tsx: lib/platform/db/client.ts",
    ],
    ["a page → steps", { "app/page.tsx": `import { a } from "@/lib/people/steps";` }, "lib/people/steps"],
    [
      "the agent in a room",
      { "lib/licences/commands.ts": `import { Actor } from "@dfinity/agent";` },
      "@dfinity/agent",
    ],
    ["the agent in verify", { "verify/a.ts": `import { Principal } from "@dfinity/principal";` }, "@dfinity/principal"],
    [
      "an action without a command",
      { "app/actions.ts": `"use server"; export async function a() { return 1; }` },
      "a()",
    ],
    [
      "a read without its actor",
      { "lib/people/queries.ts": `export const people = async (search: string) => search;` },
      "people()",
    ],
    [
      "a chain write beside the outbox",
      { "lib/licences/commands.ts": `await tx.chainWrite.create({ data });` },
      "chainWrite",
    ],
    [
      "a call to a stranger",
      { "lib/people/steps.ts": `await fetch("https://elsewhere");` },
      "fetch( opens a connection",
    ],
    [
      "a room nobody placed",
      { "lib/weather/rules.ts": `import type { A } from "../people/rules.ts";` },
      "no place in the order",
    ],
  ])("%s", (_name, texts, what) => {
    expect(broken(texts).join("\n")).toContain(what);
  });
});

describe("the hosts that strangers read of", () => {
  const files = outbound.flatMap((row) => [...row.files]);

  test("are those of the files that may open a connection, each of which does", () => {
    expect(new Set(files).size).toBe(files.length);
    for (const file of files) expect(readFileSync(inRoot(file), "utf8"), file).toMatch(connection);
    const [file = ""] = files;
    const text = `await fetch(address);`;
    expect(broken({ [file]: text })).toEqual([]);
    for (const other of ["lib/people/steps.ts", "components/a.tsx", "app/page.tsx", "worker/a.ts", "verify/a.ts"])
      expect(broken({ [other]: text }).join(), other).toContain("opens a connection");
  });

  test("are in the operators' table, and have words in both languages for the page", () => {
    const guide = readFileSync(inRoot("docs/deploy.md"), "utf8");
    const [, table = ""] = guide.split("**Every host that it talks to.**");
    for (const file of files) {
      const isNamed = table.includes(`\`${file}\``) || table.includes(`\`${file.split("/").slice(0, -1).join("/")}\``);
      expect(isNamed, file).toBe(true);
    }
    for (const words of [en, ur]) {
      const { hosts } = words.figures;
      expect(Object.keys(hosts.hosts)).toEqual(outbound.map(({ to }) => to));
      for (const { to, by } of outbound)
        expect([hosts.hosts[to].to, hosts.hosts[to].for, hosts.openers[by]]).not.toContain("");
    }
  });
});
