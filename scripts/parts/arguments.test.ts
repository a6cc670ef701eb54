import { describe, expect, test } from "vitest";
import { portSettings, startArguments } from "./arguments.mts";

const env = (settings: Record<string, string>) => settings as unknown as NodeJS.ProcessEnv;

describe("arguments of a start", () => {
  test("--fresh is off unless asked for", () => {
    expect(startArguments([])).toEqual({ fresh: false, help: false });
    expect(startArguments(["--fresh"])).toEqual({ fresh: true, help: false });
  });

  test("an unknown option is named", () => {
    expect(() => startArguments(["--frseh"])).toThrow("--frseh");
  });
});

describe("ports", () => {
  test("are the usual ones unless set", () => {
    expect(portSettings(env({ PORT: "4000", PG_PORT: "" }))).toEqual({
      PORT: 4000,
      IC_PORT: 4943,
      IDENTITY_PORT: 4944,
      PG_PORT: 54329,
    });
  });

  test.each(["0", "65536", "http", "3000.5", "-1"])("%s is refused by name", (text) => {
    expect(() => portSettings(env({ IC_PORT: text }))).toThrow(`IC_PORT=${text}`);
  });

  test("two parts with one port are refused, the usual ones included", () => {
    expect(() => portSettings(env({ PORT: "4943" }))).toThrow("PORT and IC_PORT are both 4943");
  });
});
