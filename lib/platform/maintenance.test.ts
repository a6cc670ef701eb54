import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { maintenance } from "./maintenance.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sanad-maintenance-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const env = { STATE_DIR: folder };
const file = path.join(folder, "maintenance");

test("the portal closes and opens by a file, within a second and without a restart", () => {
  expect(maintenance(0, env)).toBeUndefined();
  fs.writeFileSync(file, "");
  expect(maintenance(500, env), "asked again at once").toBeUndefined();
  expect(maintenance(1_000, env)).toEqual({});
  fs.rmSync(file);
  expect(maintenance(2_000, env)).toBeUndefined();
});

test("the file may say by when the work is done; what is no instant is none", () => {
  fs.writeFileSync(file, "2026-11-21T09:00:00+05:00\n");
  expect(maintenance(10_000, env)).toEqual({ until: new Date("2026-11-21T04:00:00Z") });
  fs.writeFileSync(file, "until lunch");
  expect(maintenance(11_000, env)).toEqual({});
  fs.rmSync(file);
});

test("the file may lie elsewhere, and one that cannot be read closes the portal", () => {
  const elsewhere = path.join(folder, "elsewhere");
  fs.mkdirSync(elsewhere);
  expect(maintenance(20_000, { ...env, MAINTENANCE_FILE: elsewhere })).toEqual({});
});
