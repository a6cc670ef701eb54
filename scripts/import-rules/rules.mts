import { outbound } from "../../lib/platform/security/outbound.ts";
import { type Door, placeOf, roomOrder } from "./places.mts";
import type { Import, Source, Sources } from "./source.mts";

/** A rule of the design: what it says, and what in a file breaks it. */
export type Rule = { says: string; broken(source: Source, sources: Sources): string[] };

/** Which folders the code of a folder may use, tests apart. Folders that are not named here may use anything. */
const layers: Record<string, readonly string[]> = {
  app: ["app", "components", "lib", "messages"],
  components: ["components", "lib", "messages"],
  lib: ["lib", "messages"],
  worker: ["worker", "lib", "messages"],
  prisma: ["prisma", "lib"],
  verify: ["verify"],
  localnet: ["localnet"],
};

/** What each door may use of its own room and of earlier ones. Helpers behind the doors count as their users' own. */
const doorImports: Record<Door, readonly Door[]> = {
  rules: ["rules"],
  schema: ["rules", "schema"],
  queries: ["rules", "schema", "queries"],
  steps: ["rules", "schema", "queries", "steps"],
  commands: ["rules", "schema", "queries", "steps"],
};

/** What does something beyond computing: the database, the queues, the network, the file system, the framework. */
const effectFiles =
  /^lib\/platform\/(db\/(client|generated\/client)\.ts|jobs\/|audit\.ts|config\.ts|auth\/session\.ts)/;
const effectPackages =
  /^(pg|pg-boss|nodemailer|next-auth|@prisma\/(client|adapter-pg)|next\/(headers|cache|navigation|server)|node:(fs|net|http|https|http2|tls|dgram|dns|child_process|worker_threads|process)|@dfinity\/(agent|auth-client))(\/|$)/;
const databaseFiles = /^lib\/platform\/(db\/(client|generated\/client)\.ts|jobs\/)/;

const chainFolder = /^lib\/platform\/chain\//;
const chainLibraryUsers =
  /^(lib\/platform\/chain|components\/(sign-in|signing)|localnet|scripts|canisters|bench|e2e)\//;

/** What opens a connection, in the words of what this project uses for it. */
export const connection =
  /\bfetch\(|\b(createTransport|sendBeacon)\(|\b(HttpAgent|AuthClient)\.|\bnew (pg\.Client|PgBoss|PrismaPg|WebSocket|EventSource)\(|\b(https?|tls|net|dgram|dns)\.(request|get|connect|createConnection|createSocket|lookup|resolve\w*)\(/;
/** Who opens one: the same list that everybody reads on the page of the figures. */
const connected = new Set<string>(outbound.flatMap(({ files }) => [...files]));

/** Reads that are for everybody, signed in or not. */
const publicReads = new Set([
  "lib/notifications/queries.ts mailbox",
  "lib/people/queries.ts demoPeople",
  "lib/programmes/queries.ts quotaOverview",
]);

/** Actions that change nothing. */
const idleActions = new Set(["app/[locale]/actions.ts chooseTheme", "app/[locale]/design/actions.ts tryForm"]);

/** Every rule; each finds its own breaches in one file. */
export const rules: Rule[] = [
  {
    says: "imports run app → components, lib; worker → lib; verify and localnet use nothing of the portal, nor it of them",
    broken: (source, sources) => {
      const from = placeOf(source.file);
      const allowed = layers[from.layer];
      if (allowed === undefined) return [];
      return files(source).flatMap(({ target }) => {
        const to = placeOf(target).layer;
        if (!target.includes("/") || allowed.includes(to)) return [];
        // A form names the action that it posts to, wherever that one lives.
        if (from.layer === "components" && isAction(sources.get(target))) return [];
        const isTestOfPortal = from.isTest && from.layer !== "verify" && from.layer !== "localnet";
        if (isTestOfPortal || (from.isTest && to === "scripts")) return [];
        return [target];
      });
    },
  },
  {
    says: `rooms are used in one direction: ${roomOrder.join(" ← ")}`,
    broken: (source) => {
      const { room, isTest } = placeOf(source.file);
      if (room === undefined || room === "platform" || isTest) return [];
      const own = roomOrder.indexOf(room);
      if (own < 0) return [`lib/${room} has no place in the order of rooms`];
      return files(source).flatMap(({ target }) => {
        const other = placeOf(target).room;
        return other !== undefined && other !== "platform" && roomOrder.indexOf(other) > own ? [target] : [];
      });
    },
  },
  {
    says: "lib/platform uses no room",
    broken: (source) => {
      const { room, isTest } = placeOf(source.file);
      if (room !== "platform" || isTest) return [];
      return files(source).flatMap(({ target }) => {
        const other = placeOf(target).room;
        return other !== undefined && other !== "platform" ? [target] : [];
      });
    },
  },
  {
    says: "a door uses only the doors it may; commands never use commands, and another room's steps are for commands and steps alone",
    broken: (source) => {
      const { room, door, isTest } = placeOf(source.file);
      if (room === undefined || room === "platform" || isTest) return [];
      const own = (target: string) => placeOf(target).room === room && placeOf(target).door === door;
      return files(source).flatMap(({ target, isTypeOnly }) => {
        const to = placeOf(target).door;
        if (to === undefined || isTypeOnly) return [];
        // The same read, in a transaction or out of it.
        if (door === "queries" && to === "steps" && placeOf(target).room === room) return [];
        // A door with much behind it is a folder: its own files use each other.
        if (door === undefined || (own(target) && source.file.split("/").length > 3))
          return to === "commands" && door === undefined ? [target] : [];
        if (door === "commands" && own(target) && isIndexOf(source.file)) return [];
        return doorImports[door].includes(to) ? [] : [target];
      });
    },
  },
  {
    says: "rules.ts and schema.ts do no input or output, nor does anything they use",
    broken: (source, sources) => {
      const { room, door, isTest } = placeOf(source.file);
      if (room === undefined || isTest || (door !== "rules" && door !== "schema")) return [];
      return reached(source, sources, (target) => effectFiles.test(target) || effectPackages.test(target));
    },
  },
  {
    says: "components never reach the database, but through a query with its actor",
    broken: (source, sources) => {
      const { layer, isTest } = placeOf(source.file);
      return layer === "components" && !isTest && !isAction(source)
        ? reached(source, sources, (target) => databaseFiles.test(target))
        : [];
    },
  },
  {
    says: "pages and actions read through queries and write through commands, never with the database itself",
    broken: (source) => {
      const { layer, isTest } = placeOf(source.file);
      if (layer !== "app" || isTest) return [];
      return files(source).flatMap(({ target, isTypeOnly }) => {
        const isDatabase = databaseFiles.test(target) && !isTypeOnly;
        return isDatabase || placeOf(target).door === "steps" ? [target] : [];
      });
    },
  },
  {
    says: "@dfinity/* is used only behind lib/platform/chain, in the parts that open Internet Identity and outside of the portal",
    broken: (source) => {
      if (placeOf(source.file).isTest || chainLibraryUsers.test(source.file)) return [];
      return source.imports.flatMap(({ target, isPackage }) =>
        isPackage && target.startsWith("@dfinity/") ? [target] : [],
      );
    },
  },
  {
    says: "verify/ uses no agent and no framework",
    broken: (source) => {
      if (placeOf(source.file).layer !== "verify" || placeOf(source.file).isTest) return [];
      const framework = /^(@dfinity\/|@icp-sdk\/|next|react)/;
      return source.imports.flatMap(({ target, isPackage }) => (isPackage && framework.test(target) ? [target] : []));
    },
  },
  {
    says: "a server action calls a command, which guards itself",
    broken: (source) => {
      if (!isAction(source)) return [];
      const commands = new Set(
        source.imports.filter(({ target }) => placeOf(target).door === "commands").flatMap(({ names }) => names),
      );
      return source.functions
        .filter(
          ({ name, uses }) => !uses.some((used) => commands.has(used)) && !idleActions.has(`${source.file} ${name}`),
        )
        .map(({ name }) => `${name}()`);
    },
  },
  {
    says: "a read takes the actor first",
    broken: (source) => {
      const { room, door, isTest } = placeOf(source.file);
      if (room === undefined || room === "platform" || door !== "queries" || isTest) return [];
      return source.functions
        .filter(({ isAsync }) => isAsync)
        .filter(({ name, firstParameter }) => {
          const isGuarded = firstParameter === "actor" || firstParameter === "_actor";
          return !isGuarded && !publicReads.has(`${source.file} ${name}`);
        })
        .map(({ name }) => `${name}()`);
    },
  },
  {
    says: 'a connection is opened only towards the hosts of docs/deploy.md, "Every host that it talks to"',
    broken: (source) => {
      const { layer, isTest } = placeOf(source.file);
      if (isTest || !["app", "components", "lib", "verify", "worker"].includes(layer)) return [];
      const found = connected.has(source.file) ? null : connection.exec(source.text);
      return found ? [`${found[0]} opens a connection`] : [];
    },
  },
  {
    says: "a chain write goes through the outbox",
    broken: (source) => {
      const { layer, isTest } = placeOf(source.file);
      if (isTest || chainFolder.test(source.file) || !["app", "components", "lib"].includes(layer)) return [];
      return /\bchainWrite\s*\.\s*(create|createMany|createManyAndReturn|upsert|delete|deleteMany)\b/.test(source.text)
        ? ["chainWrite is written directly"]
        : [];
    },
  },
];

function isIndexOf(file: string): boolean {
  return file.split("/").length === 3;
}

function files(source: Source): Import[] {
  return source.imports.filter(({ isPackage }) => !isPackage);
}

function isAction(source: Source | undefined): boolean {
  return source?.directives.includes("use server") === true;
}

/** The ways by which a file's code reaches what it must not; a server action ends the way, and for a component a query. */
function reached(source: Source, sources: Sources, isForbidden: (target: string) => boolean): string[] {
  const seen = new Set<string>();
  const isComponent = placeOf(source.file).layer === "components";
  const walk = (from: Source, way: string[]): string[] =>
    from.imports.flatMap(({ target, isTypeOnly }) => {
      if (isTypeOnly || seen.has(target)) return [];
      seen.add(target);
      if (isForbidden(target)) return [[...way, target].join(" → ")];
      const next = sources.get(target);
      if (next === undefined || isAction(next) || (isComponent && /^lib\/.+\/queries\.ts$/.test(target))) return [];
      return walk(next, [...way, target]);
    });
  return walk(source, []);
}
