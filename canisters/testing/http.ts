// A canister's answers over HTTP, and what DFINITY's own library says of them, as a gateway would.
import type { Principal } from "@dfinity/principal";
import { ResponseVerificationErrorCode, verifyRequestResponsePair } from "@dfinity/response-verification";
import type { Bytes } from "./encoding.ts";
import type { HttpResponse, RegistryActor } from "./idl.ts";
import { decodeTree, rootOf, type Tree } from "./tree.ts";

type HttpActor = Pick<RegistryActor, "http_request">;

/** Asks as a gateway does. */
export async function ask(canister: HttpActor, url: string, method = "GET"): Promise<HttpResponse> {
  const request = { method, url, headers: [], body: new Uint8Array(), certificate_version: [2] as [number] };
  const { status_code, headers, body } = await canister.http_request(request);
  return { status_code, headers, body: new Uint8Array(body) };
}

export type Judging = { canisterId: Principal; rootKey: Bytes; url: string; method?: string; at?: number };

/** `certified`, `passed on` (by the canister's will the body is not certified), or the error by which a gateway refuses it. */
export function judged(response: HttpResponse, { canisterId, rootKey, url, method = "GET", at = Date.now() }: Judging) {
  const fiveMinutes = 300_000_000_000n;
  const request = { method, url, headers: [], body: new Uint8Array(), certificate_version: [2] as [number] };
  const { status_code: statusCode, headers, body } = response;
  const given = { statusCode, status_code: statusCode, headers, body };
  const now = BigInt(at) * 1_000_000n;
  try {
    const { response: kept } = verifyRequestResponsePair(
      ...([request, given, canisterId.toUint8Array(), now, fiveMinutes, rootKey, 2] as const),
    );
    return kept === undefined ? "passed on" : "certified";
  } catch (error) {
    const { code } = error as { code: number };
    return ResponseVerificationErrorCode[code] ?? String(error);
  }
}

/** A header's value. */
export function header({ headers }: HttpResponse, name: string): string | undefined {
  return headers.find(([known]) => known === name)?.[1];
}

/** What is certified of the canister's site, pruned. */
export async function siteOf(canister: HttpActor): Promise<Tree> {
  const proof = header(await ask(canister, "/"), "ic-certificate") ?? "";
  const tree = decodeTree(new Uint8Array(Buffer.from(/tree=:([^:]*):/.exec(proof)?.[1] ?? "", "base64")));
  const below = (node: Tree): Tree | undefined => {
    if (node.kind === "fork") return below(node.left) ?? below(node.right);
    return node.kind === "labelled" && Buffer.from(node.name).toString() === "http_expr" ? node.below : undefined;
  };
  const site = below(tree);
  if (site === undefined) throw new Error("the witness shows no site");
  return { kind: "pruned", hash: rootOf(site) };
}
