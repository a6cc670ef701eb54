/// What governors decide, as it is written in the log and in what is certified.
import Array "mo:core/Array";
import Nat32 "mo:core/Nat32";
import Nat64 "mo:core/Nat64";
import Option "mo:core/Option";
import Principal "mo:core/Principal";
import Text "mo:core/Text";
import Cbor "../../common/Cbor";
import Types "../Types";
import Encoding "Encoding";

module {
  type Fields = [(Text, Types.Value)];

  /// An act in a block: its kind, and what it takes.
  public func value(act : Types.Act) : Types.Value {
    let (kind, fields) : (Text, Fields) = switch act {
      case (#grant(grant)) ("grant", holder(grant));
      case (#withdraw(grant)) ("withdraw", holder(grant));
      case (#caps(caps)) ("caps", places(caps));
      case (#policy(policy_)) ("policy", policy(policy_));
      case (#returnPlaces(returned)) ("returnPlaces", [
        ("sector", #Text(Option.get(Text.decodeUtf8(Encoding.sector(returned.sector)), ""))),
        ("places", #Nat(Nat32.toNat(returned.places))),
      ]);
      case (#archive({ canister; keep })) ("archive", [("canister", #Blob(Principal.toBlob(canister))), ("keep", #Nat(Nat32.toNat(keep)))]);
    };
    #Map(Array.concat<(Text, Types.Value)>([("kind", #Text(kind))], fields));
  };

  /// Places in a block.
  public func places(places : Types.Places) : Fields =
    Array.map<(Text, Nat32), (Text, Types.Value)>(Encoding.places(places), func(name, count) = (name, #Nat(Nat32.toNat(count))));

  /// A policy in a block.
  public func policy({ approvals; governors; delay } : Types.Policy) : Fields = [
    ("approvals", #Nat(Nat32.toNat(approvals))),
    ("governors", #Nat(Nat32.toNat(governors))),
    ("delay", #Nat(Nat64.toNat(delay))),
  ];

  /// Writes an act in CBOR: an array of its kind and what it takes.
  public func write(writer : Cbor.Writer, act : Types.Act) {
    switch act {
      case (#grant(grant)) writeHolder(writer, "grant", grant);
      case (#withdraw(grant)) writeHolder(writer, "withdraw", grant);
      case (#caps(caps)) writeNumbers(writer, "caps", counts(caps));
      case (#policy(policy)) writeNumbers(writer, "policy", numbers(policy));
      case (#returnPlaces({ sector; places })) {
        Cbor.array(writer, 3);
        Cbor.text(writer, "returnPlaces");
        Cbor.name(writer, Encoding.sector(sector));
        Cbor.unsigned(writer, Nat64.fromNat32(places));
      };
      case (#archive({ canister; keep })) {
        Cbor.array(writer, 3);
        Cbor.text(writer, "archive");
        Cbor.bytes(writer, Principal.toBlob(canister));
        Cbor.unsigned(writer, Nat64.fromNat32(keep));
      };
    };
  };

  /// Writes a policy in CBOR.
  public func writePolicy(writer : Cbor.Writer, policy : Types.Policy) {
    Cbor.array(writer, 3);
    for (number in numbers(policy).values()) Cbor.unsigned(writer, number);
  };

  /// Writes places in CBOR: the total, and each sector's.
  public func writePlaces(writer : Cbor.Writer, places : Types.Places) {
    let all = counts(places);
    Cbor.array(writer, all.size());
    for (count in all.values()) Cbor.unsigned(writer, count);
  };

  func counts(places : Types.Places) : [Nat64] =
    Array.map<(Text, Nat32), Nat64>(Encoding.places(places), func(_, count) = Nat64.fromNat32(count));

  func numbers({ approvals; governors; delay } : Types.Policy) : [Nat64] =
    [Nat64.fromNat32(approvals), Nat64.fromNat32(governors), delay];

  func holder({ principal; role } : { principal : Principal; role : Types.Role }) : Fields =
    [("principal", #Blob(Principal.toBlob(principal))), ("role", #Text(Encoding.role(role)))];

  func writeHolder(writer : Cbor.Writer, kind : Text, { principal; role } : { principal : Principal; role : Types.Role }) {
    Cbor.array(writer, 3);
    Cbor.text(writer, kind);
    Cbor.bytes(writer, Principal.toBlob(principal));
    Cbor.text(writer, Encoding.role(role));
  };

  func writeNumbers(writer : Cbor.Writer, kind : Text, numbers : [Nat64]) {
    Cbor.array(writer, numbers.size() + 1);
    Cbor.text(writer, kind);
    for (number in numbers.values()) Cbor.unsigned(writer, number);
  };
};
