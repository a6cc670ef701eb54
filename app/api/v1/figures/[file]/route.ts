import { everyFile, findDailyFile, type ListedFile, lastNoted, type Noted } from "@/lib/outcomes/dailyFiles";
import { figuresCsv, figuresJson } from "@/lib/outcomes/files";
import { figureFiles } from "@/lib/outcomes/rules";
import { config } from "@/lib/platform/config";
import { secondsToWait } from "@/lib/platform/limits/limits";
import { keptFile, publicFile, publicJson, publicOptions, tooManyRequests } from "@/lib/platform/web/publicJson";

export const dynamic = "force-dynamic";

/**
 * The public figures as a file, each figure with who answers for it: JSON with all of them, or CSV, counted now; or a file of a day, as
 * it was made and noted in the registry; or the list of those.
 */
export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const { demonstration, origin } = config();
  const { file: asked } = await params;
  const wait = secondsToWait("figures", request.headers);
  if (wait > 0) return tooManyRequests(wait, demonstration);
  if (asked === "files.json") return publicJson({ files: (await everyFile()).map(listed), demonstration });
  const kept = await findDailyFile(asked);
  if (kept) return keptFile(kept, asked);
  const file = figureFiles.find((one) => one === asked);
  if (!file) return publicJson({ error: "notFound", demonstration }, 404);
  const noted = (await lastNoted())[file];
  const more = { "Sanad-Noted": notedHeader(noted), "Access-Control-Expose-Headers": "Sanad-Noted" };
  if (file === "figures.json") {
    const check = noted && { ...noted, file: `${origin}/api/v1/figures/${noted.name}`, check: `${origin}/verify` };
    return publicJson({ ...(await figuresJson()), isNoted: false, lastNoted: check, demonstration }, 200, more);
  }
  return publicFile(await figuresCsv(file), demonstration ? `demonstration-${file}` : file, more);
}

/**
 * As RFC 9651 writes it: `?0`, this reply is of this minute and noted nowhere; with the name of the last file of a day of its kind that the
 * registry noted, and its SHA-256.
 */
function notedHeader(noted: Noted | null): string {
  return noted ? `?0;last="${noted.name}";sha-256=:${Buffer.from(noted.sha256, "hex").toString("base64")}:` : "?0";
}

function listed({ block, ...file }: ListedFile) {
  return { ...file, block: block === null ? null : Number(block) };
}

export const OPTIONS = publicOptions;
