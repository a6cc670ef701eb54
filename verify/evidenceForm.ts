/** The form of a batch's evidence: from JSON that anybody may have written to typed parts, or a named fault. */

export interface PlanItem {
  readonly itemId: string;
  readonly applicationId: string;
  readonly receipt: string;
  readonly institutionId: string;
  readonly institutionName: string;
  readonly sector: string;
  readonly phaseCode: string;
  readonly asked: number;
  readonly outcome: string;
  readonly seats: number;
  readonly reason: string | null;
  readonly evidence: readonly string[];
  readonly note: string | null;
}

/** A licence as the registry was asked for it; times in ns since 1970 UTC, decimal. */
export interface Entry {
  readonly [field: string]: string;
  readonly number: string;
  readonly institutionId: string;
  readonly decision: string;
  readonly validFrom: string;
  readonly validUntil: string;
}

export interface Approval {
  readonly approver: string;
  readonly approvedAt: string;
  readonly planHash: string;
  readonly opened: readonly { readonly item: string; readonly at: string }[];
}

export interface Evidence {
  readonly madeAt: string;
  readonly batch: {
    readonly code: string;
    readonly programme: string;
    readonly planHash: string;
    readonly proposedBy: string;
    readonly quorum: number;
    readonly chunks: number;
    readonly manifestHash: string | null;
    /** Absent from documents made before batches said so, in which nobody was passed over. */
    readonly passedOver: { readonly waiting: number; readonly reason: string } | null;
  };
  readonly plan: readonly PlanItem[];
  readonly approvals: readonly Approval[];
  readonly rubrics: readonly {
    readonly version: number;
    readonly criteria: readonly { readonly code: string; readonly weight: number; readonly max: number }[];
  }[];
  readonly reviews: readonly {
    readonly application: string;
    readonly reviewer: string;
    readonly state: string;
    readonly rubric: number | null;
    readonly scores: Readonly<Record<string, number>>;
    readonly total: number | null;
  }[];
  readonly writes: readonly {
    readonly payload: { readonly batchId: string; readonly chunk: number; readonly entries: readonly Entry[] };
    readonly answer: { readonly chunkHash: string } | null;
    readonly certificate: string | null;
  }[];
  /** The registry's proof of who signed the batch; null for one without licences. */
  readonly signatures: { readonly certificate: string; readonly witness: string } | null;
  readonly proofs: readonly { readonly number: string; readonly certificate: string; readonly witness: string }[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads the document. Throws an `Error` that names the first field which is not as it should be. */
export function parseEvidence(document: unknown): Evidence {
  const fields = object(document, "the document");
  if (fields.format !== "sanad-evidence" || fields.version !== 1) throw new Error("no evidence of a batch, version 1");
  const batch = object(fields.batch, "batch");
  return {
    madeAt: text(fields, "madeAt"),
    batch: {
      ...{ code: text(batch, "code"), programme: text(batch, "programme"), planHash: text(batch, "planHash") },
      ...{ proposedBy: text(batch, "proposedBy"), quorum: whole(batch, "quorum"), chunks: whole(batch, "chunks") },
      ...{ manifestHash: textOrNull(batch, "manifestHash"), passedOver: passedOver(batch.passedOver) },
    },
    plan: list(fields, "plan").map((item) => ({
      ...{ itemId: text(item, "itemId"), applicationId: text(item, "applicationId"), receipt: text(item, "receipt") },
      ...{ institutionId: text(item, "institutionId"), institutionName: text(item, "institutionName") },
      ...{ sector: text(item, "sector"), phaseCode: text(item, "phaseCode"), outcome: text(item, "outcome") },
      ...{ asked: whole(item, "asked"), seats: whole(item, "seats"), reason: textOrNull(item, "reason") },
      ...{ evidence: texts(item, "evidence"), note: textOrNull(item, "note") },
    })),
    approvals: list(fields, "approvals").map((approval) => ({
      ...{ approver: text(approval, "approver"), approvedAt: text(approval, "approvedAt") },
      planHash: text(approval, "planHash"),
      opened: list(approval, "opened").map((one) => ({ item: text(one, "item"), at: text(one, "at") })),
    })),
    rubrics: list(fields, "rubrics").map((rubric) => ({
      version: whole(rubric, "version"),
      criteria: list(rubric, "criteria").map((one) => ({
        ...{ code: text(one, "code"), weight: whole(one, "weight"), max: whole(one, "max") },
      })),
    })),
    reviews: list(fields, "reviews").map((review) => ({
      ...{ application: text(review, "application"), reviewer: text(review, "reviewer"), state: text(review, "state") },
      rubric: review.rubric === null ? null : whole(review, "rubric"),
      scores: Object.fromEntries(
        Object.keys(object(review.scores, "scores")).map((code) => [
          code,
          whole(object(review.scores, "scores"), code),
        ]),
      ),
      total: review.total === null ? null : whole(review, "total"),
    })),
    writes: list(fields, "writes").map((write) => {
      const payload = object(write.payload, "payload");
      return {
        payload: {
          ...{ batchId: text(payload, "batchId"), chunk: whole(payload, "chunk") },
          entries: list(payload, "entries").map(entry),
        },
        answer: write.answer === null ? null : { chunkHash: text(object(write.answer, "answer"), "chunkHash") },
        certificate: textOrNull(write, "certificate"),
      };
    }),
    signatures: signatures(fields.signatures),
    proofs: list(fields, "proofs").map((proof) => ({
      ...{ number: text(proof, "number"), certificate: text(proof, "certificate"), witness: text(proof, "witness") },
    })),
  };
}

function entry(fields: Fields): Entry {
  return {
    ...Object.fromEntries(Object.keys(fields).map((key) => [key, text(fields, key)])),
    ...{ number: text(fields, "number"), institutionId: text(fields, "institutionId") },
    ...{ decision: text(fields, "decision") },
    ...{ validFrom: text(fields, "validFrom"), validUntil: text(fields, "validUntil") },
  };
}

function object(value: unknown, name: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${name}: no object`);
  return { ...value };
}

function list(fields: Fields, name: string): Fields[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw new Error(`${name}: no list`);
  return value.map((one) => object(one, name));
}

function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== "string") throw new Error(`${name}: no text`);
  return value;
}

function textOrNull(fields: Fields, name: string): string | null {
  return fields[name] === null ? null : text(fields, name);
}

function texts(fields: Fields, name: string): string[] {
  const value = fields[name];
  if (!Array.isArray(value) || !value.every((one) => typeof one === "string")) throw new Error(`${name}: no texts`);
  return value;
}

function whole(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
    throw new Error(`${name}: no whole number`);
  return value;
}

function signatures(value: unknown): Evidence["signatures"] {
  if (value === null || value === undefined) return null;
  const fields = object(value, "signatures");
  return { certificate: text(fields, "certificate"), witness: text(fields, "witness") };
}

function passedOver(value: unknown): Evidence["batch"]["passedOver"] {
  if (value === null || value === undefined) return null;
  const fields = object(value, "batch.passedOver");
  return { waiting: whole(fields, "waiting"), reason: text(fields, "reason") };
}
