// The first administrators, and new ones where fewer than two are left:
//   node scripts/deploy/administrators.mts one@example.gov.pk two@example.gov.pk
// DATABASE_URL is the app role's address. Every other role, and every later administrator, takes two administrators.
import { appointAdministrators } from "../../lib/people/bootstrap.ts";
import { db } from "../../lib/platform/db/client.ts";

const says = {
  appointed: "is an administrator now",
  administratorAlready: "was an administrator already",
  emailInvalid: "is not an e-mail address",
  roleConflict: "is an approver, and nobody is both",
} as const;

async function main(addresses: string[]): Promise<number> {
  if (addresses.length === 0) {
    console.error("node scripts/deploy/administrators.mts <e-mail address> …");
    return 2;
  }
  const appointed = await appointAdministrators(addresses);
  if (!appointed) {
    console.error(
      "Two administrators or more are in office: they propose and confirm others on the page People and roles.",
    );
    return 1;
  }
  for (const { email, outcome } of appointed) console.log(`${email} ${says[outcome]}`);
  return appointed.every(({ outcome }) => outcome === "appointed" || outcome === "administratorAlready") ? 0 : 1;
}

if (import.meta.main) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    if (process.env.DATABASE_URL) await db().$disconnect();
  }
}
