/// The heads of the portal's audit chain, as they were noted: only ever longer, so that the history behind a noted head
/// cannot be made anew unseen. What is certified of them is one digest over all, in their order.
///
/// One that is none of the portal's, noted by a stolen key, governors disown: it stays where it is, and the next head has to be
/// further than the last of the others. What is certified of that is one digest, too.
import Array "mo:core/Array";
import List "mo:core/List";
import Nat "mo:core/Nat";
import Nat64 "mo:core/Nat64";
import Principal "mo:core/Principal";
import Set "mo:core/Set";
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

  /// What a governor says of a head that is none of the portal's. `head` is the block that holds it.
  public type Word = { head : Nat; governor : Principal; reason : Text; decision : Text; at : Nat64; block : Nat };

  /// A head that enough governors have disowned: when, and with which block.
  public type Disowned = { head : Nat; at : Nat64; block : Nat };

  public type Disowning = {
    /// Of heads that could still be disowned when the last of them was said.
    var words : [Word];
    /// In the order in which they were disowned.
    list : List.List<Disowned>;
    /// The blocks that hold them.
    heads : Set.Set<Nat>;
    /// Over all of them; null while there is none.
    var digest : ?Blob;
  };

  /// 27 years of one a day; all of them fit into one answer.
  public let maxHeads : Nat = 10_000;

  /// One an hour, which is as often as the portal notes one when it is asked to. So nobody uses up all of them within a year.
  public let maxHeadsADay : Nat = 24;

  /// For how long a head can be disowned: 30 days. What is older nobody makes undone.
  public let disownable : Nat64 = 2_592_000_000_000_000;

  /// Of heads that are not disowned: more than one governor can say of those of 31 days.
  public let maxWords : Nat = 1_000;

  public func empty() : Heads = { list = List.empty<Head>(); var digest = null };

  public func all(heads : Heads) : [Head] = List.toArray(heads.list);

  /// Whether none is noted any more, or none on the day of `at`.
  public func isFull({ list } : Heads, at : Nat64) : Bool {
    let size = List.size(list);
    size >= maxHeads or (size >= maxHeadsADay and Days.of(List.at(list, size - maxHeadsADay : Nat).at) == Days.of(at));
  };

  /// The sequence number of the last head that is not disowned, 0 where there is none.
  public func latest({ list } : Heads, disowning : Disowning) : Nat64 {
    for (head in List.reverseValues(list)) if (not isDisowned(disowning, head.block)) return head.sequence;
    0;
  };

  /// Notes a head that comes after the latest.
  public func add(heads : Heads, disowning : Disowning, head : Head) {
    assert head.sequence > latest(heads, disowning) and not isFull(heads, head.at);
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

  public func noneDisowned() : Disowning = {
    var words = [];
    list = List.empty<Disowned>();
    heads = Set.empty<Nat>();
    var digest = null;
  };

  public func allDisowned({ list } : Disowning) : [Disowned] = List.toArray(list);

  public func isDisowned(disowning : Disowning, block : Nat) : Bool = Set.contains(disowning.heads, Nat.compare, block);

  /// The place among all heads, from 0, of the one that this block holds.
  public func placeOf({ list } : Heads, block : Nat) : ?Nat {
    var first = 0;
    var end = List.size(list);
    while (first < end) {
      let middle = (first + end) / 2;
      if (List.at(list, middle).block < block) first := middle + 1 else end := middle;
    };
    if (first < List.size(list) and List.at(list, first).block == block) ?first else null;
  };

  /// Whether it is too late to disown a head.
  public func isOld({ at } : Head, now : Nat64) : Bool = now >= at + disownable;

  /// The word that this governor gave on a head.
  public func wordOf(disowning : Disowning, block : Nat, caller : Principal) : ?Word =
    Array.find<Word>(disowning.words, func({ head; governor }) = head == block and governor == caller);

  /// The words on heads that can still be disowned by their age.
  public func wordsAt(disowning : Disowning, heads : Heads, now : Nat64) : [Word] = Array.filter<Word>(
    disowning.words,
    func({ head }) {
      let ?place = placeOf(heads, head) else return false;
      not isOld(List.at(heads.list, place), now);
    },
  );

  /// Those of them on heads that are not disowned.
  public func openWords(disowning : Disowning, heads : Heads, now : Nat64) : [Word] =
    Array.filter<Word>(wordsAt(disowning, heads, now), func({ head }) = not isDisowned(disowning, head));

  /// Disowns the head at this place, for good.
  public func disown(disowning : Disowning, place : Nat, disowned : Disowned) {
    let writer = Cbor.writer(128);
    Cbor.array(writer, 4);
    Cbor.optionalBytes(writer, disowning.digest);
    Cbor.unsigned(writer, Nat64.fromNat(place));
    Cbor.unsigned(writer, Nat64.fromNat(disowned.head));
    Cbor.unsigned(writer, disowned.at);
    disowning.digest := ?Sha256.hash2("\14sanad-audit-disowned", Cbor.toBlob(writer));
    List.add(disowning.list, disowned);
    Set.add(disowning.heads, Nat.compare, disowned.head);
  };
};
