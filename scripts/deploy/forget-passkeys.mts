// For an official who lost every passkey: takes them away, and they make a new one at their office.
//   node scripts/deploy/forget-passkeys.mts one@example.gov.pk
// DATABASE_URL is the app role's address. Make sure first that it is they who ask: call them back.
import { forgetPasskeys } from "../../lib/people/forgetPasskeys.ts";
import { db } from "../../lib/platform/db/client.ts";

async function main([email, ...more]: string[]): Promise<number> {
  if (email === undefined || more.length > 0) {
    console.error("node scripts/deploy/forget-passkeys.mts <e-mail address>");
    return 2;
  }
  const count = await forgetPasskeys(email);
  console.log(count === undefined ? `Nobody has the address ${email}.` : `${count} passkeys of ${email} taken away.`);
  return count === undefined ? 1 : 0;
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
