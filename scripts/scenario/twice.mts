import { confirmMerge, proposeMerge, registerInstitution } from "../../lib/institutions/commands.ts";
import { myInstitutions } from "../../lib/institutions/queries.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { db } from "../../lib/platform/db/client.ts";
import { must } from "./must.mts";
import { complete, type Member, verify } from "./onboard.mts";
import { again } from "./people.mts";

/** The institution registers a second time under another name; two administrators make both one. */
export async function mergeTwin(member: Member, administrators: readonly Person[]): Promise<void> {
  const [proposer, confirmer] = administrators;
  if (!proposer || !confirmer) throw new Error("an administrator is missing");
  const twin = { ...member, name: `${member.name}, second office`, isInDirectory: false };
  const own = async (person: Person) => (await myInstitutions(person)).find(({ name }) => name === twin.name);
  const into = { mergedIntoId: member.institutionId };
  if ((await db().institution.count({ where: into })) > 0) return;
  let { person } = member;
  if (!(await own(person))) {
    const form = { name: twin.name, kind: twin.kind, directoryEntryId: "none" };
    must(await registerInstitution(person, form), `registration of ${twin.name}`);
  }
  person = await again(person);
  const there = await own(person);
  if (!there) throw new Error(`${twin.name} is not among its own registrant's institutions`);
  const second: Member = { ...twin, person, institutionId: there.id };
  if (there.state === "DRAFT") await complete(second, person, there.id);
  await verify(second, administrators);

  const { version } = await db().institution.findUniqueOrThrow({ where: { id: there.id } });
  const open = () => db().institutionMerge.findFirst({ where: { fromId: there.id, state: "PROPOSED" } });
  if (!(await open())) {
    const reason = "Demonstration: one institution, registered by two of its offices.";
    const wish = { institutionId: there.id, version, intoId: member.institutionId, reason };
    must(await proposeMerge(proposer, wish), `merge of ${twin.name}`);
  }
  const merge = await open();
  must(
    await confirmMerge(confirmer, { mergeId: merge?.id, version: merge?.version }),
    `second word on the merge of ${twin.name}`,
  );
}
