/// JSON (RFC 8259), and what is written as text in it: bytes in hexadecimal, instants in ISO 8601.
import Array "mo:core/Array";
import Blob "mo:core/Blob";
import Char "mo:core/Char";
import Nat "mo:core/Nat";
import Nat32 "mo:core/Nat32";
import Nat64 "mo:core/Nat64";
import Nat8 "mo:core/Nat8";
import Text "mo:core/Text";

module {
  public type Json = { #null_; #bool : Bool; #number : Nat; #text : Text; #map : [(Text, Json)] };

  /// The value, without white space.
  public func toText(value : Json) : Text {
    switch value {
      case (#null_) "null";
      case (#bool(truth)) if truth "true" else "false";
      case (#number(number)) Nat.toText(number);
      case (#text(text)) quoted(text);
      case (#map(fields)) {
        let written = Array.map<(Text, Json), Text>(fields, func((name, of)) = quoted(name) # ":" # toText(of));
        "{" # Text.join(written.values(), ",") # "}";
      };
    };
  };

  /// A text, or null.
  public func optional(text : ?Text) : Json {
    switch text { case (?some) #text(some); case null #null_ };
  };

  /// Bytes in lower-case hexadecimal.
  public func hex(bytes : Blob) : Text {
    let digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c", "d", "e", "f"];
    var text = "";
    for (byte in bytes.values()) text #= digits[Nat8.toNat(byte >> 4)] # digits[Nat8.toNat(byte & 15)];
    text;
  };

  /// An instant (ns since 1970 UTC) to the millisecond, such as `2026-11-20T06:00:00.000Z`.
  public func instant(nanoseconds : Nat64) : Text {
    let milliseconds = Nat64.toNat(nanoseconds) / 1_000_000;
    let seconds = milliseconds / 1_000;
    // Years are counted from March on, so that a leap day is a year's last; 400 of them have 146,097 days.
    let days = seconds / 86_400 + 719_468;
    let day = days % 146_097;
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096 : Nat) / 365;
    let dayOfYear = day - (365 * year + year / 4 - year / 100 : Nat) : Nat;
    let month = (5 * dayOfYear + 2) / 153;
    let date = dayOfYear - (153 * month + 2) / 5 + 1 : Nat;
    let ofYear = if (month < 10) month + 3 else month - 9 : Nat;
    let yearNumber = year + days / 146_097 * 400 + (if (ofYear <= 2) 1 else 0);
    let ofDay = seconds % 86_400;
    padded(yearNumber, 4) # "-" # padded(ofYear, 2) # "-" # padded(date, 2) # "T" #
    padded(ofDay / 3_600, 2) # ":" # padded(ofDay / 60 % 60, 2) # ":" # padded(ofDay % 60, 2) # "." #
    padded(milliseconds % 1_000, 3) # "Z";
  };

  func padded(number : Nat, size : Nat) : Text {
    var text = Nat.toText(number);
    while (text.size() < size) text := "0" # text;
    text;
  };

  func quoted(text : Text) : Text = "\"" # Text.flatMap(text, escaped) # "\"";

  func escaped(char : Char) : Text {
    if (char == '\"' or char == '\\') return "\\" # Text.fromChar(char);
    let code = Char.toNat32(char);
    if (code >= 0x20) return Text.fromChar(char);
    "\\u00" # hex(Blob.fromArray([Nat8.fromNat(Nat32.toNat(code))]));
  };
};
