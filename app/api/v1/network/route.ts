import { config } from "@/lib/platform/config";
import { publicJson, publicOptions } from "@/lib/platform/web/publicJson";

export const dynamic = "force-dynamic";

/** Where the licences are recorded and under which key: what a verifier starts from. */
export function GET(): Response {
  const { network, demonstration, operator } = config();
  const { host, rootKey, subnetId, canisters, name, site } = network;
  return publicJson({ host, rootKey, subnetId, canisters, network: name, demonstration, operator, site });
}

export const OPTIONS = publicOptions;
