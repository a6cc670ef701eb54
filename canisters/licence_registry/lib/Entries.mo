/// Reads back what the block of an issue holds: the numbers of its entries, in their order.
import Array "mo:core/Array";
import Blob "mo:core/Blob";
import List "mo:core/List";
import Nat8 "mo:core/Nat8";
import Runtime "mo:core/Runtime";
import Text "mo:core/Text";

module {
  /// The numbers in the CBOR array of entries that `Batches.encode` wrote. Traps for anything else, which no block holds.
  public func numbers(encoded : Blob) : [Text] {
    let reader = { bytes = encoded; var at = 0 };
    let (#array, entries) = head(reader) else Runtime.trap("entries: no array");
    let found = List.empty<Text>();
    var entry = 0;
    while (entry < entries) {
      let (#map, pairs) = head(reader) else Runtime.trap("entries: no map");
      var pair = 0;
      while (pair < pairs) {
        let isNumber = text(reader) == "number";
        if isNumber List.add(found, text(reader)) else skip(reader);
        pair += 1;
      };
      entry += 1;
    };
    List.toArray(found);
  };

  type Reader = { bytes : Blob; var at : Nat };
  type Major = { #unsigned; #string; #array; #map };

  // What begins here, and its number: a value, a length, or how many items there are.
  func head(reader : Reader) : (Major, Nat) {
    let initial = reader.bytes[reader.at];
    reader.at += 1;
    let major : Major = switch (initial >> 5) {
      case 0 #unsigned;
      case 2 #string;
      case 3 #string;
      case 4 #array;
      case 5 #map;
      case _ Runtime.trap("entries: another item");
    };
    let short = initial & 0x1f;
    if (short < 24) return (major, Nat8.toNat(short));
    var argument = 0;
    var left = switch short { case 24 1; case 25 2; case 26 4; case _ 8 };
    while (left > 0) {
      argument := 256 * argument + Nat8.toNat(reader.bytes[reader.at]);
      reader.at += 1;
      left -= 1;
    };
    (major, argument);
  };

  func text(reader : Reader) : Text {
    let (#string, size) = head(reader) else Runtime.trap("entries: no text");
    let from = reader.at;
    reader.at += size;
    let bytes = Blob.fromArray(Array.tabulate<Nat8>(size, func i = reader.bytes[from + i]));
    let ?decoded = Text.decodeUtf8(bytes) else Runtime.trap("entries: no UTF-8");
    decoded;
  };

  func skip(reader : Reader) {
    switch (head(reader)) {
      case (#unsigned, _) {};
      case (#string, size) reader.at += size;
      case _ Runtime.trap("entries: another item");
    };
  };
};
