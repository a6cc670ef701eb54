import { licenceReport } from "@/lib/licences/answer";
import { parseNumber } from "@/lib/licences/number";
import { ChainError } from "@/lib/platform/chain/errors";
import { chain } from "@/lib/platform/chain/network";
import { verifyProof } from "@/lib/platform/chain/registry";
import { config } from "@/lib/platform/config";
import { secondsToWait } from "@/lib/platform/limits/limits";
import { publicJson, publicOptions, tooManyRequests } from "@/lib/platform/web/publicJson";

export const dynamic = "force-dynamic";

/**
 * What the registry proves of a number, with the proof: 200; 404 with the proof that there is none; 400 for what is no number;
 * 429 for an address that asks too often; 503 when it cannot be proved now. The database is not asked: what is not certified does not exist.
 */
export async function GET(request: Request, { params }: { params: Promise<{ number: string }> }): Promise<Response> {
  const { network, demonstration } = config();
  const parsed = parseNumber((await params).number);
  if (!parsed.ok) return publicJson({ error: "numberInvalid", wrong: parsed.reason, demonstration }, 400);
  const wait = secondsToWait("proof", request.headers);
  if (wait > 0) return tooManyRequests(wait, demonstration);
  try {
    const proof = await verifyProof(chain(), parsed.number);
    const report = licenceReport(parsed.number, proof, {
      subnetId: network.subnetId,
      canisterId: network.canisters.licence_registry,
      network: network.name,
      demonstration,
    });
    return publicJson(report, proof.record ? 200 : 404);
  } catch (error) {
    if (!(error instanceof ChainError)) throw error;
    return publicJson({ error: "chainUnreachable", why: error.kind, demonstration }, 503);
  }
}

export const OPTIONS = publicOptions;
