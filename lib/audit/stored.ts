import { db } from "../platform/db/client.ts";
import type { SealedRow } from "./chain.ts";
import { type SealedEvent, sealedFields } from "./rules.ts";

const atOnce = 1_000;

type Stored = SealedEvent & { sequence: bigint; hash: Uint8Array; found: bigint | null };

/** Every seal of the database with its event, in order. An event that somebody removed is `null`. */
export async function* storedChain(): AsyncGenerator<SealedRow> {
  for (let after = 0n; ; ) {
    const rows = await db().$queryRaw<Stored[]>`
      select s.sequence, s.hash, e.id as found, s."eventId" as id, e.at, e."actorId", e."actorKind", e.action,
        e."subjectKind", e."subjectId", e.outcome::text as outcome, e.code, e.data
      from "AuditSeal" s left join "AuditEvent" e on e.id = s."eventId"
      where s.sequence > ${after} order by s.sequence limit ${atOnce}`;
    for (const { sequence, hash, found, ...event } of rows) {
      after = sequence;
      yield {
        sequence,
        event: found === null ? null : sealedFields(event),
        hash: Buffer.from(hash).toString("hex"),
      };
    }
    if (rows.length < atOnce) return;
  }
}
