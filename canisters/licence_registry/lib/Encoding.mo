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
  public func labelOf(number : Text) : Blob = Sha256.hash2("\0dsanad-licence", Text.encodeUtf8(number));

  /// Writes the record in deterministic CBOR.
  public func licence(writer : Cbor.Writer, record : Types.LicenceRecord) {
    Cbor.map(writer, 17);
    Cbor.text(writer, "v");
    Cbor.unsigned(writer, 1);
    Cbor.text(writer, "batch");
    Cbor.text(writer, record.batch);
    Cbor.text(writer, "chunk");
    Cbor.unsigned(writer, Nat64.fromNat32(record.chunk));
    Cbor.text(writer, "phase");
    Cbor.text(writer, record.phase);
    Cbor.text(writer, "holder");
    Cbor.optionalBytes(writer, record.holder);
    Cbor.text(writer, "issued");
    Cbor.unsigned(writer, record.issued);
    Cbor.text(writer, "number");
    Cbor.text(writer, record.number);
    Cbor.text(writer, "reason");
    Cbor.optionalText(writer, record.reason);
    Cbor.text(writer, "sector");
    Cbor.text(writer, sector(record.sector));
    Cbor.text(writer, "status");
    Cbor.text(writer, status(record.status));
    Cbor.text(writer, "decision");
    Cbor.text(writer, record.decision);
    Cbor.text(writer, "programme");
    Cbor.text(writer, record.programme);
    Cbor.text(writer, "validFrom");
    Cbor.unsigned(writer, record.validFrom);
    Cbor.text(writer, "validUntil");
    Cbor.unsigned(writer, record.validUntil);
    Cbor.text(writer, "statusSince");
    Cbor.unsigned(writer, record.statusSince);
    Cbor.text(writer, "institutionId");
    Cbor.text(writer, record.institutionId);
    Cbor.text(writer, "institutionName");
    Cbor.text(writer, record.institutionName);
  };

  /// Writes an entry of a chunk in deterministic CBOR.
  public func entry(writer : Cbor.Writer, entry : Types.Entry) {
    Cbor.map(writer, 9);
    Cbor.text(writer, "phase");
    Cbor.text(writer, entry.phase);
    Cbor.text(writer, "number");
    Cbor.text(writer, entry.number);
    Cbor.text(writer, "sector");
    Cbor.text(writer, sector(entry.sector));
    Cbor.text(writer, "decision");
    Cbor.text(writer, entry.decision);
    Cbor.text(writer, "programme");
    Cbor.text(writer, entry.programme);
    Cbor.text(writer, "validFrom");
    Cbor.unsigned(writer, entry.validFrom);
    Cbor.text(writer, "validUntil");
    Cbor.unsigned(writer, entry.validUntil);
    Cbor.text(writer, "institutionId");
    Cbor.text(writer, entry.institutionId);
    Cbor.text(writer, "institutionName");
    Cbor.text(writer, entry.institutionName);
  };

  /// Writes a renewal of a chunk in deterministic CBOR.
  public func renewal(writer : Cbor.Writer, renewal : Types.Renewal) {
    Cbor.map(writer, 2);
    Cbor.text(writer, "number");
    Cbor.text(writer, renewal.number);
    Cbor.text(writer, "validUntil");
    Cbor.unsigned(writer, renewal.validUntil);
  };

  /// Where a batch stands in the tree.
  public func labelOfBatch(batchId : Text) : Blob = Sha256.hash2("\0bsanad-batch", Text.encodeUtf8(batchId));

  /// Writes how a batch stands in deterministic CBOR.
  public func standing(writer : Cbor.Writer, standing : Types.Standing) {
    Cbor.map(writer, 6);
    Cbor.text(writer, "v");
    Cbor.unsigned(writer, 1);
    Cbor.text(writer, "plan");
    Cbor.bytes(writer, standing.planHash);
    Cbor.text(writer, "batch");
    Cbor.text(writer, standing.batchId);
    Cbor.text(writer, "dropped");
    switch (standing.dropped) { case (?{ at }) Cbor.unsigned(writer, at); case null Cbor.nothing(writer) };
    Cbor.text(writer, "manifest");
    Cbor.bytes(writer, standing.manifestHash);
    Cbor.text(writer, "approvals");
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

  /// A sector as it is certified.
  public func sector(sector : Types.Sector) : Text {
    switch sector {
      case (#government) "government";
      case (#education) "education";
      case (#startups) "startups";
      case (#private_) "private";
    };
  };

  func status(status : Types.Status) : Text {
    switch status {
      case (#active) "active";
      case (#suspended) "suspended";
      case (#revoked) "revoked";
    };
  };
};
