/// Which licences are revoked and which are suspended, a bit each in the order of issue: what a W3C Bitstring Status List holds.
///
/// The bits stand in blocks, each a leaf of its own, so that a change hashes one block and not the list. A licence's place is the
/// number of licences that were issued before it, and never changes.
import Array "mo:core/Array";
import Blob "mo:core/Blob";
import List "mo:core/List";
import Nat32 "mo:core/Nat32";
import Nat64 "mo:core/Nat64";
import Nat8 "mo:core/Nat8";
import VarArray "mo:core/VarArray";
import BlockLog "../../common/BlockLog";
import Cbor "../../common/Cbor";
import HashTree "../../common/HashTree";
import Trie "../../common/Trie";
import Types "../Types";
import Encoding "Encoding";
import Entries "Entries";

module {
  type Bits = Trie.Trie<[var Nat8]>;

  public type Lists = {
    /// By the label of a licence: its place.
    index : Trie.Trie<Nat32>;
    /// Blocks of `blockBytes`, as far as licences have come.
    revocation : Bits;
    suspension : Bits;
  };

  /// What a witness shows: both lists whole, or one licence's place.
  public type Shown = { #lists; #index : Text; #nothing };

  public let blockBytes : Nat = 1_024;

  /// What both lists have room for: 128 blocks, more licences than there can be.
  public let maxEntries : Nat = 1_048_576;

  public func empty() : Lists = {
    index = Trie.empty<Nat32>();
    revocation = Trie.empty<[var Nat8]>();
    suspension = Trie.empty<[var Nat8]>();
  };

  /// The lists of a registry that had none: the order of issue is that of its log. Costs one visit to each licence's entry.
  public func of(licences : Trie.Trie<Types.LicenceRecord>, log : BlockLog.Log) : Lists {
    let lists = empty();
    for (block in List.values(log.blocks)) {
      for (number in issuedIn(block).values()) issued(lists, Encoding.labelOf(number));
    };
    Trie.each(
      licences,
      func(record : Types.LicenceRecord) {
        if (record.status != #active) changed(lists, Encoding.labelOf(record.number), #active, record.status);
      },
    );
    lists;
  };

  /// Whether so many licences more have a place in them.
  public func hasRoom(lists : Lists, licences : Nat) : Bool = lists.index.size + licences <= maxEntries;

  /// Gives a licence, by its label, the next place.
  public func issued(lists : Lists, key : Blob) {
    let place = lists.index.size;
    assert place < maxEntries;
    Trie.put(lists.index, key, Nat32.fromNat(place));
    if (place % (8 * blockBytes) == 0) {
      let block = blockLabel(place);
      Trie.put(lists.revocation, block, VarArray.repeat<Nat8>(0, blockBytes));
      Trie.put(lists.suspension, block, VarArray.repeat<Nat8>(0, blockBytes));
    };
  };

  /// Sets a licence's bits to what its status has become.
  public func changed(lists : Lists, key : Blob, before : Types.Status, after : Types.Status) {
    if (before == after) return;
    let ?place = Trie.get(lists.index, key) else return;
    mark(lists.revocation, Nat32.toNat(place), after == #revoked);
    mark(lists.suspension, Nat32.toNat(place), after == #suspended);
  };

  /// What stands below the name of the lists in the tree.
  public func witness(lists : Lists, shown : Shown) : HashTree.Witness {
    let (whole, index) = switch shown {
      case (#lists) (true, null);
      case (#index(number)) (false, ?Encoding.labelOf(number));
      case (#nothing) (false, null);
    };
    func bits(name : Text, of : Bits) : HashTree.Part {
      { name; below = if whole Trie.whole(of, encodeBlock) else #pruned(Trie.rootHash(of, encodeBlock)); shown = whole };
    };
    let places = switch index {
      case (?key) Trie.witness(lists.index, key, encodePlace);
      case null #pruned(Trie.rootHash(lists.index, encodePlace));
    };
    HashTree.compose([
      { name = "index"; below = places; shown = index != null },
      bits("revocation", lists.revocation),
      bits("suspension", lists.suspension),
    ]);
  };

  func encodePlace(writer : Cbor.Writer, place : Nat32) = Cbor.unsigned(writer, Nat64.fromNat32(place));

  func encodeBlock(writer : Cbor.Writer, block : [var Nat8]) = Cbor.raw(writer, Blob.fromVarArray(block));

  // The block's number in 32 bytes, the most significant first.
  func blockLabel(place : Nat) : Blob {
    let number = Nat32.fromNat(place / (8 * blockBytes));
    let (b3, b2, b1, b0) = Nat32.explode(number);
    Blob.fromArray(Array.concat(Array.repeat<Nat8>(0, 28), [b3, b2, b1, b0]));
  };

  // The first entry is the leftmost bit of the first byte.
  func mark(bits : Bits, place : Nat, set : Bool) {
    let key = blockLabel(place);
    let ?block = Trie.get(bits, key) else return;
    let at = place / 8 % blockBytes;
    let bit = (0x80 : Nat8) >> Nat8.fromNat(place % 8);
    let byte = if set block[at] | bit else block[at] & ^bit;
    if (byte == block[at]) return;
    block[at] := byte;
    Trie.put(bits, key, block);
  };

  // The numbers that a block issues; none for a block of another kind.
  func issuedIn(block : BlockLog.Value) : [Text] {
    let ?#Text("sanad_issue") = field(block, "btype") else return [];
    let ?transaction = field(block, "tx") else return [];
    let ?#Blob(entries) = field(transaction, "entries") else return [];
    Entries.numbers(entries);
  };

  func field(value : BlockLog.Value, name : Text) : ?BlockLog.Value {
    let #Map(pairs) = value else return null;
    for ((key, item) in pairs.values()) if (key == name) return ?item;
    null;
  };
};
