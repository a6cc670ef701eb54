/// A canister with a map alone: what one entry more costs it, as it grows.
import Map "mo:core/Map";
import Text "mo:core/Text";

persistent actor {
  let map = Map.empty<Text, Text>();

  /// Anybody. Inserts every key.
  public func insert(keys : [Text]) : async { #ok : Nat } {
    for (key in keys.values()) Map.add(map, Text.compare, key, key);
    #ok(Map.size(map));
  };
};
