/// A licence in JSON, with the proof that lets anybody check it without trusting who handed it on: the form in which the portal
/// gives it at the same address.
import Base64 "mo:core/Base64";
import Nat32 "mo:core/Nat32";
import Nat64 "mo:core/Nat64";
import Principal "mo:core/Principal";
import Text "mo:core/Text";
import Json "../../common/Json";
import Types "../Types";
import Number "Number";
import Site "Site";

module {
  public type Proof = { certificate : Blob; witness : Blob };

  /// The number as it is stored, of what somebody typed: hyphens, white space and lower case are forgiven. Null for what is none.
  public func numberOf(typed : Text) : ?Text {
    if (typed.size() > 40) return null;
    let bare = Text.toUpper(Text.flatMap(typed, func char = if (char == '-' or char == ' ') "" else Text.fromChar(char)));
    if (Number.isValid(bare)) ?bare else null;
  };

  /// What is said of a number: `answer` is a help for the eye, by this node's clock; what counts is the proof.
  public func licence(number : Text, record : ?Types.LicenceRecord, proof : Proof, about : Site.About, now : Nat64) : Text {
    let (answer, since, reason) = judged(record, now);
    Json.toText(#map([
      ("number", #text(written(number))),
      ("answer", #text(answer)),
      ("since", optionalInstant(since)),
      ("reason", Json.optional(reason)),
      ("record", switch record { case (?found) fields(found); case null #null_ }),
      ("subnetId", #text(Principal.toText(about.subnetId))),
      ("canisterId", #text(Principal.toText(about.canisterId))),
      ("network", #text(about.network)),
      ("demonstration", #bool(about.demonstration)),
      (
        "proof",
        #map([
          ("certificate", #text(Base64.encode(proof.certificate))),
          ("witness", #text(Base64.encode(proof.witness))),
        ]),
      ),
    ]));
  };

  /// Why there is no such report.
  public func failure(code : Text, about : Site.About) : Text = Json.toText(
    #map([("error", #text(code)), ("demonstration", #bool(about.demonstration))])
  );

  // Revoked outranks expired, expired outranks suspended.
  func judged(record : ?Types.LicenceRecord, now : Nat64) : (Text, ?Nat64, ?Text) {
    let ?{ status; statusSince; validFrom; validUntil; reason } = record else return ("absent", null, null);
    if (status == #revoked) return ("revoked", ?statusSince, reason);
    if (now >= validUntil) return ("expired", ?validUntil, null);
    if (status == #suspended) return ("suspended", ?statusSince, reason);
    if (now < validFrom) ("upcoming", null, null) else ("valid", ?validFrom, null);
  };

  func fields(record : Types.LicenceRecord) : Json.Json = #map([
    ("v", #number(1)),
    ("number", #text(record.number)),
    ("programme", #text(record.programme)),
    ("phase", #text(record.phase)),
    ("sector", #text(sectorOf(record))),
    ("institutionId", #text(record.institutionId)),
    ("institutionName", #text(record.institutionName)),
    ("holder", switch (record.holder) { case (?commitment) #text(Json.hex(commitment)); case null #null_ }),
    ("issued", #text(Json.instant(record.issued))),
    ("validFrom", #text(Json.instant(record.validFrom))),
    ("validUntil", #text(Json.instant(record.validUntil))),
    ("status", #text(statusOf(record))),
    ("statusSince", #text(Json.instant(record.statusSince))),
    ("reason", Json.optional(record.reason)),
    ("decision", #text(record.decision)),
    ("batch", #text(record.batch)),
    ("chunk", #number(Nat32.toNat(record.chunk))),
  ]);

  func sectorOf({ sector } : Types.LicenceRecord) : Text {
    switch sector {
      case (#government) "government";
      case (#education) "education";
      case (#startups) "startups";
      case (#private_) "private";
    };
  };

  func statusOf({ status } : Types.LicenceRecord) : Text {
    switch status { case (#active) "active"; case (#suspended) "suspended"; case (#revoked) "revoked" };
  };

  func optionalInstant(at : ?Nat64) : Json.Json {
    switch at { case (?some) #text(Json.instant(some)); case null #null_ };
  };

  // With its hyphens: SND-XXXXX-XXXXX-C.
  func written(number : Text) : Text {
    var text = "";
    var place = 0;
    for (char in number.chars()) {
      if (place == 3 or place == 8 or place == 13) text #= "-";
      text #= Text.fromChar(char);
      place += 1;
    };
    text;
  };
};
