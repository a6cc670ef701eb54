import fs from "node:fs";
import { z } from "zod";
import type { InstitutionKind, Sector } from "../../lib/platform/db/generated/enums.ts";
import { inRoot } from "../parts/root.mts";

/** Somebody who takes part: a university of the directory, or one that is made up and says so. */
export type Participant = {
  kind: InstitutionKind;
  sector: Sector;
  name: string;
  /** Of the focal person. */
  email: string;
  districtCode: string;
  isInDirectory: boolean;
};

const University = z.object({
  name: z.string(),
  domains: z.array(z.string()).min(1),
  province: z.string(),
  city: z.string(),
});

/** How many of each kind are made up, beside the universities that the HEC lists. */
const synthetic = [
  { kind: "STARTUP", sector: "STARTUPS", count: 70, name: "Demo startup", host: "startup" },
  { kind: "FEDERAL_DEPARTMENT", sector: "GOVERNMENT", count: 16, name: "Demo federal department", host: "federal" },
  {
    kind: "PROVINCIAL_DEPARTMENT",
    sector: "GOVERNMENT",
    count: 24,
    name: "Demo provincial department",
    host: "provincial",
  },
  { kind: "COMPANY", sector: "PRIVATE", count: 15, name: "Demo company", host: "company" },
] as const;

/** Everybody who takes part, always in the same order: the 264 universities on the HEC's list, then the made-up ones. */
export function participants(): Participant[] {
  const districts = readDistricts();
  const listed = z
    .array(z.looseObject({ hecListed: z.boolean() }))
    .parse(JSON.parse(fs.readFileSync(inRoot("prisma/data/pk-universities.json"), "utf8")))
    .filter((entry) => entry.hecListed)
    .map((entry) => University.parse(entry));
  const universities = listed.map(({ name, domains, province, city }, i): Participant => {
    // One entry of the directory has no domain yet ("under process").
    const domain = domains.find((one) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(one)) ?? `university-${i + 1}.example`;
    const here = districts.filter((district) => district.province === province);
    const district = here.find((one) => one.name === city.toLowerCase()) ?? here[0];
    return {
      kind: "UNIVERSITY",
      sector: "EDUCATION",
      name,
      email: `demo.focal@${domain}`,
      districtCode: district?.code ?? "",
      isInDirectory: true,
    };
  });
  const madeUp = synthetic.flatMap(({ kind, sector, count, name, host }) =>
    Array.from({ length: count }, (_, i): Participant => {
      const number = String(i + 1).padStart(3, "0");
      return {
        kind,
        sector,
        name: `${name} ${number}`,
        email: `focal@${host}-${number}.example`,
        districtCode: districts[(i * 7) % districts.length]?.code ?? "",
        isInDirectory: false,
      };
    }),
  );
  return [...universities, ...madeUp];
}

/** `total` in `count` shares that differ by one at most, the larger first. */
export function shares(total: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor(total / count) + (i < total % count ? 1 : 0));
}

function readDistricts(): { code: string; province: string; name: string }[] {
  const [, ...lines] = fs.readFileSync(inRoot("prisma/data/pk-districts.csv"), "utf8").trim().split(/\r?\n/);
  return lines.map((line) => {
    const [code = "", province = "", , , name = ""] = line.split(",");
    return { code, province, name: name.toLowerCase() };
  });
}
