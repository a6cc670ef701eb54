import { directory } from "@/lib/institutions/directory";

/** Suggestions for a university's name, at most ten. The directory is public; the query is cut to 100 characters. */
export async function GET(request: Request): Promise<Response> {
  const query = (new URL(request.url).searchParams.get("q") ?? "").slice(0, 100);
  const found = await directory(query);
  const suggestions = found.map(({ name, city }) => ({ value: name, ...(city && { detail: city }) }));
  return Response.json({ suggestions }, { headers: { "cache-control": "private, max-age=60" } });
}
