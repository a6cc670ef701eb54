/// What is hashed and certified, byte for byte: docs/verification.md.
import Nat32 "mo:core/Nat32";
import Nat64 "mo:core/Nat64";
import Principal "mo:core/Principal";
import Text "mo:core/Text";
import Cbor "../../common/Cbor";
import Sha256 "../../common/Sha256";
import Types "../Types";

module {
  /// Where a licence stands in the tree.
  public func labelOf(number : Text) : Blob = labelWith(Sha256.begin(), number);

  /// The same, for one licence after another by one hasher.
  public func labelWith(hasher : Sha256.Hasher, number : Text) : Blob {
    Sha256.write(hasher, "\0dsanad-licence");
    Sha256.write(hasher, Text.encodeUtf8(number));
    Sha256.finish(hasher);
  };

  /// Writes the record in deterministic CBOR.
  public func licence(writer : Cbor.Writer, record : Types.LicenceRecord) {
    Cbor.map(writer, 17);
    Cbor.name(writer, "v");
    Cbor.unsigned(writer, 1);
    Cbor.name(writer, "batch");
    Cbor.text(writer, record.batch);
    Cbor.name(writer, "chunk");
    Cbor.unsigned(writer, Nat64.fromNat32(record.chunk));
    Cbor.name(writer, "phase");
    Cbor.text(writer, record.phase);
    Cbor.name(writer, "holder");
    Cbor.optionalBytes(writer, record.holder);
    Cbor.name(writer, "issued");
    Cbor.unsigned(writer, record.issued);
    Cbor.name(writer, "number");
    Cbor.text(writer, record.number);
    Cbor.name(writer, "reason");
    Cbor.optionalText(writer, record.reason);
    Cbor.name(writer, "sector");
    Cbor.name(writer, sector(record.sector));
    Cbor.name(writer, "status");
    Cbor.name(writer, status(record.status));
    Cbor.name(writer, "decision");
    Cbor.text(writer, record.decision);
    Cbor.name(writer, "programme");
    Cbor.text(writer, record.programme);
    Cbor.name(writer, "validFrom");
    Cbor.unsigned(writer, record.validFrom);
    Cbor.name(writer, "validUntil");
    Cbor.unsigned(writer, record.validUntil);
    Cbor.name(writer, "statusSince");
    Cbor.unsigned(writer, record.statusSince);
    Cbor.name(writer, "institutionId");
    Cbor.text(writer, record.institutionId);
    Cbor.name(writer, "institutionName");
    Cbor.text(writer, record.institutionName);
  };

  /// Writes an entry of a chunk in deterministic CBOR.
  public func entry(writer : Cbor.Writer, entry : Types.Entry) {
    Cbor.map(writer, 9);
    Cbor.name(writer, "phase");
    Cbor.text(writer, entry.phase);
    Cbor.name(writer, "number");
    Cbor.text(writer, entry.number);
    Cbor.name(writer, "sector");
    Cbor.name(writer, sector(entry.sector));
    Cbor.name(writer, "decision");
    Cbor.text(writer, entry.decision);
    Cbor.name(writer, "programme");
    Cbor.text(writer, entry.programme);
    Cbor.name(writer, "validFrom");
    Cbor.unsigned(writer, entry.validFrom);
    Cbor.name(writer, "validUntil");
    Cbor.unsigned(writer, entry.validUntil);
    Cbor.name(writer, "institutionId");
    Cbor.text(writer, entry.institutionId);
    Cbor.name(writer, "institutionName");
    Cbor.text(writer, entry.institutionName);
  };

  /// Writes a renewal of a chunk in deterministic CBOR.
  public func renewal(writer : Cbor.Writer, renewal : Types.Renewal) {
    Cbor.map(writer, 2);
    Cbor.name(writer, "number");
    Cbor.text(writer, renewal.number);
    Cbor.name(writer, "validUntil");
    Cbor.unsigned(writer, renewal.validUntil);
  };

  /// Where a batch stands in the tree.
  public func labelOfBatch(batchId : Text) : Blob = Sha256.hash2("\0bsanad-batch", Text.encodeUtf8(batchId));

  /// Writes how a batch stands in deterministic CBOR.
  public func standing(writer : Cbor.Writer, standing : Types.Standing) {
    Cbor.map(writer, 6);
    Cbor.name(writer, "v");
    Cbor.unsigned(writer, 1);
    Cbor.name(writer, "plan");
    Cbor.bytes(writer, standing.planHash);
    Cbor.name(writer, "batch");
    Cbor.text(writer, standing.batchId);
    Cbor.name(writer, "dropped");
    switch (standing.dropped) { case (?{ at }) Cbor.unsigned(writer, at); case null Cbor.nothing(writer) };
    Cbor.name(writer, "manifest");
    Cbor.bytes(writer, standing.manifestHash);
    Cbor.name(writer, "approvals");
    Cbor.array(writer, standing.approvals.size());
    for ({ approver; at; block } in standing.approvals.values()) {
      Cbor.array(writer, 3);
      Cbor.bytes(writer, Principal.toBlob(approver));
      Cbor.unsigned(writer, at);
      Cbor.unsigned(writer, Nat64.fromNat(block));
    };
  };

  /// Where the digest of a file stands in the tree.
  public func labelOfDigest(name : Text) : Blob = Sha256.hash2("\0csanad-digest", Text.encodeUtf8(name));

  /// Writes the digest of a file in deterministic CBOR.
  public func digest(writer : Cbor.Writer, digest : Types.Digest) {
    Cbor.map(writer, 6);
    Cbor.text(writer, "v");
    Cbor.unsigned(writer, 1);
    Cbor.text(writer, "at");
    Cbor.unsigned(writer, digest.at);
    Cbor.text(writer, "hash");
    Cbor.bytes(writer, digest.hash);
    Cbor.text(writer, "name");
    Cbor.text(writer, digest.name);
    Cbor.text(writer, "size");
    Cbor.unsigned(writer, digest.size);
    Cbor.text(writer, "block");
    Cbor.unsigned(writer, Nat64.fromNat(digest.block));
  };

  /// A role as it is certified.
  public func role(role : Types.Role) : Text {
    switch role { case (#issuer) "issuer"; case (#approver) "approver"; case (#governor) "governor" };
  };

  /// Places by the names under which they are written, in the order of their blocks.
  public func places(places : Types.Places) : [(Text, Nat32)] = [
    ("total", places.total),
    ("government", places.government),
    ("education", places.education),
    ("startups", places.startups),
    ("private", places.private_),
  ];

  /// A sector as it is certified, in UTF-8.
  public func sector(sector : Types.Sector) : Blob {
    switch sector {
      case (#government) "government";
      case (#education) "education";
      case (#startups) "startups";
      case (#private_) "private";
    };
  };

  func status(status : Types.Status) : Blob {
    switch status {
      case (#active) "active";
      case (#suspended) "suspended";
      case (#revoked) "revoked";
    };
  };
};
