import { execFileSync, spawnSync } from "node:child_process";

/** The operating system's account that PostgreSQL runs as; empty for the account we are. */
export type Account = { uid?: number; gid?: number };

const candidates = ["postgres", "sanad"];

/**
 * PostgreSQL refuses to run as root, so root hands it to the account `postgres`, or to `sanad`, which is made when
 * neither exists. As any other user it runs as that user.
 */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  for (const name of candidates) {
    const account = accountOf(name);
    if (account !== undefined) return account;
  }
  const made = spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "sanad"], { encoding: "utf8" });
  const account = accountOf("sanad");
  if (account === undefined) {
    throw new Error(
      `PostgreSQL cannot run as root, and no account could be made for it: ${made.stderr || made.error?.message}. Make one called "sanad", run as an ordinary user, or set DATABASE_URL.`,
    );
  }
  return account;
}

function accountOf(name: string): Account | undefined {
  try {
    const id = (flag: string) =>
      Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}

/** Whether the account can go through to a file or folder: root's home (0700) hides what lies below it. */
export function canReach(account: Account, file: string): boolean {
  if (account.uid === undefined) return true;
  return spawnSync("test", ["-x", file], { ...account, cwd: "/", stdio: "ignore" }).status === 0;
}
