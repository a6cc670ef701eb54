import { describe, expect, test } from "vitest";
import { isLoopbackAddress, visitorAddress } from "./visitor.ts";

describe("the visitor's address", () => {
  test.each([
    ["without a proxy is the connection's, whatever is claimed", "192.0.2.1", "203.0.113.9", 0, "192.0.2.1"],
    [
      "behind one is what that one adds, whatever is claimed before",
      "10.0.0.1",
      "6.6.6.6, 203.0.113.9",
      1,
      "203.0.113.9",
    ],
    ["behind two is what the first of them adds", "10.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"],
    ["past the proxy is the connection's", "192.0.2.1", undefined, 1, "192.0.2.1"],
    ["with more proxies than entries is the first", "10.0.0.1", "203.0.113.9", 5, "203.0.113.9"],
    ["in IPv6's clothes is the same", "::ffff:192.0.2.1", undefined, 0, "192.0.2.1"],
    ["has no port", "10.0.0.1", "203.0.113.9:4711", 1, "203.0.113.9"],
    ["in IPv6 is its network", "2001:db8:1:2:aaaa::1", undefined, 0, "2001:db8:1:2"],
    ["in IPv6 is the same however it is written", "10.0.0.1", "[2001:0DB8:0001:0002::7]:443", 1, "2001:db8:1:2"],
    ["that is none is none", "10.0.0.1", "unknown", 1, undefined],
    ["of a broken connection is none", undefined, undefined, 0, undefined],
  ])("%s", (_name, socket, forwarded, proxies, expected) => {
    expect(visitorAddress(socket, forwarded, proxies)).toBe(expected);
  });

  test.each(["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])("%s is this machine's own", (address) => {
    expect(isLoopbackAddress(visitorAddress(address, undefined, 0) ?? "")).toBe(true);
  });
  test("no other is", () => {
    for (const address of ["192.0.2.127", "2001:db8::1"])
      expect(isLoopbackAddress(visitorAddress(address, undefined, 0) ?? "")).toBe(false);
  });
});
