import type { Tx } from "../../lib/platform/db/client.ts";
import type { Role } from "../../lib/platform/db/generated/enums.ts";
import { foldText } from "../../lib/platform/text.ts";

/** Nobody real: every name says so, and every address ends in a domain that cannot exist. */
const people: readonly { name: string; address: string; roles: readonly Role[] }[] = [
  { name: "Demo focal person", address: "focal", roles: [] },
  { name: "Demo administrator 1", address: "administrator1", roles: ["ADMINISTRATOR"] },
  { name: "Demo administrator 2", address: "administrator2", roles: ["ADMINISTRATOR"] },
  { name: "Demo reviewer 1", address: "reviewer1", roles: ["REVIEWER"] },
  { name: "Demo reviewer 2", address: "reviewer2", roles: ["REVIEWER"] },
  { name: "Demo approver 1", address: "approver1", roles: ["APPROVER"] },
  { name: "Demo approver 2", address: "approver2", roles: ["APPROVER"] },
  { name: "Demo approver 3", address: "approver3", roles: ["APPROVER"] },
  { name: "Demo approver 4", address: "approver4", roles: ["APPROVER"] },
  { name: "Demo auditor", address: "auditor", roles: ["AUDITOR"] },
  { name: "Demo operator", address: "operator", roles: ["OPERATOR"] },
];

/** Makes a demo person for each role, once. Returns how many were made now. */
export async function loadDemoPeople(tx: Tx): Promise<number> {
  let made = 0;
  for (const { name, address, roles } of people) {
    const email = `${address}@demo.example`;
    if (await tx.user.findUnique({ where: { email }, select: { id: true } })) continue;
    await tx.user.create({
      data: {
        name,
        email,
        searchName: foldText(`${name} ${email}`),
        demonstration: true,
        grants: { create: roles.map((role) => ({ role })) },
      },
    });
    made += 1;
  }
  return made;
}
