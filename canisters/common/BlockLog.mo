/// An ICRC-3 block log: values, their representation-independent hash, the chain of parent hashes, the certified tip, and the
/// standard's answers (https://github.com/dfinity/ICRC-1/blob/main/standards/ICRC-3/README.md).
///
/// A block is a `Map` with `phash` (absent in the first), `btype`, `ts` (ns since 1970 UTC) and `tx`.
import Array "mo:core/Array";
import Blob "mo:core/Blob";
import Int "mo:core/Int";
import List "mo:core/List";
import Nat "mo:core/Nat";
import Nat64 "mo:core/Nat64";
import Nat8 "mo:core/Nat8";
import Order "mo:core/Order";
import Runtime "mo:core/Runtime";
import Text "mo:core/Text";
import Sha256 "Sha256";

module {
  public type Value = {
    #Nat : Nat;
    #Int : Int;
    #Text : Text;
    #Blob : Blob;
    #Array : [Value];
    #Map : [(Text, Value)];
  };

  public type Log = {
    blocks : List.List<Value>;
    /// Hash of the last block; null while there is none.
    var tip : ?Blob;
  };

  /// A block and its index.
  public type Block = { id : Nat; block : Value };

  /// Runs of blocks: ICRC-3, `GetBlocksArgs`.
  public type Ranges = [{ start : Nat; length : Nat }];

  /// Blocks that another canister holds, and where to ask for them.
  public type Archived = { args : Ranges; callback : shared query Ranges -> async Page };

  /// ICRC-3, `GetBlocksResult`.
  public type Page = { log_length : Nat; blocks : [Block]; archived_blocks : [Archived] };

  /// Which blocks a log has of its own: the first of its list is block `start`, and from `live` on they are here.
  public type Extent = { start : Nat; live : Nat };

  /// The log ends here: an append beyond it traps.
  public let maxBlocks : Nat = 5_000_000;

  /// The most blocks in one answer.
  public let maxPage : Nat = 100;

  /// About the most bytes of blocks in one answer, under the IC's limit of 2 MiB; one block always fits.
  public let maxPageBytes : Nat = 1_500_000;

  /// A log without blocks.
  public func empty() : Log = { blocks = List.empty<Value>(); var tip = null };

  /// Appends a block and gives its index. Traps when the log is full.
  public func append(log : Log, kind : Text, time : Nat64, transaction : [(Text, Value)]) : Nat {
    let index = List.size(log.blocks);
    if (index >= maxBlocks) Runtime.trap("The block log is full");
    let body : [(Text, Value)] = [
      ("btype", #Text(kind)),
      ("ts", #Nat(Nat64.toNat(time))),
      ("tx", #Map(transaction)),
    ];
    let block = #Map(
      switch (log.tip) {
        case (?parent) Array.concat([("phash", #Blob(parent))], body);
        case null body;
      }
    );
    List.add(log.blocks, block);
    log.tip := ?hash(block);
    index;
  };

  /// Takes a block over from another log. False, and nothing is changed, where it does not continue this one: its `phash` must be
  /// the tip, or, of the first, be there exactly when blocks came `before` it.
  public func take(log : Log, block : Value, before : Bool) : Bool {
    let parent = parentOf(block);
    let isNext = switch (log.tip) {
      case (?_) parent == log.tip;
      case null (parent != null) == before;
    };
    if isNext {
      List.add(log.blocks, block);
      log.tip := ?hash(block);
    };
    isNext;
  };

  /// Lets go of the blocks from the index `from` to before `to`, which others hold. Of each a word stays, so that indices do.
  public func letGo(log : Log, from : Nat, to : Nat) {
    for (id in Nat.range(from, to)) List.put(log.blocks, id, gone);
  };

  let gone : Value = #Nat(0);

  /// The hash of the block before this one, by its own word.
  public func parentOf(block : Value) : ?Blob {
    let #Map(fields) = block else return null;
    switch (Array.find<(Text, Value)>(fields, func((name, _)) = name == "phash")) {
      case (?(_, #Blob(parent))) ?parent;
      case _ null;
    };
  };

  /// The blocks of these runs, in their order, and how many there are in all: never more than `maxPage` and only about
  /// `maxPageBytes`, from no more than `maxPage` runs. Fewer than were asked for does not mean that the log ends. What is before
  /// `live` is `elsewhere`: which says from where on to before where others hold it.
  public func page(log : Log, { start = first; live } : Extent, ranges : Ranges, elsewhere : (Nat, Nat) -> [Archived]) : Page {
    let length = first + List.size(log.blocks);
    let found = List.empty<Block>();
    let archived = List.empty<Archived>();
    var bytes = 0;
    label runs for ({ start; length = wanted } in Array.range(ranges, 0, Nat.min(ranges.size(), maxPage))) {
      let end = Nat.min(length, start + wanted);
      if (start < live) for (part in elsewhere(start, Nat.min(end, live)).values()) List.add(archived, part);
      var id = Nat.max(start, live);
      while (id < end and List.size(found) < maxPage) {
        let block = List.at(log.blocks, id - first : Nat);
        bytes += weight(block);
        if (bytes > maxPageBytes and List.size(found) > 0) break runs;
        List.add(found, { id; block });
        id += 1;
      };
    };
    { log_length = length; blocks = List.toArray(found); archived_blocks = List.toArray(archived) };
  };

  /// For a log of which nothing is elsewhere.
  public func nowhere(_ : Nat, _ : Nat) : [Archived] = [];

  /// The index of the last block as ICRC-3 certifies it, in LEB128, of a log that begins with block `start`; null while there is
  /// none.
  public func lastIndex(log : Log, start : Nat) : ?Blob {
    let blocks = List.size(log.blocks);
    if (blocks == 0) null else ?leb128(start + blocks - 1 : Nat);
  };

  /// Representation-independent hash of a value (ICRC-3).
  public func hash(value : Value) : Blob = hashWith(Sha256.begin(), value);

  // One hasher serves the whole value: what is inside is hashed before the outside is begun.
  func hashWith(hasher : Sha256.Hasher, value : Value) : Blob {
    switch value {
      case (#Nat(number)) Sha256.write(hasher, leb128(number));
      case (#Int(number)) Sha256.write(hasher, sleb128(number));
      case (#Text(text)) Sha256.write(hasher, Text.encodeUtf8(text));
      case (#Blob(bytes)) Sha256.write(hasher, bytes);
      case (#Array(items)) {
        let hashes = Array.map<Value, Blob>(items, func item = hashWith(hasher, item));
        for (item in hashes.values()) Sha256.write(hasher, item);
      };
      case (#Map(entries)) {
        let hashes = Array.map<(Text, Value), (Blob, Blob)>(
          entries,
          func(key, item) = (hashWith(hasher, #Text(key)), hashWith(hasher, item)),
        );
        for ((key, item) in Array.sort(hashes, comparePairs).values()) {
          Sha256.write(hasher, key);
          Sha256.write(hasher, item);
        };
      };
    };
    Sha256.finish(hasher);
  };

  /// Unsigned LEB128.
  public func leb128(number : Nat) : Blob {
    let bytes = List.empty<Nat8>();
    var rest = number;
    loop {
      let low = Nat8.fromNat(rest % 128);
      rest /= 128;
      if (rest == 0) {
        List.add(bytes, low);
        return Blob.fromArray(List.toArray(bytes));
      };
      List.add(bytes, low | 0x80);
    };
  };

  /// Signed LEB128.
  public func sleb128(number : Int) : Blob {
    let bytes = List.empty<Nat8>();
    var rest = number;
    loop {
      // Division truncates towards zero; the encoding wants the arithmetic shift, which rounds down.
      let digit = Int.abs((rest % 128 + 128) % 128);
      rest := (rest - digit) / 128;
      let low = Nat8.fromNat(digit);
      let done = (rest == 0 and low < 0x40) or (rest == -1 and low >= 0x40);
      List.add(bytes, if done low else low | 0x80);
      if done return Blob.fromArray(List.toArray(bytes));
    };
  };

  func comparePairs(one : (Blob, Blob), other : (Blob, Blob)) : Order.Order {
    switch (Blob.compare(one.0, other.0)) {
      case (#equal) Blob.compare(one.1, other.1);
      case order order;
    };
  };

  // About the bytes that a value takes in a Candid answer.
  func weight(value : Value) : Nat {
    switch value {
      case (#Nat(_)) 16;
      case (#Int(_)) 16;
      case (#Text(text)) 8 + 4 * text.size();
      case (#Blob(bytes)) 8 + bytes.size();
      case (#Array(items)) {
        var sum = 8;
        for (item in items.values()) sum += weight(item);
        sum;
      };
      case (#Map(entries)) {
        var sum = 8;
        for ((key, item) in entries.values()) sum += 8 + 4 * key.size() + weight(item);
        sum;
      };
    };
  };
};
