/** Who opens a connection: the portal's own processes, the browser of whoever visits, or whoever runs the command line. */
export type Opener = "portal" | "browser" | "commandLine";

/** A host that something here talks to, and the files that open the connection. */
export type Outbound = { readonly to: string; readonly by: Opener; readonly files: readonly string[] };

/**
 * Every host that this project's programs talk to. The import rules let no other file open a connection, docs/deploy.md ("Every host that
 * it talks to") tells operators, and the page of the figures shows it to everybody.
 */
export const outbound = [
  {
    to: "database",
    by: "portal",
    files: ["lib/platform/db/client.ts", "lib/platform/jobs/queues.ts", "worker/lock.ts", "worker/main.ts"],
  },
  { to: "network", by: "portal", files: ["lib/platform/chain/agent.ts", "worker/faults.ts"] },
  { to: "mail", by: "portal", files: ["lib/notifications/mailServer.ts"] },
  { to: "texts", by: "portal", files: ["lib/notifications/texts/sender.ts"] },
  { to: "followers", by: "portal", files: ["verify/log/compare.ts"] },
  {
    to: "itself",
    by: "browser",
    files: [
      "components/desk/palette/useFind.ts",
      "components/session/SessionWatch.tsx",
      "components/signing/listAt.ts",
      "components/ui/useSuggestions.ts",
    ],
  },
  { to: "check", by: "browser", files: ["verify/page/checker.ts"] },
  { to: "identity", by: "browser", files: ["components/signing/identityWindow.ts"] },
  {
    to: "named",
    by: "commandLine",
    files: ["verify/cli.ts", "verify/client.ts", "verify/entitlementExample.ts"],
  },
] as const satisfies readonly Outbound[];
