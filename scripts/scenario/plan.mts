import fs from "node:fs";
import { z } from "zod";
import type { InstitutionKind, Sector } from "../../lib/platform/db/generated/enums.ts";
import { inRoot } from "../parts/root.mts";
import { type Story, stories } from "./stories.mts";

/** The whole country, or as few institutions as every story needs. */
export type Size = "whole" | "small";

/** Somebody who takes part: a university of the directory, or one that is made up and says so. */
export type Participant = {
  kind: InstitutionKind;
  sector: Sector;
  name: string;
  /** Of the focal person. */
  email: string;
  districtCode: string;
  isInDirectory: boolean;
  story?: Story | undefined;
};

const University = z.object({
  name: z.string(),
  domains: z.array(z.string()).min(1),
  province: z.string(),
  city: z.string(),
});

/** How many of each kind are made up, beside the universities that the HEC lists. */
const synthetic: readonly MadeUp[] = [
  { kind: "STARTUP", sector: "STARTUPS", whole: 70, small: 6, name: "Demo startup", host: "startup" },
  {
    ...{ kind: "FEDERAL_DEPARTMENT", sector: "GOVERNMENT", whole: 16, small: 2 },
    ...{ name: "Demo federal department", host: "federal" },
  },
  {
    ...{ kind: "PROVINCIAL_DEPARTMENT", sector: "GOVERNMENT", whole: 24, small: 3 },
    ...{ name: "Demo provincial department", host: "provincial" },
  },
  { kind: "COMPANY", sector: "PRIVATE", whole: 15, small: 3, name: "Demo company", host: "company" },
];

type MadeUp = { kind: InstitutionKind; sector: Sector; name: string; host: string } & Record<Size, number>;

/** Universities in the small scenario. */
const fewUniversities = 12;

/** Seats that each institution of the small scenario asks for. */
export const fewSeats = 3;

/** Everybody who takes part, always in the same order: the 264 universities on the HEC's list, then the made-up ones. */
export function participants(size: Size = "whole"): Participant[] {
  const districts = readDistricts();
  const listed = z
    .array(z.looseObject({ hecListed: z.boolean() }))
    .parse(JSON.parse(fs.readFileSync(inRoot("prisma/data/pk-universities.json"), "utf8")))
    .filter((entry) => entry.hecListed)
    .map((entry) => University.parse(entry));
  const known = size === "whole" ? listed : listed.slice(0, fewUniversities);
  const universities = known.map(({ name, domains, province, city }, i) => {
    // One entry of the directory has no domain yet ("under process").
    const domain = domains.find((one) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(one)) ?? `university-${i + 1}.example`;
    const here = districts.filter((district) => district.province === province);
    const district = here.find((one) => one.name === city.toLowerCase()) ?? here[0];
    return {
      kind: "UNIVERSITY" as const,
      sector: "EDUCATION" as const,
      name,
      email: `demo.focal@${domain}`,
      districtCode: district?.code ?? "",
      isInDirectory: true,
    };
  });
  const madeUp = synthetic.flatMap(({ kind, sector, name, host, ...counts }) =>
    Array.from({ length: counts[size] }, (_, i) => {
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
  return [...universities, ...madeUp].map((one, i): Participant => ({ ...one, story: stories[i % stories.length] }));
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
