import { recordEvent } from "../platform/audit.ts";
import { heldAt } from "../platform/auth/held.ts";
import { type Db, db } from "../platform/db/client.ts";
import { foldText } from "../platform/text.ts";
import { clashes, neededOf } from "./rules.ts";
import { Email } from "./schema.ts";
import { lockRoles } from "./standing.ts";

/** What became of one address. */
export type Appointed = {
  email: string;
  outcome: "appointed" | "administratorAlready" | "emailInvalid" | "roleConflict";
};

/**
 * The operator's way to administrators where there are not two who could appoint more: the first ones, and after a loss. Only
 * this role: everything else two administrators give. Each is audited as the operator's. Undefined, and nothing done, where two
 * or more administrators hold the role in their own right.
 */
export function appointAdministrators(
  addresses: readonly string[],
  now = new Date(),
  database: Db = db(),
): Promise<Appointed[] | undefined> {
  return database.$transaction(async (tx) => {
    await lockRoles(tx);
    const there = await tx.roleGrant.count({ where: { role: "ADMINISTRATOR", endedAt: null, endsAt: null } });
    if (there >= neededOf("ADMINISTRATOR")) return undefined;
    const appointed: Appointed[] = [];
    for (const address of addresses) {
      const parsed = Email.safeParse(address);
      if (!parsed.success) {
        appointed.push({ email: address, outcome: "emailInvalid" });
        continue;
      }
      const email = parsed.data;
      const { id: userId } = await tx.user.upsert({
        where: { email },
        update: {},
        create: { email, name: email.slice(0, email.indexOf("@")), searchName: foldText(email) },
        select: { id: true },
      });
      const held = (await tx.roleGrant.findMany({ where: { userId, ...heldAt(now) } })).map((grant) => grant.role);
      const outcome = held.includes("ADMINISTRATOR")
        ? "administratorAlready"
        : clashes(held, "ADMINISTRATOR")
          ? "roleConflict"
          : "appointed";
      appointed.push({ email, outcome });
      if (outcome !== "appointed") continue;
      await tx.roleGrant.create({ data: { userId, role: "ADMINISTRATOR", grantedAt: now } });
      await recordEvent(tx, {
        actor: { kind: "system", name: "operator" },
        action: "people.appoint",
        outcome: "DONE",
        subject: { kind: "user", id: userId },
        data: { role: "ADMINISTRATOR" },
      });
    }
    return appointed;
  });
}
