import { describe, expect, it } from "vitest";
import { hashOfMap } from "./requestId.ts";

describe("the request id", () => {
  it("is the one of the specification's example", () => {
    const id = hashOfMap({
      request_type: "call",
      sender: Uint8Array.of(4),
      ingress_expiry: 1685570400000000000n,
      canister_id: Uint8Array.of(0, 0, 0, 0, 0, 0, 4, 0xd2),
      method_name: "hello",
      arg: Uint8Array.from(Buffer.from("DIDL\0\xfd*", "latin1")),
    });
    expect(Buffer.from(id).toString("hex")).toBe("1d1091364d6bb8a6c16b203ee75467d59ead468f523eb058880ae8ec80e2b101");
  });

  it("covers fields that nobody here knows", () => {
    expect(hashOfMap({ a: 1, later: "field" })).not.toEqual(hashOfMap({ a: 1 }));
  });
});
