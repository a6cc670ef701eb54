import { everyFile, findDailyFile, type ListedFile } from "@/lib/outcomes/dailyFiles";
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
  const { demonstration } = config();
  const { file: asked } = await params;
  const wait = secondsToWait("figures", request.headers);
  if (wait > 0) return tooManyRequests(wait, demonstration);
  if (asked === "files.json") return publicJson({ files: (await everyFile()).map(listed), demonstration });
  const kept = await findDailyFile(asked);
  if (kept) return keptFile(kept, asked);
  const file = figureFiles.find((one) => one === asked);
  if (!file) return publicJson({ error: "notFound", demonstration }, 404);
  if (file === "figures.json") return publicJson({ ...(await figuresJson()), demonstration });
  return publicFile(await figuresCsv(file), demonstration ? `demonstration-${file}` : file);
}

function listed({ block, ...file }: ListedFile) {
  return { ...file, block: block === null ? null : Number(block) };
}

export const OPTIONS = publicOptions;
