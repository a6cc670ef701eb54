/// The number of a licence: `SND`, ten characters and a check character, as it is stored and certified.
import Char "mo:core/Char";
import Nat32 "mo:core/Nat32";

module {
  /// Whether `number` has the form and its check character is right. Strict: upper case, no hyphens, no look-alikes.
  ///
  /// The check character is the sum over i = 1…10 of α^i · d_i in GF(32) with the polynomial x^5 + x^2 + 1 and α = 2.
  public func isValid(number : Text) : Bool {
    if (number.size() != 14) return false;
    var position = 0;
    // Horner's rule from the far end would need the digits reversed: the weight is carried along instead.
    var weight : Nat32 = 1;
    var sum : Nat32 = 0;
    for (char in number.chars()) {
      if (position < 3) {
        if (char != (if (position == 0) 'S' else if (position == 1) 'N' else 'D')) return false;
      } else {
        let ?digit = value(char) else return false;
        if (position == 13) return digit == sum;
        weight := double(weight);
        sum ^= product(weight, digit);
      };
      position += 1;
    };
    false;
  };

  // The place in 0123456789ABCDEFGHJKMNPQRSTVWXYZ.
  func value(char : Char) : ?Nat32 {
    let code = Char.toNat32(char);
    if (code >= 48 and code <= 57) return ?(code - 48);
    if (code < 65 or code > 90) return null;
    switch char {
      case ('I' or 'L' or 'O' or 'U') null;
      case _ {
        var skipped : Nat32 = 55;
        if (char > 'I') skipped += 1;
        if (char > 'L') skipped += 1;
        if (char > 'O') skipped += 1;
        if (char > 'U') skipped += 1;
        ?(code - skipped);
      };
    };
  };

  func double(element : Nat32) : Nat32 {
    let shifted = element << 1;
    if (shifted >= 32) shifted ^ 0x25 else shifted;
  };

  func product(one : Nat32, other : Nat32) : Nat32 {
    var sum : Nat32 = 0;
    var power = one;
    var rest = other;
    while (rest != 0) {
      if (rest & 1 == 1) sum ^= power;
      power := double(power);
      rest >>= 1;
    };
    sum;
  };
};
