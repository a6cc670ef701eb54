/// The heads of the portal's audit chain, as they were noted: only ever longer, so that the history behind a noted head
/// cannot be made anew unseen. What is certified of them is one digest over all, in their order.
import List "mo:core/List";
import Nat64 "mo:core/Nat64";
import Cbor "../../common/Cbor";
import Sha256 "../../common/Sha256";
import Days "Days";

module {
  /// How far the chain reached (1 or more), its hash there, when that was noted (ns since 1970 UTC), and in which block.
  public type Head = { sequence : Nat64; hash : Blob; at : Nat64; block : Nat };

  public type Heads = {
    list : List.List<Head>;
    /// Over all heads; null while there is none.
    var digest : ?Blob;
  };

  /// 27 years of one a day; all of them fit into one answer.
  public let maxHeads : Nat = 10_000;

  /// One an hour, which is as often as the portal notes one when it is asked to. So nobody uses up all of them within a year.
  public let maxHeadsADay : Nat = 24;

  public func empty() : Heads = { list = List.empty<Head>(); var digest = null };

  public func all(heads : Heads) : [Head] = List.toArray(heads.list);

  /// Whether none is noted any more, or none on the day of `at`.
  public func isFull({ list } : Heads, at : Nat64) : Bool {
    let size = List.size(list);
    size >= maxHeads or (size >= maxHeadsADay and Days.of(List.at(list, size - maxHeadsADay : Nat).at) == Days.of(at));
  };

  /// The sequence number that was noted last, 0 where none was.
  public func latest(heads : Heads) : Nat64 {
    switch (List.last(heads.list)) {
      case (?head) head.sequence;
      case null 0;
    };
  };

  /// Notes a head that comes after the latest.
  public func add(heads : Heads, head : Head) {
    assert head.sequence > latest(heads) and not isFull(heads, head.at);
    let writer = Cbor.writer(128);
    Cbor.array(writer, 4);
    switch (heads.digest) {
      case (?before) Cbor.bytes(writer, before);
      case null Cbor.nothing(writer);
    };
    Cbor.unsigned(writer, head.sequence);
    Cbor.bytes(writer, head.hash);
    Cbor.unsigned(writer, head.at);
    heads.digest := ?Sha256.hash2("\11sanad-audit-heads", Cbor.toBlob(writer));
    List.add(heads.list, head);
  };
};
