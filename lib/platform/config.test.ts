import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ConfigError, isDemonstration, loadConfig, loadNetwork, sendsTexts } from "./config.ts";
import { mainnetRootKey } from "./mainnet.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sanad-config-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const network = {
  name: "local",
  host: "http://127.0.0.1:4943",
  rootKey: "ab".repeat(133),
  subnetId: "2vxsx-fae",
  canisters: { licence_registry: "aaaaa-aa", messenger: "aaaaa-aa" },
};

function networkFile(change: Record<string, unknown> = {}): string {
  const file = path.join(folder, `${crypto.randomUUID()}.json`);
  fs.writeFileSync(file, JSON.stringify({ ...network, ...change }));
  return file;
}

const production = {
  DEMO: "0",
  NETWORK_FILE: networkFile({ name: "mainnet", rootKey: mainnetRootKey }),
  NEXTAUTH_SECRET: "a secret of thirty-two characters or more",
  NEXTAUTH_URL: "https://sanad.example",
  SMTP_URL: "smtps://mail.example",
  MAIL_FROM: "sanad@sanad.example",
  IDENTITY_PROVIDER_URL: "https://id.example",
  OPERATOR_NAME: "Somebody",
};

function nameOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.name;
    throw error;
  }
  return "no error";
}

describe("demo mode", () => {
  test("is on when nothing real is configured, and only then unless asked for", () => {
    expect(isDemonstration({})).toBe(true);
    for (const name of ["DATABASE_URL", "IC_HOST", "SMTP_URL"]) expect(isDemonstration({ [name]: "x" })).toBe(false);
    expect(isDemonstration({ DEMO: "1", DATABASE_URL: "x" })).toBe(true);
    expect(isDemonstration({ DEMO: "0" })).toBe(false);
  });

  test("does not start on a network that is not local", () => {
    expect(nameOf(() => loadConfig({ ...production, DEMO: "1" }))).toBe("DemoOnRealNetwork");
    expect(nameOf(() => loadConfig({ DEMO: "1", NETWORK_FILE: networkFile({ rootKey: mainnetRootKey }) }))).toBe(
      "RootKeyMismatch",
    );
  });
});

describe("outside demo mode", () => {
  test("asks every day for the licence that is named, and refuses what is no number", () => {
    expect(loadConfig(production).canary).toBeUndefined();
    expect(loadConfig({ ...production, CANARY_LICENCE: "SND-7K3M9-X2QWZ-T" }).canary).toBe("SND-7K3M9-X2QWZ-T");
    for (const text of ["7", "SND-7K3M9", "SND-7K3M9-X2QWZ-T; ls"])
      expect(nameOf(() => loadConfig({ ...production, CANARY_LICENCE: text }))).toBe("CanaryMalformed");
  });

  test("compares with the followers that are named, with none unless they are, and refuses what is no address or travels in the clear", () => {
    expect(loadConfig(production).otherTips).toEqual([]);
    const named = "https://one.example/tip, https://other.example/api/v1/log/tip,";
    expect(loadConfig({ ...production, OTHER_TIPS: named }).otherTips).toEqual([
      "https://one.example/tip",
      "https://other.example/api/v1/log/tip",
    ]);
    expect(loadConfig({ ...production, OTHER_TIPS: "http://127.0.0.1:80/tip" }).otherTips).toHaveLength(1);
    for (const text of ["tip.json", "http://one.example/tip", "https://one.example/tip,ftp://other.example"])
      expect(nameOf(() => loadConfig({ ...production, OTHER_TIPS: text }))).toBe("TipsMalformed");
  });

  test("starts with everything set, and waits an hour before a release", () => {
    expect(loadConfig(production)).toMatchObject({ demonstration: false, undoSeconds: 3600, operator: "Somebody" });
    expect(loadConfig(production).trustedProxies).toBe(0);
    expect(loadConfig(production).roleDelaySeconds).toBe(86_400);
    expect(loadConfig({ ...production, ROLE_DELAY_SECONDS: "7200" }).roleDelaySeconds).toBe(7_200);
    for (const text of ["-1", "a day", "1.5"])
      expect(nameOf(() => loadConfig({ ...production, ROLE_DELAY_SECONDS: text }))).toBe("RoleDelayMalformed");
    expect(loadConfig({ ...production, TRUSTED_PROXIES: "2" }).trustedProxies).toBe(2);
    for (const text of ["-1", "two", "1.5", "10"])
      expect(nameOf(() => loadConfig({ ...production, TRUSTED_PROXIES: text }))).toBe("ProxiesMalformed");
  });

  test("a gateway for text messages comes with its key, its sender and https, or not at all", () => {
    const gateway = { SMS_URL: "https://sms.example/send", SMS_KEY: "key", SMS_FROM: "Sanad" };
    expect(loadConfig(production).sms).toBeUndefined();
    expect(loadConfig({ ...production, ...gateway }).sms).toEqual({
      ...{ url: gateway.SMS_URL, key: "key", from: "Sanad" },
    });
    for (const name of ["SMS_KEY", "SMS_FROM"])
      expect(nameOf(() => loadConfig({ ...production, ...gateway, [name]: "" }))).toBe("SettingMissing");
    for (const url of ["http://sms.example/send", "sms.example"])
      expect(nameOf(() => loadConfig({ ...production, ...gateway, SMS_URL: url }))).toBe("SmsNotSecure");
    expect([sendsTexts({ DEMO: "1" }), sendsTexts({ DEMO: "0" }), sendsTexts({ DEMO: "0", ...gateway })]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test("a guessable secret and an origin without https are named", () => {
    expect(nameOf(() => loadConfig({ ...production, NEXTAUTH_SECRET: "secret" }))).toBe("SecretTooShort");
    expect(nameOf(() => loadConfig({ ...production, NEXTAUTH_URL: "http://sanad.example" }))).toBe("OriginNotSecure");
    expect(nameOf(() => loadConfig({ ...production, NEXTAUTH_URL: "http://127.0.0.1:3000" }))).toBe("no error");
  });

  test.each(Object.keys(production).filter((name) => !["DEMO", "NETWORK_FILE"].includes(name)))(
    "a missing %s is named",
    (name) => {
      expect(nameOf(() => loadConfig({ ...production, [name]: undefined }))).toBe("SettingMissing");
    },
  );
});

test("no real network passes for the local one", () => {
  const file = networkFile({ host: "https://cloud.example.pk" });
  expect(nameOf(() => loadConfig({ DEMO: "1", NETWORK_FILE: file }))).toBe("NetworkNotLocal");
});

test("a missing or malformed network file is named, and an unknown key refused", () => {
  expect(nameOf(() => loadNetwork({ NETWORK_FILE: path.join(folder, "nowhere.json") }))).toBe("NetworkMissing");
  expect(nameOf(() => loadNetwork({ NETWORK_FILE: networkFile({ rootKey: "ab" }) }))).toBe("NetworkMalformed");
  expect(nameOf(() => loadNetwork({ NETWORK_FILE: networkFile({ extra: 1 }) }))).toBe("NetworkMalformed");
  const broken = networkFile();
  fs.writeFileSync(broken, "{");
  expect(nameOf(() => loadNetwork({ NETWORK_FILE: broken }))).toBe("NetworkMalformed");
});
