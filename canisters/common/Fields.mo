/// Bounds on text that comes from outside. Lengths count characters.
import Char "mo:core/Char";

module {
  /// The longest id.
  public let maxIdentifier : Nat = 128;

  /// The longest name of a programme or a phase.
  public let maxTitle : Nat = 128;

  /// The longest reason.
  public let maxReason : Nat = 200;

  /// The longest name of an institution.
  public let maxName : Nat = 300;

  /// Printable ASCII, 1 to `maxIdentifier` characters.
  public func isIdentifier(text : Text) : Bool {
    if (text.size() == 0 or text.size() > maxIdentifier) return false;
    for (char in text.chars()) if (char < ' ' or char > '~') return false;
    true;
  };

  /// The name of a programme or a phase, in any script.
  public func isTitle(text : Text) : Bool = isText(text, maxTitle);

  /// A reason, in any script: a code rather than a sentence, since it is public for good.
  public func isReason(text : Text) : Bool = isText(text, maxReason);

  /// The name of an institution, in any script.
  public func isName(text : Text) : Bool = isText(text, maxName);

  // No control characters, and none that turn the direction of the text around them: with those a name could be made to
  // look like another.
  func isText(text : Text, longest : Nat) : Bool {
    if (text.size() == 0 or text.size() > longest) return false;
    for (char in text.chars()) {
      let code = Char.toNat32(char);
      if (code < 0x20 or (code >= 0x7f and code < 0xa0)) return false;
      if ((code >= 0x202a and code <= 0x202e) or (code >= 0x2066 and code <= 0x2069)) return false;
    };
    true;
  };
};
