import { hex, sameBytes } from "../crypto/principal.ts";
import { isController } from "./management/call.ts";
import type { Subnet } from "./subnet.ts";

export interface ReadStateRequest {
  /** Whether it came in at a canister's or at the subnet's address, and whose. */
  at: "canister" | "subnet";
  effective: Uint8Array;
  version: 2 | 3;
  sender: Uint8Array;
  paths: Uint8Array[][];
  /** The canisters that the sender's delegations are limited to, in hexadecimal; null when to none. */
  targets: string[] | null;
}

/** A certificate, or why the paths may not be read. */
export type ReadStateAnswer = { certificate: Uint8Array } | { status: 400 | 403 | 404; message: string };

const CANISTER_LEAVES = new Set([
  "module_hash",
  "controllers",
  "canister_creation_timestamp",
  "last_install_timestamp",
]);
const REQUEST_LEAVES = new Set(["status", "reply", "reject_code", "reject_message", "error_code"]);
const label = (name: string) => Buffer.from(name, "utf8");
const textOf = (bytes: Uint8Array | undefined) => (bytes ? Buffer.from(bytes).toString("utf8") : undefined);

function requestPath(
  subnet: Subnet,
  request: ReadStateRequest,
  [, id, leaf]: Uint8Array[],
  length: number,
): string | null {
  if (id?.length !== 32 || length > 3) return "a path below /request_status is malformed";
  if (leaf && !REQUEST_LEAVES.has(textOf(leaf) ?? "")) return "a path below /request_status is unknown";
  const known = subnet.requests.get(hex(id));
  if (!known) return null;
  if (!sameBytes(known.sender, request.sender)) return "the request was made by another sender";
  if (!sameBytes(known.effective, request.effective)) return "the request was sent to another effective canister id";
  if (request.targets && !request.targets.includes(hex(known.receiver)))
    return "the delegation does not cover the canister";
  return null;
}

function canisterPath(subnet: Subnet, request: ReadStateRequest, path: Uint8Array[]): string | null {
  const [, id, leaf, name] = path;
  if (request.at !== "canister" || !id || !sameBytes(id, request.effective))
    return "paths below /canister are read at that canister's address";
  const leafName = textOf(leaf) ?? "";
  if (CANISTER_LEAVES.has(leafName)) return path.length === 3 ? null : "a path below /canister is malformed";
  if (leafName !== "metadata" || !name || path.length !== 4) return "this path below /canister cannot be read";
  const canister = subnet.find(id);
  const section = canister?.runtime?.module.metadata.find((known) => known.name === textOf(name));
  if (!canister || !section || section.isPublic || isController(canister, request.sender)) return null;
  return "only controllers may read private metadata";
}

function pathRefused(subnet: Subnet, request: ReadStateRequest, path: Uint8Array[]): string | null {
  switch (textOf(path[0])) {
    case "time":
      return path.length === 1 ? null : "a path below /time is malformed";
    case "api_boundary_nodes":
      return null;
    case "subnet":
      return textOf(path[2]) === "canister_ranges" && request.version === 3 && !rootPath(subnet, path)
        ? "/subnet/<subnet_id>/canister_ranges cannot be read at version 3"
        : null;
    case "canister_ranges":
      return request.at === "subnet" && path.length === 2 ? null : "/canister_ranges is read at the subnet's address";
    case "request_status":
      return requestPath(subnet, request, path, path.length);
    case "canister":
      return canisterPath(subnet, request, path);
    default:
      return "a path cannot be read";
  }
}

const rootPath = (subnet: Subnet, path: Uint8Array[]) =>
  path[1] !== undefined && sameBytes(path[1], subnet.network.rootSubnetId);

// Version 3 shows the ranges of a subnet only in their sharded form, so a request for all of /subnet leaves the old form out.
function expanded(subnet: Subnet, { version }: ReadStateRequest, path: Uint8Array[]): Uint8Array[][] {
  if (version === 2 || textOf(path[0]) !== "subnet" || path.length > 2) return [path];
  const { rootSubnetId, subnetId } = subnet.network;
  const ids = path[1] ? [path[1]] : [rootSubnetId, subnetId];
  return ids.flatMap((id) => {
    if (!sameBytes(id, subnetId)) return [[label("subnet"), id]];
    return ["node", "public_key", "type"].map((leaf) => [label("subnet"), id, label(leaf)]);
  });
}

/** Reads paths of the state tree under the rules of the HTTPS interface, "Request: Read state". */
export function readState(subnet: Subnet, request: ReadStateRequest): ReadStateAnswer {
  const { paths } = request;
  if (request.at === "subnet" && !sameBytes(request.effective, subnet.network.subnetId))
    return { status: 400, message: "this network serves another subnet" };
  if (paths.length > 1000 || paths.some((path) => path.length === 0 || path.length > 127))
    return { status: 404, message: "at most 1000 paths of at most 127 labels may be read" };
  for (const path of paths) {
    const refused = pathRefused(subnet, request, path);
    if (refused) return { status: 403, message: refused };
  }
  for (const root of ["request_status", "canister_ranges"]) {
    const ids = paths.filter((path) => textOf(path[0]) === root).map((path) => hex(path[1] ?? new Uint8Array()));
    if (new Set(ids).size > 1) return { status: 400, message: `all paths below /${root} must have the same id` };
  }
  return { certificate: subnet.certified().certifyPaths(paths.flatMap((path) => expanded(subnet, request, path))) };
}
