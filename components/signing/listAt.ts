import { licenceChunkHash, manifestHash } from "@/lib/platform/chain/encoding";
import type { LicenceEntry } from "@/lib/platform/chain/writes";

/** The licences of a batch as they came to this browser, and the hash over them, in hex. */
export type List = { hash: string; licences: number; institutions: { id: string; name: string; licences: number }[] };

/** Fetches the licences of a batch and computes here the hash that the registry will compute. Throws when they cannot be had. */
export async function listAt(address: string): Promise<List> {
  const response = await fetch(address, { headers: { accept: "application/json" }, cache: "no-store" });
  if (!response.ok) throw new Error(`the list was not given: ${response.status}`);
  const { chunks } = (await response.json()) as { chunks: LicenceEntry[][] };
  const institutions = new Map<string, List["institutions"][number]>();
  for (const { institutionId: id, institutionName: name } of chunks.flat()) {
    const known = institutions.get(id);
    institutions.set(id, { id, name, licences: (known?.licences ?? 0) + 1 });
  }
  const hash = manifestHash(chunks.map(licenceChunkHash));
  return {
    hash: Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join(""),
    licences: chunks.flat().length,
    institutions: [...institutions.values()],
  };
}
