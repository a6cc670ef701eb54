/// The form of a handle. The portal follows the same rules, and refuses reserved and look-alike names besides.
///
/// 3 to 20 characters out of a–z, 0–9, `_` and `.`; it starts with a letter, ends with a letter or a digit, and has no
/// two of `_` and `.` next to each other. As a regular expression: `^[a-z](?:[a-z0-9]|[._](?=[a-z0-9])){2,19}$`.
module {
  public let minSize : Nat = 3;
  public let maxSize : Nat = 20;

  /// Whether `handle` has the form.
  public func isValid(handle : Text) : Bool {
    if (handle.size() < minSize or handle.size() > maxSize) return false;
    var first = true;
    var separated = false;
    for (char in handle.chars()) {
      let letter = char >= 'a' and char <= 'z';
      let digit = char >= '0' and char <= '9';
      let separator = char == '_' or char == '.';
      if (not (letter or digit or separator)) return false;
      if (first and not letter) return false;
      if (separator and separated) return false;
      separated := separator;
      first := false;
    };
    not separated;
  };
};
