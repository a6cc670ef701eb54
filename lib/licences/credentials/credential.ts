/** What a licence says as a Verifiable Credential 2.0 (W3C), and the lists of those that were taken back: content, not signature. */
import { gzipSync } from "node:zlib";
import type { LicenceRecord } from "../../platform/chain/registry.ts";
import { type StatusPurpose, statusPurposes } from "../../platform/chain/statusLists.ts";
import { instantOf } from "../../platform/chain/writes.ts";
import { type Credential, instant } from "../../platform/credentials/secure.ts";
import { formatNumber } from "../number.ts";

const contextOfCredentials = "https://www.w3.org/ns/credentials/v2";
/** How long whoever keeps a status list may rely on it. */
const listLifetime = 60 * 60_000;

/** Who signs, where, and on which network the licences are recorded. */
export type CredentialIssuer = {
  did: string;
  name: string;
  origin: string;
  demonstration: boolean;
  network: { name: string; subnetId: string; canisterId: string };
};

/**
 * The credential of a licence. `subject` is an identifier of the holder's own choice, or null for none. Nothing else in it says more
 * than the certified record and where it is certified.
 */
export function licenceCredential(
  record: LicenceRecord,
  place: number,
  issuer: CredentialIssuer,
  subject: string | null,
): Credential {
  const number = formatNumber(record.number);
  const { origin } = issuer;
  const chosen: Record<string, string> = subject === null ? {} : { id: subject };
  const holder: Record<string, string> = record.holder
    ? { holderCommitment: Buffer.from(record.holder).toString("hex") }
    : {};
  return {
    "@context": [contextOfCredentials, `${origin}/api/v1/credentials/context`],
    id: `${origin}/api/v1/licences/${number}`,
    type: ["VerifiableCredential", "LicenceCredential"],
    issuer: issuerField(issuer),
    validFrom: instant(instantOf(record.validFrom)),
    validUntil: instant(instantOf(record.validUntil)),
    credentialStatus: statusPurposes.map((purpose) => ({
      id: `${listAddress(origin, purpose)}#${place}`,
      type: "BitstringStatusListEntry",
      statusPurpose: purpose,
      statusListIndex: String(place),
      statusListCredential: listAddress(origin, purpose),
    })),
    credentialSubject: {
      ...chosen,
      type: "LicenceHolder",
      licenceNumber: number,
      programme: record.programme,
      phase: record.phase,
      sector: record.sector,
      institution: record.institutionName,
      ...holder,
      network: issuer.network.name,
      subnet: issuer.network.subnetId,
      registry: issuer.network.canisterId,
      demonstration: issuer.demonstration,
    },
  };
}

/** The credential of one status list, from its bits as they were certified at `at`. */
export function statusListCredential(
  purpose: StatusPurpose,
  { lists, at }: { lists: Record<StatusPurpose, Uint8Array>; at: Date },
  issuer: CredentialIssuer,
): Credential {
  const id = listAddress(issuer.origin, purpose);
  return {
    "@context": [contextOfCredentials],
    id,
    type: ["VerifiableCredential", "BitstringStatusListCredential"],
    issuer: issuerField(issuer),
    validFrom: instant(at),
    validUntil: instant(new Date(at.getTime() + listLifetime)),
    credentialSubject: {
      id: `${id}#list`,
      type: "BitstringStatusList",
      statusPurpose: purpose,
      encodedList: `u${gzipSync(lists[purpose]).toString("base64url")}`,
    },
  };
}

function issuerField({ did, name }: CredentialIssuer) {
  return { id: did, name };
}

function listAddress(origin: string, purpose: StatusPurpose): string {
  return `${origin}/api/v1/status/${purpose}`;
}

/** The words of a licence's credential, as JSON-LD wants them (the second context). */
export function credentialContext(origin: string) {
  const base = `${origin}/api/v1/credentials/context#`;
  const words = ["licenceNumber", "programme", "phase", "sector", "institution", "holderCommitment"];
  const others = ["network", "subnet", "registry", "demonstration"];
  return {
    "@context": {
      "@protected": true,
      LicenceCredential: `${base}LicenceCredential`,
      LicenceHolder: `${base}LicenceHolder`,
      ...Object.fromEntries([...words, ...others].map((word) => [word, `${base}${word}`])),
    },
  };
}
