import { inviteRegistration, withdrawRegistrationInvite } from "../../lib/institutions/commands.ts";
import { directoryRows } from "../../lib/institutions/directoryDesk.ts";
import { must } from "../scenario/must.mts";
import type { Officers } from "./players.mts";

/** A university of the directory that nobody has registered is asked to: once with a letter that was taken back since. */
export async function askUniversity({ administrators: [by] }: Officers): Promise<void> {
  const { rows } = await directoryRows(by, { text: "", state: "FREE", sector: undefined, page: 1 });
  const directoryEntryId = rows.at(-1)?.id;
  const ask = async (email: string) =>
    must(await inviteRegistration(by, { directoryEntryId, email }), "invitation to register").inviteId;
  const registrationInviteId = await ask("dean@asked.example");
  await ask("registrar@asked.example");
  must(await withdrawRegistrationInvite(by, { registrationInviteId, version: 0 }), "withdrawal of an invitation");
}
