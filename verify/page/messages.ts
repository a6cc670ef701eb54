/** The page's words. Placeholders are in braces; what fills them is isolated from the text around it. */
import type { Sector } from "../record.ts";
import type { FileVerdict, LicenceVerdict, Step } from "../verdict.ts";

export const LANGUAGES = ["en", "ur"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Groups of codes that leave a person with the same thing to do. */
export type Trouble = "connection" | "reply" | "clock" | "forged" | "network" | "fault" | PaperTrouble;
type PaperTrouble = "paperIncomplete" | "paperMixed" | "paperDamaged" | "paperMalformed" | "paperForeign";

export interface Messages {
  readonly name: string;
  readonly otherName: string;
  readonly skip: string;
  readonly demonstration: string;
  readonly title: string;
  readonly description: string;
  readonly lead: string;
  readonly label: string;
  readonly hint: string;
  readonly submit: string;
  readonly malformed: string;
  readonly wrongCheck: string;
  readonly noScript: string;
  readonly noScriptJson: string;
  readonly checking: string;
  /** What a reader sees at an address with a number until the answer is there. */
  readonly asking: string;
  readonly progress: Readonly<Record<Step, string>>;
  readonly answers: Readonly<Record<LicenceVerdict["answer"], { readonly title: string; readonly text: string }>>;
  readonly pageTitle: string;
  readonly reason: string;
  readonly reasons: Readonly<Record<string, string>>;
  readonly asOf: string;
  readonly paper: PaperMessages;
  /** What is said of a proof that somebody saved. */
  readonly saved: {
    readonly answers: Readonly<
      Record<Exclude<LicenceVerdict["answer"], "unchecked">, { readonly title: string; readonly text: string }>
    >;
    /** After a proof that there was no such licence. */
    readonly absentSince: string;
  };
  readonly recordTitle: string;
  readonly facts: {
    readonly institution: string;
    readonly sector: string;
    readonly programme: string;
    readonly phase: string;
    readonly validFrom: string;
    readonly validUntil: string;
    readonly issued: string;
    readonly holder: string;
  };
  readonly holderBound: string;
  readonly holderFree: string;
  readonly sectors: Readonly<Record<Sector, string>>;
  readonly programmes: Readonly<Record<string, string>>;
  readonly phaseNumber: string;
  readonly becameTitle: string;
  /** What became of the institution since, `{from}` and `{into}` by name, on `{date}`. */
  readonly became: string;
  readonly becameHint: string;
  readonly checksTitle: string;
  readonly checks: Readonly<Record<Step, { readonly title: string; readonly text: string }>>;
  readonly absentWitness: string;
  readonly rootSigned: string;
  readonly passed: string;
  readonly failed: string;
  readonly skipped: string;
  readonly code: string;
  readonly evidenceTitle: string;
  readonly evidence: {
    readonly subnet: string;
    readonly certificate: string;
    readonly delegation: string;
    readonly noDelegation: string;
    readonly canister: string;
    readonly rootKey: string;
    readonly checkedAt: string;
  };
  readonly signer: {
    readonly title: string;
    readonly lead: string;
    readonly asking: string;
    readonly key: string;
    readonly kind: string;
    readonly kinds: Readonly<Record<string, string>>;
    readonly untold: string;
    readonly ranges: string;
    readonly range: string;
    readonly everything: string;
    readonly nodes: string;
    readonly nodeKey: string;
    readonly program: string;
    readonly noProgram: string;
    readonly programHint: string;
    readonly controllers: string;
    readonly nobody: string;
    readonly limitsTitle: string;
    readonly limits: readonly string[];
  };
  readonly figures: {
    readonly title: string;
    readonly lead: string;
    readonly link: string;
    readonly back: string;
    readonly noScript: string;
    readonly asking: string;
    readonly counted: string;
    readonly meaning: string;
    readonly unchecked: string;
    readonly tableTitle: string;
    readonly none: string;
    /** What sums by day and by place have to come to. */
    readonly parts: string;
    readonly together: string;
    readonly counts: Readonly<Record<"issued" | "inForce" | "suspended" | "expired" | "revoked", string>>;
    readonly checks: { readonly witness: string; readonly record: string };
    readonly block: string;
  };
  readonly places: {
    readonly title: string;
    readonly meaning: string;
    readonly unchecked: string;
    readonly save: string;
    readonly counts: Readonly<Record<"caps" | "taken" | "free", string>>;
    /** Places that are in the total and of no sector. */
    readonly unsplit: string;
    readonly checks: { readonly witness: string; readonly record: string };
    readonly brokenGlass: { readonly title: string; readonly text: string; readonly at: string };
  };
  readonly accounts: {
    readonly title: string;
    readonly meaning: string;
    readonly unchecked: string;
    readonly save: string;
    readonly canister: string;
    readonly counts: Readonly<Record<"opened" | "active" | "suspended", string>>;
    readonly checks: { readonly range: string; readonly witness: string; readonly record: string };
  };
  readonly file: {
    readonly answers: Readonly<
      Record<Exclude<FileVerdict["answer"], "unchecked">, { readonly title: string; readonly text: string }>
    >;
    readonly unchecked: string;
    readonly factsTitle: string;
    readonly notedAt: string;
    readonly block: string;
    readonly digest: string;
    readonly checks: { readonly witness: string; readonly absent: string; readonly record: string };
  };
  readonly ages: {
    readonly now: string;
    readonly ahead: string;
    readonly second: readonly [one: string, many: string];
    readonly minute: readonly [one: string, many: string];
    readonly hour: readonly [one: string, many: string];
    readonly day: readonly [one: string, many: string];
  };
  readonly troubles: Readonly<Record<Trouble, string>>;
  readonly again: string;
  readonly print: string;
  readonly save: string;
  readonly times: string;
  readonly howTitle: string;
  readonly how: readonly string[];
  readonly operator: string;
  /** Leads to the page that the registry serves itself. */
  readonly site: string;
  /** Who runs a demonstration, in place of a name that is written in one language only. */
  readonly demoOperator: string;
}

/** What is said of a licence on paper, whose codes prove it without a network. */
export interface PaperMessages {
  readonly title: string;
  readonly lead: string;
  readonly camera: string;
  readonly stop: string;
  readonly file: string;
  readonly drop: string;
  readonly text: string;
  readonly check: string;
  readonly read: string;
  readonly looking: string;
  readonly reading: string;
  readonly noCamera: string;
  readonly noDecoder: string;
  /** On the registry's own page. */
  readonly noPhotographs: string;
  readonly noCode: string;
  readonly otherPaper: string;
  /** Of a saved proof of the figures or of a file. */
  readonly otherProof: string;
  /** Of the evidence of a batch. */
  readonly evidence: string;
  readonly startAgain: string;
  readonly answers: Readonly<
    Record<
      "valid" | "suspended" | "revoked" | "expired" | "upcoming",
      { readonly title: string; readonly text: string }
    >
  >;
  readonly asOf: string;
  readonly unknown: string;
  readonly ask: string;
  readonly offline: string;
}
