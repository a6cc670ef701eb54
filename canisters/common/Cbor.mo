/// Deterministic CBOR (RFC 8949 §4.2.1): what the certified records and the hash-tree witnesses need, and no more.
///
/// Map keys are written in the order in which the caller writes them: shorter first, then bytewise.
import Blob "mo:core/Blob";
import Nat "mo:core/Nat";
import Nat64 "mo:core/Nat64";
import Nat8 "mo:core/Nat8";
import Text "mo:core/Text";
import VarArray "mo:core/VarArray";

module {
  /// Bytes being put together. Grows by doubling.
  public type Writer = {
    var bytes : [var Nat8];
    var size : Nat;
    /// Whether the bytes are counted and no more.
    counts : Bool;
  };

  /// An empty writer with room for `capacity` bytes.
  public func writer(capacity : Nat) : Writer = {
    var bytes = VarArray.repeat<Nat8>(0, Nat.max(capacity, 16));
    var size = 0;
    counts = false;
  };

  /// What `write` writes. It is called twice, the first time for the size: an array takes eight bytes for each of its own, so that
  /// none too many is made of one that is large.
  public func encoded(write : Writer -> ()) : Blob {
    let counter : Writer = { var bytes = [var]; var size = 0; counts = true };
    write(counter);
    let writer : Writer = { var bytes = VarArray.repeat<Nat8>(0, counter.size); var size = 0; counts = false };
    write(writer);
    Blob.fromVarArray(writer.bytes);
  };

  /// Forgets what was written, to be used again.
  public func clear(writer : Writer) = writer.size := 0;

  /// What was written.
  public func toBlob(writer : Writer) : Blob {
    let bytes = writer.bytes;
    Blob.fromVarArray(VarArray.tabulate<Nat8>(writer.size, func i = bytes[i]));
  };

  /// An unsigned integer (major type 0).
  public func unsigned(writer : Writer, value : Nat64) = head(writer, 0x00, value);

  /// A byte string.
  public func bytes(writer : Writer, value : Blob) {
    head(writer, 0x40, Nat64.fromNat(value.size()));
    raw(writer, value);
  };

  /// A text string.
  public func text(writer : Writer, value : Text) = name(writer, Text.encodeUtf8(value));

  /// A text string that is known beforehand, as its UTF-8: the key of a map above all. Allocates nothing.
  public func name(writer : Writer, utf8 : Blob) {
    head(writer, 0x60, Nat64.fromNat(utf8.size()));
    raw(writer, utf8);
  };

  /// The head of an array; its `size` items follow.
  public func array(writer : Writer, size : Nat) = head(writer, 0x80, Nat64.fromNat(size));

  /// The head of a map; its `size` pairs of key and value follow.
  public func map(writer : Writer, size : Nat) = head(writer, 0xa0, Nat64.fromNat(size));

  /// The head of a tag; the tagged item follows.
  public func tag(writer : Writer, number : Nat64) = head(writer, 0xc0, number);

  /// The simple value null.
  public func nothing(writer : Writer) = byte(writer, 0xf6);

  /// A text, or null.
  public func optionalText(writer : Writer, value : ?Text) {
    switch value { case (?some) text(writer, some); case null nothing(writer) };
  };

  /// A byte string, or null.
  public func optionalBytes(writer : Writer, value : ?Blob) {
    switch value { case (?some) bytes(writer, some); case null nothing(writer) };
  };

  /// Items that are CBOR already.
  public func raw(writer : Writer, encoded : Blob) {
    let size = encoded.size();
    if (writer.counts) {
      writer.size += size;
      return;
    };
    reserve(writer, size);
    let target = writer.bytes;
    let start = writer.size;
    var i = 0;
    while (i < size) {
      target[start + i] := encoded[i];
      i += 1;
    };
    writer.size := start + size;
  };

  // The shortest form of the argument, as deterministic encoding wants it.
  func head(writer : Writer, major : Nat8, argument : Nat64) {
    let (b7, b6, b5, b4, b3, b2, b1, b0) = Nat64.explode(argument);
    if (argument < 24) {
      byte(writer, major | b0);
    } else if (argument < 0x100) {
      byte(writer, major | 24);
      byte(writer, b0);
    } else if (argument < 0x1_0000) {
      byte(writer, major | 25);
      byte(writer, b1);
      byte(writer, b0);
    } else if (argument < 0x1_0000_0000) {
      byte(writer, major | 26);
      byte(writer, b3);
      byte(writer, b2);
      byte(writer, b1);
      byte(writer, b0);
    } else {
      byte(writer, major | 27);
      byte(writer, b7);
      byte(writer, b6);
      byte(writer, b5);
      byte(writer, b4);
      byte(writer, b3);
      byte(writer, b2);
      byte(writer, b1);
      byte(writer, b0);
    };
  };

  func byte(writer : Writer, value : Nat8) {
    if (not writer.counts) {
      reserve(writer, 1);
      writer.bytes[writer.size] := value;
    };
    writer.size += 1;
  };

  func reserve(writer : Writer, more : Nat) {
    let needed = writer.size + more;
    let old = writer.bytes;
    if (needed <= old.size()) return;
    let grown = VarArray.repeat<Nat8>(0, Nat.max(needed, 2 * old.size()));
    var i = 0;
    while (i < writer.size) {
      grown[i] := old[i];
      i += 1;
    };
    writer.bytes := grown;
  };
};
