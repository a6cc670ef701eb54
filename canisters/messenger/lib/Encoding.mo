/// What is hashed and certified, byte for byte: docs/verification.md.
import Nat64 "mo:core/Nat64";
import Principal "mo:core/Principal";
import Text "mo:core/Text";
import Cbor "../../common/Cbor";
import Sha256 "../../common/Sha256";
import Types "../Types";

module {
  /// Where a handle stands in the tree.
  public func handleLabel(handle : Text) : Blob = Sha256.hash2("\0csanad-handle", Text.encodeUtf8(handle));

  /// Where a principal stands in the tree.
  public func principalLabel(principal : Principal) : Blob =
    Sha256.hash2("\0fsanad-principal", Principal.toBlob(principal));

  /// How many accounts there are, in deterministic CBOR.
  public func count({ opened; active; suspended } : { opened : Nat; active : Nat; suspended : Nat }) : Blob {
    let writer = Cbor.writer(48);
    Cbor.map(writer, 4);
    Cbor.text(writer, "v");
    Cbor.unsigned(writer, 1);
    Cbor.text(writer, "active");
    Cbor.unsigned(writer, Nat64.fromNat(active));
    Cbor.text(writer, "opened");
    Cbor.unsigned(writer, Nat64.fromNat(opened));
    Cbor.text(writer, "suspended");
    Cbor.unsigned(writer, Nat64.fromNat(suspended));
    Cbor.toBlob(writer);
  };

  /// Writes what a principal's leaf holds: its handle in UTF-8.
  public func handle(writer : Cbor.Writer, handle : Text) = Cbor.raw(writer, Text.encodeUtf8(handle));

  /// Writes an account in deterministic CBOR.
  public func account(writer : Cbor.Writer, account : Types.Account) {
    Cbor.map(writer, 8);
    Cbor.name(writer, "v");
    Cbor.unsigned(writer, 1);
    Cbor.name(writer, "owner");
    Cbor.bytes(writer, Principal.toBlob(account.owner));
    Cbor.name(writer, "handle");
    Cbor.text(writer, account.handle);
    Cbor.name(writer, "opened");
    Cbor.unsigned(writer, account.opened);
    Cbor.name(writer, "status");
    Cbor.text(writer, switch (account.status) { case (#active) "active"; case (#suspended) "suspended" });
    Cbor.name(writer, "statusSince");
    Cbor.unsigned(writer, account.statusSince);
    Cbor.name(writer, "institutionId");
    Cbor.text(writer, account.institutionId);
    Cbor.name(writer, "institutionName");
    Cbor.text(writer, account.institutionName);
  };

  /// Writes an entry of a chunk in deterministic CBOR.
  public func entry(writer : Cbor.Writer, entry : Types.Entry) {
    Cbor.map(writer, 5);
    Cbor.name(writer, "owner");
    Cbor.bytes(writer, Principal.toBlob(entry.owner));
    Cbor.name(writer, "handle");
    Cbor.text(writer, entry.handle);
    Cbor.name(writer, "account");
    Cbor.text(writer, entry.account);
    Cbor.name(writer, "institutionId");
    Cbor.text(writer, entry.institutionId);
    Cbor.name(writer, "institutionName");
    Cbor.text(writer, entry.institutionName);
  };
};
