import fs from "node:fs";
import path from "node:path";
import { encode } from "next-auth/jwt";
import { startApplication } from "../../lib/applications/commands.ts";
import { myApplications } from "../../lib/applications/queries.ts";
import { openProgrammes } from "../../lib/programmes/queries.ts";
import { must } from "../../scripts/scenario/must.mts";
import type { Stack } from "../../scripts/stack.mts";
import { BUDGETS, type PageManifest, pageWeight } from "../../verify/page/manifest.ts";
import { officers, verifiedMembers } from "../shared/awards.mts";
import { get, scriptsOf } from "../shared/wire.mts";
import type { Figure, Line } from "./figure.mts";

/** JavaScript until the first interaction, bytes over the wire. */
const scriptLimit = 185_000;

/** Bytes to a phone, as served: the whole verification page, and the JavaScript of the pages that the framework makes. */
export const weight: Figure = {
  title: "Bytes to a phone, over the wire, heads included",
  needs: "pages",
  async measure(stack) {
    return [await verificationPage(stack, "en"), await verificationPage(stack, "ur"), ...(await scripts(stack))];
  },
};

/** The verification page with everything it fetches: scripts, styles, icon, font, and what it asks the portal about the network. */
async function verificationPage({ origin, env }: Stack, language: "en" | "ur"): Promise<Line> {
  const manifest = JSON.parse(
    fs.readFileSync(path.join(env.VERIFY_DIR ?? "", "manifest.json"), "utf8"),
  ) as PageManifest;
  const page = language === "ur" ? "/ur/verify" : "/verify";
  const files = pageWeight(manifest, language)
    .map(({ file }) => file)
    .filter((file) => file !== manifest.pages[language]);
  const addresses = [page, ...files.map((file) => `/${file}`), "/api/v1/network"];
  const replies = await Promise.all(addresses.map((address) => get(`${origin}${address}`)));
  const bytes = replies.reduce((sum, reply) => sum + reply.bytes, 0);
  const what = `verification page, ${language === "ur" ? "Urdu" : "English"}: everything, ${addresses.length} files`;
  return { what, measured: kilobytes(bytes), ...limited(bytes, BUDGETS[language]) };
}

/** The JavaScript of each page; the floor is what all of them share, which is the framework and the frame around a page. */
async function scripts(stack: Stack): Promise<Line[]> {
  const { address, cookie } = await applicationForm(stack);
  const pages = {
    "landing page": await get(`${stack.origin}/`),
    "sign-in page": await get(`${stack.origin}/sign-in`),
    "application form": await get(`${stack.origin}${address}`, cookie),
  };
  const named = Object.values(pages).map(({ text }) => scriptsOf(text));
  const sizes = new Map<string, number>();
  for (const script of new Set(named.flat())) sizes.set(script, (await get(new URL(script, stack.origin).href)).bytes);
  const total = (list: readonly string[]) => list.reduce((sum, script) => sum + (sizes.get(script) ?? 0), 0);
  const floor = total([...sizes.keys()].filter((script) => named.every((list) => list.includes(script))));
  return Object.keys(pages).map((name, i) => {
    const bytes = total(named[i] ?? []);
    return {
      what: `${name}: JavaScript until the first interaction`,
      measured: kilobytes(bytes),
      floor: `${kilobytes(floor)}, what all three share`,
      ratio: bytes / floor,
      ...limited(bytes, scriptLimit),
    };
  });
}

/** A draft of an application, and the cookie of somebody who may fill it in. */
async function applicationForm({ env }: Stack): Promise<{ address: string; cookie: string }> {
  const [member] = await verifiedMembers(["EDUCATION"], await officers());
  if (!member) throw new Error("there is no institution");
  const { person, institutionId, sector } = member;
  const [programme] = await openProgrammes(person, sector);
  must(await startApplication(person, { institutionId, phaseId: programme?.phase.id }), "an application");
  const [draft] = await myApplications(person);
  const value = await encode({ token: { sid: person.sessionId }, secret: env.NEXTAUTH_SECRET ?? "" });
  return { address: `/applications/${draft?.id}/plan`, cookie: `next-auth.session-token=${value}` };
}

function limited(bytes: number, limit: number): Pick<Line, "limit" | "isOver"> {
  return { limit: `${limit / 1000} KB`, isOver: bytes > limit };
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`;
}
