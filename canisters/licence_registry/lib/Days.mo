/// Days in Pakistan (UTC+5, no summer time), counted from 1970, and how much was done on one.
import Char "mo:core/Char";
import Iter "mo:core/Iter";
import Nat "mo:core/Nat";
import Nat64 "mo:core/Nat64";
import Text "mo:core/Text";

module {
  /// How many there were on the last day on which there was any.
  public type Count = { var day : Nat64; var count : Nat };

  let nanosecondsADay : Nat64 = 86_400_000_000_000;
  let ahead : Nat64 = 18_000_000_000_000;

  public func none() : Count = { var day = 0; var count = 0 };

  /// The day of an instant (ns since 1970 UTC).
  public func of(at : Nat64) : Nat64 = (at + ahead) / nanosecondsADay;

  /// When a day begins (ns since 1970 UTC).
  public func beginning(day : Nat64) : Nat64 = day * nanosecondsADay - ahead;

  /// How many there were on the day of `at`, which is not before the last.
  public func counted(count : Count, at : Nat64) : Nat = if (count.day == of(at)) count.count else 0;

  /// One more, at `at`.
  public func add(count : Count, at : Nat64) {
    count.count := counted(count, at) + 1;
    count.day := of(at);
  };

  /// The day that the name of a file has before its ending, such as `figures-2026-11-21.csv`; null where it has none, or is one of
  /// before 1970.
  public func named(name : Text) : ?Nat64 {
    let parts = Iter.toArray(Text.split(name, #char '.'));
    if (parts.size() != 2) return null;
    let chars = Text.toArray(parts[0]);
    if (chars.size() < 11) return null;
    let start : Nat = chars.size() - 11;
    for (at in [0, 5, 8].values()) if (chars[start + at] != '-') return null;
    let ?year = number(chars, start + 1, 4) else return null;
    let ?month = number(chars, start + 6, 2) else return null;
    let ?day = number(chars, start + 9, 2) else return null;
    if (year < 1970 or month < 1 or month > 12 or day < 1) return null;
    let first = firstOf(year, month);
    let next = if (month == 12) firstOf(year + 1, 1) else firstOf(year, month + 1);
    if (first + day > next) null else ?(first + day - 1);
  };

  // The first day of a month: years are counted from March on, so that a leap day ends its year.
  func firstOf(year : Nat64, month : Nat64) : Nat64 {
    let (years, months) = if (month > 2) (year, month - 3) else (year - 1, month + 9);
    365 * years + years / 4 - years / 100 + years / 400 + (153 * months + 2) / 5 - 719_468;
  };

  func number(chars : [Char], from : Nat, length : Nat) : ?Nat64 {
    var value : Nat64 = 0;
    for (at in Nat.range(from, from + length)) {
      let char = chars[at];
      if (char < '0' or char > '9') return null;
      value := value * 10 + Nat64.fromNat32(Char.toNat32(char) - Char.toNat32('0'));
    };
    ?value;
  };
};
