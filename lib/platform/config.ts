import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { mainnetRootKey } from "./mainnet.ts";

const NetworkFile = z.strictObject({
  name: z.string().min(1),
  /** Where server and browser reach the network, e.g. http://127.0.0.1:4943. */
  host: z.url(),
  /** DER, hex. */
  rootKey: z.string().regex(/^[0-9a-f]{266}$/),
  subnetId: z.string().min(1),
  canisters: z.strictObject({
    licence_registry: z.string().min(1),
    messenger: z.string().min(1),
    /** Takes older blocks of the register's log, once the governors have named it. */
    log_archive: z.string().min(1).optional(),
  }),
  /** Where an HTTP gateway shows the licence registry's own page (docs/verification.md, "Without the portal"). */
  site: z.url({ protocol: /^https?$/ }).optional(),
});

/** The Internet Computer this portal writes to. */
export type Network = z.infer<typeof NetworkFile>;

/** Everything configured, read at run time and never built in. */
export type Config = {
  demonstration: boolean;
  origin: string;
  operator: string;
  /** Where people write who cannot use the service. */
  contact: string | undefined;
  stateDir: string;
  network: Network;
  /** Address of Internet Identity (or the local identity provider), e.g. https://id.ai. */
  identityProvider: string;
  /** The one origin that principals are derived for; the portal's own unless configured. */
  derivationOrigin: string | undefined;
  /** Canisters whose signatures count as a person's; Internet Identity's own unless configured. */
  identityCanisters: readonly string[] | undefined;
  activationUrl: string | undefined;
  smtp: { url: string; from: string } | undefined;
  /** The gateway for text messages: its address, the key that it knows the portal by, and the sender's name. */
  sms: { url: string; key: string; from: string } | undefined;
  /** Seconds between approval and release. */
  undoSeconds: number;
  /** Seconds between the confirmation of a change of roles and its effect. */
  roleDelaySeconds: number;
  /** The number of the licence that the monitor asks for every day, with hyphens; the first in force unless configured. */
  canary: string | undefined;
  /** Addresses of other followers' tips, which the monitor compares with its own, one at each look in turn; none unless configured. */
  otherTips: readonly string[];
  /** Proxies in front of the portal that add to X-Forwarded-For; 0 when it is asked directly. */
  trustedProxies: number;
};

/** A start that must not go on; `name` is stable, the message says what to do. */
export class ConfigError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

type Env = Record<string, string | undefined>;

/** Demo mode as the design defines it: nothing real configured, or asked for. */
export function isDemonstration(env: Env): boolean {
  if (env.DEMO !== undefined && env.DEMO !== "") return env.DEMO === "1";
  return !env.DATABASE_URL && !env.IC_HOST && !env.SMTP_URL;
}

/** Can text messages be sent? Never by a gateway from a demonstration: there they go to a file. */
export function sendsTexts(env: Env = process.env): boolean {
  return isDemonstration(env) || Boolean(env.SMS_URL);
}

/** The network named by `NETWORK_FILE`. Throws `ConfigError` when it is missing or malformed. */
export function loadNetwork(env: Env = process.env): Network {
  const file = env.NETWORK_FILE ?? path.join(env.STATE_DIR ?? ".data", "network.json");
  let text: string;
  try {
    // Known at run time only: the build must not take the whole checkout along for it.
    text = fs.readFileSync(/* turbopackIgnore: true */ file, "utf8");
  } catch {
    throw new ConfigError(
      "NetworkMissing",
      `There is no network file at ${file}: run "npm run up", or set NETWORK_FILE.`,
    );
  }
  const parsed = NetworkFile.safeParse(jsonOf(text));
  if (!parsed.success) throw new ConfigError("NetworkMalformed", `${file} is not a network file.`);
  const { name, rootKey, host } = parsed.data;
  if ((name === "mainnet") !== (rootKey === mainnetRootKey))
    throw new ConfigError("RootKeyMismatch", `${file}: "mainnet" and the main network's root key belong together.`);
  // Whose signatures count is asked of nobody on the local network: no real one may pass for it.
  if (name === "local" && !isLoopback(host))
    throw new ConfigError(
      "NetworkNotLocal",
      `${file}: "local" is a network on this machine, and ${host} is not on it.`,
    );
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether the address is of this machine. */
export function isLoopback(address: string): boolean {
  const name = new URL(address).hostname;
  return name === "localhost" || name.endsWith(".localhost") || name === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(name);
}

/** 32 random bytes are 43 characters in base64; fewer than this are no secret of that size. */
const secretLength = 32;

/** The portal's own origin, for links in letters; needs no network. */
export function portalOrigin(env: Env = process.env): string {
  return env.NEXTAUTH_URL ?? `http://127.0.0.1:${env.PORT ?? "3000"}`;
}

/** Seconds between the confirmation of a change of roles and its effect: a day, a minute in a demonstration. */
export function roleDelaySeconds(env: Env = process.env): number {
  const text = env.ROLE_DELAY_SECONDS || (isDemonstration(env) ? "60" : "86400");
  if (!/^\d{1,7}$/.test(text))
    throw new ConfigError("RoleDelayMalformed", "ROLE_DELAY_SECONDS is a whole number of seconds.");
  return Number(text);
}

/**
 * The whole configuration, checked. Throws `ConfigError` with a stable name: DEMO with a network that is not local,
 * or, outside demo, a missing secret, address or mail server, a secret that is too short, or an origin without https; or a gateway for
 * text messages without its key, its sender or https; or a number of proxies, a delay of roles, a number of a licence, or addresses of tips,
 * that are none.
 */
export function loadConfig(env: Env = process.env): Config {
  const demonstration = isDemonstration(env);
  const network = loadNetwork(env);
  if (demonstration && network.name !== "local")
    throw new ConfigError("DemoOnRealNetwork", "DEMO=1 works on the local network only; unset it, or unset IC_HOST.");
  if (!demonstration) {
    for (const name of [
      "NEXTAUTH_SECRET",
      "NEXTAUTH_URL",
      "SMTP_URL",
      "MAIL_FROM",
      "IDENTITY_PROVIDER_URL",
      "OPERATOR_NAME",
    ])
      if (!env[name])
        throw new ConfigError(
          "SettingMissing",
          `${name} is not set; outside demo mode the portal does not start without it.`,
        );
  }
  const origin = portalOrigin(env);
  if (!demonstration && (env.NEXTAUTH_SECRET ?? "").length < secretLength)
    throw new ConfigError("SecretTooShort", "NEXTAUTH_SECRET is too short: set 32 random bytes or more.");
  if (!demonstration && !origin.startsWith("https://") && !isLoopback(origin))
    throw new ConfigError("OriginNotSecure", "NEXTAUTH_URL is not https: sessions would travel in the clear.");
  return {
    demonstration,
    origin,
    operator: env.OPERATOR_NAME ?? "Sanad demonstration",
    contact: env.CONTACT_EMAIL || undefined,
    stateDir: env.STATE_DIR ?? ".data",
    network,
    identityProvider: env.IDENTITY_PROVIDER_URL ?? "http://127.0.0.1:4944",
    derivationOrigin: env.DERIVATION_ORIGIN || undefined,
    identityCanisters: env.IDENTITY_CANISTERS?.split(",").map((id) => id.trim()),
    activationUrl: env.ACTIVATION_URL || undefined,
    smtp: env.SMTP_URL ? { url: env.SMTP_URL, from: env.MAIL_FROM ?? "" } : undefined,
    sms: gatewayOf(env),
    undoSeconds: Number(env.UNDO_SECONDS ?? (demonstration ? "5" : "3600")),
    roleDelaySeconds: roleDelaySeconds(env),
    canary: canaryOf(env.CANARY_LICENCE),
    otherTips: tipsOf(env.OTHER_TIPS),
    trustedProxies: proxiesOf(env.TRUSTED_PROXIES),
  };
}

function canaryOf(number: string | undefined): string | undefined {
  if (!number) return undefined;
  if (!/^SND-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]$/.test(number))
    throw new ConfigError("CanaryMalformed", "CANARY_LICENCE is no number of a licence, such as SND-7K3M9-X2QWZ-T.");
  return number;
}

function tipsOf(addresses: string | undefined): string[] {
  const tips = (addresses ?? "").split(",").flatMap((address) => address.trim() || []);
  if (tips.some((tip) => !URL.canParse(tip) || (!tip.startsWith("https://") && !isLoopback(tip))))
    throw new ConfigError(
      "TipsMalformed",
      "OTHER_TIPS is no list of https addresses, such as https://other.example/api/v1/log/tip.",
    );
  return tips;
}

function gatewayOf(env: Env): Config["sms"] {
  const { SMS_URL: url, SMS_KEY: key, SMS_FROM: from } = env;
  if (!url) return undefined;
  if (!key || !from)
    throw new ConfigError("SettingMissing", "SMS_URL is set, and SMS_KEY or SMS_FROM is not: the gateway needs both.");
  if (!URL.canParse(url) || (!url.startsWith("https://") && !isLoopback(url)))
    throw new ConfigError("SmsNotSecure", "SMS_URL is not https: numbers and codes would travel in the clear.");
  return { url, key, from };
}

function proxiesOf(text: string | undefined): number {
  if (text === undefined || text === "") return 0;
  if (!/^\d$/.test(text))
    throw new ConfigError(
      "ProxiesMalformed",
      "TRUSTED_PROXIES is the number of proxies in front of the portal, 0 to 9.",
    );
  return Number(text);
}

let loaded: Config | undefined;

/** The configuration of this process, loaded once. */
export function config(): Config {
  loaded ??= loadConfig();
  return loaded;
}
