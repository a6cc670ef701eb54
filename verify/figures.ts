/** The registry's certified counts (docs/verification.md, "The figures"). */
import { equalBytes } from "./bytes.ts";
import { type Cbor, type CborMap, encodeCbor } from "./cbor.ts";
import { reading, VerifyError } from "./errors.ts";
import { allLeaves, type HashTree } from "./hashTree.ts";
import { figuresLabel } from "./labels.ts";
import { oneOf, recordFields, SECTORS, type Sector, text, unsigned } from "./record.ts";

/** Licences of one programme, phase and sector at an instant. All of them are `inForce`, `suspended`, `expired` or `revoked`. */
export interface Figures {
  readonly programme: string;
  readonly phase: string;
  readonly sector: Sector;
  /** Ever. */
  readonly issued: bigint;
  /** Active and not expired; one whose validity has not begun is among them. */
  readonly inForce: bigint;
  readonly suspended: bigint;
  readonly expired: bigint;
  readonly revoked: bigint;
}

const FIELDS = 8;

/**
 * What the subtree below `figures` says at `time` (nanoseconds since 1970 UTC). Whatever is not in the list has no licence.
 * Throws `witness-incomplete` where any of it is hidden, `record-malformed` and `record-mismatch`.
 */
export function figuresAt(tree: HashTree, time: bigint): Figures[] {
  return allLeaves(tree).map(({ label, value }) => {
    const figures = decodeFigures(value, time);
    if (!equalBytes(label, figuresLabel(encodeCbor([figures.programme, figures.phase, figures.sector]))))
      throw new VerifyError("record-mismatch", "figures under another's label");
    return figures;
  });
}

function decodeFigures(bytes: Uint8Array, time: bigint): Figures {
  return reading("record-malformed", () => {
    const fields = recordFields(bytes, FIELDS);
    const [issued, revoked, ended] = [
      unsigned(fields, "issued"),
      unsigned(fields, "revoked"),
      unsigned(fields, "ended"),
    ];
    const counts = { inForce: 0n, suspended: 0n, expired: ended };
    for (const { end, active, suspended } of endsOf(fields)) {
      if (end <= time) counts.expired += active + suspended;
      else {
        counts.inForce += active;
        counts.suspended += suspended;
      }
    }
    if (counts.inForce + counts.suspended + counts.expired + revoked !== issued)
      throw new VerifyError("encoding", "figures: they do not add up");
    return {
      programme: text(fields, "programme"),
      phase: text(fields, "phase"),
      sector: oneOf(fields, "sector", SECTORS),
      ...{ issued, ...counts, revoked },
    };
  });
}

function endsOf(fields: CborMap): { end: bigint; active: bigint; suspended: bigint }[] {
  const list: Cbor | undefined = fields.get("ends");
  if (!Array.isArray(list)) throw new VerifyError("encoding", "figures: no list of ends");
  let last = -1n;
  return (list as readonly Cbor[]).map((item) => {
    const [end, active, suspended, more] = Array.isArray(item) ? (item as readonly (Cbor | undefined)[]) : [];
    if (typeof end !== "bigint" || typeof active !== "bigint" || typeof suspended !== "bigint" || more !== undefined)
      throw new VerifyError("encoding", "figures: an end of another form");
    if (end <= last) throw new VerifyError("encoding", "figures: ends out of order");
    last = end;
    return { end, active, suspended };
  });
}
