/// A set of labelled leaves as an IC hash tree: a crit-bit trie over labels of 32 bytes.
///
/// Its shape, and so its root hash, depends on the set of labels and values alone, not on the order in which they came.
/// A change marks the nodes above it; their hashes are computed when the root is next asked for, so that a bulk insert
/// hashes each inner node once.
import Array "mo:core/Array";
import Nat8 "mo:core/Nat8";
import Cbor "Cbor";
import HashTree "HashTree";
import Sha256 "Sha256";

module {
  public type Trie<V> = {
    var root : Node<V>;
    /// How many leaves there are.
    var size : Nat;
  };

  public type Node<V> = { #empty; #leaf : Leaf<V>; #fork : Fork<V> };

  public type Leaf<V> = {
    key : Blob;
    var value : V;
    /// Hash of the labelled node; empty when it has to be computed.
    var hash : Blob;
  };

  public type Fork<V> = {
    /// The first bit, counted from the most significant of the first byte, in which the labels below differ.
    bit : Nat;
    /// The labels whose bit is 0.
    var left : Node<V>;
    /// The labels whose bit is 1.
    var right : Node<V>;
    /// Hash of the fork; empty when it has to be computed.
    var hash : Blob;
  };

  /// Writes the bytes of a leaf.
  public type Encode<V> = (Cbor.Writer, V) -> ();

  /// The size of every label in a trie, in bytes. Equal sizes make neighbours, and so proofs of absence, unambiguous.
  public let labelSize : Nat = 32;

  /// A trie without leaves.
  public func empty<V>() : Trie<V> = { var root = #empty; var size = 0 };

  /// The value under `key`. Costs one step per fork on the way, about log2(size).
  public func get<V>(trie : Trie<V>, key : Blob) : ?V {
    switch (nearest(trie.root, key)) {
      case (?leaf) if (leaf.key == key) ?leaf.value else null;
      case null null;
    };
  };

  /// Puts `value` under `key`, in the place of what was there. Traps unless the key has `labelSize` bytes.
  public func put<V>(trie : Trie<V>, key : Blob, value : V) {
    assert key.size() == labelSize;
    switch (nearest(trie.root, key)) {
      case null {
        trie.root := #leaf({ key; var value; var hash = "" });
        trie.size := 1;
      };
      case (?leaf) {
        switch (firstDifference(leaf.key, key)) {
          case null {
            leaf.value := value;
            leaf.hash := "";
            touch(trie.root, key);
          };
          case (?bit) {
            trie.root := insert(trie.root, bit, key, value);
            trie.size += 1;
          };
        };
      };
    };
  };

  /// Takes the leaf under `key` away. Says whether there was one.
  public func remove<V>(trie : Trie<V>, key : Blob) : Bool {
    switch (get(trie, key)) {
      case null false;
      case (?_) {
        trie.root := without(trie.root, key);
        trie.size -= 1;
        true;
      };
    };
  };

  /// The root hash. Costs the hashes of the nodes changed since it was last asked.
  public func rootHash<V>(trie : Trie<V>, encode : Encode<V>) : Blob {
    switch (trie.root) {
      case (#fork(fork)) if (fork.hash.size() > 0) return fork.hash;
      case _ {};
    };
    nodeHash(trie.root, bench(), encode);
  };

  /// A witness that `key` is there, with its value, or that it is not: then both neighbouring labels are shown, their
  /// values pruned. At either end there is one neighbour, and in an empty trie none.
  public func witness<V>(trie : Trie<V>, key : Blob, encode : Encode<V>) : HashTree.Witness {
    assert key.size() == labelSize;
    switch (nearest(trie.root, key)) {
      case null #empty;
      case (?leaf) {
        switch (firstDifference(leaf.key, key)) {
          case null reveal(trie.root, [key], true, bench(), encode);
          case (?bit) reveal(trie.root, neighbours(trie.root, bit, key), false, bench(), encode);
        };
      };
    };
  };

  /// The whole trie: every label with its value, so that what is not in it is not there.
  public func whole<V>(trie : Trie<V>, encode : Encode<V>) : HashTree.Witness = shown(trie.root, Cbor.writer(512), encode);

  /// Visits every value, in the order of the labels.
  public func each<V>(trie : Trie<V>, visit : V -> ()) = eachBelow(trie.root, visit);

  func shown<V>(node : Node<V>, writer : Cbor.Writer, encode : Encode<V>) : HashTree.Witness {
    switch node {
      case (#empty) #empty;
      case (#leaf(leaf)) {
        Cbor.clear(writer);
        encode(writer, leaf.value);
        #labeled(leaf.key, #leaf(Cbor.toBlob(writer)));
      };
      case (#fork(fork)) #fork(shown(fork.left, writer, encode), shown(fork.right, writer, encode));
    };
  };

  func eachBelow<V>(node : Node<V>, visit : V -> ()) {
    switch node {
      case (#empty) {};
      case (#leaf(leaf)) visit(leaf.value);
      case (#fork(fork)) {
        eachBelow(fork.left, visit);
        eachBelow(fork.right, visit);
      };
    };
  };

  // What hashing a trie needs, allocated once for a whole walk.
  type Bench = { hasher : Sha256.Hasher; writer : Cbor.Writer };

  func bench() : Bench = { hasher = Sha256.begin(); writer = Cbor.writer(512) };

  func valueHash<V>(bench : Bench, value : V, encode : Encode<V>) : Blob {
    Cbor.clear(bench.writer);
    encode(bench.writer, value);
    Sha256.write(bench.hasher, HashTree.leafDomain);
    Sha256.writeArray(bench.hasher, bench.writer.bytes, bench.writer.size);
    Sha256.finish(bench.hasher);
  };

  func nodeHash<V>(node : Node<V>, bench : Bench, encode : Encode<V>) : Blob {
    switch node {
      case (#empty) HashTree.emptyHash(bench.hasher);
      case (#leaf(leaf)) {
        if (leaf.hash.size() == 0) leaf.hash := HashTree.labeledHash(bench.hasher, leaf.key, valueHash(bench, leaf.value, encode));
        leaf.hash;
      };
      case (#fork(fork)) {
        if (fork.hash.size() == 0) {
          let left = nodeHash(fork.left, bench, encode);
          let right = nodeHash(fork.right, bench, encode);
          fork.hash := HashTree.forkHash(bench.hasher, left, right);
        };
        fork.hash;
      };
    };
  };

  // Shows the labels `keys`, all of which are there, and prunes the rest.
  func reveal<V>(
    node : Node<V>,
    keys : [Blob],
    values : Bool,
    bench : Bench,
    encode : Encode<V>,
  ) : HashTree.Witness {
    if (keys.size() == 0) return #pruned(nodeHash(node, bench, encode));
    switch node {
      case (#empty) #empty;
      case (#leaf(leaf)) {
        if (not values) return #labeled(leaf.key, #pruned(valueHash(bench, leaf.value, encode)));
        Cbor.clear(bench.writer);
        encode(bench.writer, leaf.value);
        #labeled(leaf.key, #leaf(Cbor.toBlob(bench.writer)));
      };
      case (#fork(fork)) {
        let left = Array.filter<Blob>(keys, func key = not bitAt(key, fork.bit));
        let right = Array.filter<Blob>(keys, func key = bitAt(key, fork.bit));
        #fork(reveal(fork.left, left, values, bench, encode), reveal(fork.right, right, values, bench, encode));
      };
    };
  };

  // The labels next to `key`, which is not there and would be forked off at `bit`.
  func neighbours<V>(root : Node<V>, bit : Nat, key : Blob) : [Blob] {
    var before : ?Node<V> = null;
    var after : ?Node<V> = null;
    var node = root;
    label descent loop {
      switch node {
        case (#fork(fork)) {
          if (fork.bit > bit) break descent;
          if (bitAt(key, fork.bit)) {
            before := ?fork.left;
            node := fork.right;
          } else {
            after := ?fork.right;
            node := fork.left;
          };
        };
        case _ break descent;
      };
    };
    if (bitAt(key, bit)) before := ?node else after := ?node;
    switch (before, after) {
      case (?left, ?right) [outermost(left, true), outermost(right, false)];
      case (?left, null) [outermost(left, true)];
      case (null, ?right) [outermost(right, false)];
      case (null, null) [];
    };
  };

  func outermost<V>(node : Node<V>, last : Bool) : Blob {
    switch node {
      case (#leaf(leaf)) leaf.key;
      case (#fork(fork)) outermost(if last fork.right else fork.left, last);
      case (#empty) "";
    };
  };

  // The leaf that shares all critical bits with `key`; if any leaf has this key, it is that one.
  func nearest<V>(root : Node<V>, key : Blob) : ?Leaf<V> {
    var node = root;
    loop {
      switch node {
        case (#empty) return null;
        case (#leaf(leaf)) return ?leaf;
        case (#fork(fork)) node := if (bitAt(key, fork.bit)) fork.right else fork.left;
      };
    };
  };

  func touch<V>(root : Node<V>, key : Blob) {
    var node = root;
    loop {
      switch node {
        case (#fork(fork)) {
          fork.hash := "";
          node := if (bitAt(key, fork.bit)) fork.right else fork.left;
        };
        case _ return;
      };
    };
  };

  func insert<V>(node : Node<V>, bit : Nat, key : Blob, value : V) : Node<V> {
    switch node {
      case (#fork(fork)) {
        if (fork.bit < bit) {
          fork.hash := "";
          if (bitAt(key, fork.bit)) {
            fork.right := insert(fork.right, bit, key, value);
          } else {
            fork.left := insert(fork.left, bit, key, value);
          };
          return node;
        };
      };
      case _ {};
    };
    let leaf = #leaf({ key; var value; var hash = "" : Blob });
    if (bitAt(key, bit)) {
      #fork({ bit; var left = node; var right = leaf; var hash = "" });
    } else {
      #fork({ bit; var left = leaf; var right = node; var hash = "" });
    };
  };

  func without<V>(node : Node<V>, key : Blob) : Node<V> {
    switch node {
      case (#fork(fork)) {
        fork.hash := "";
        if (bitAt(key, fork.bit)) fork.right := without(fork.right, key) else fork.left := without(fork.left, key);
        switch (fork.left, fork.right) {
          case (#empty, other) other;
          case (other, #empty) other;
          case _ node;
        };
      };
      case _ #empty;
    };
  };

  func bitAt(key : Blob, bit : Nat) : Bool = key[bit / 8] << Nat8.fromNat(bit % 8) >= 0x80;

  func firstDifference(one : Blob, other : Blob) : ?Nat {
    var i = 0;
    while (i < labelSize) {
      let difference = one[i] ^ other[i];
      if (difference != 0) return ?(8 * i + Nat8.toNat(Nat8.bitcountLeadingZero(difference)));
      i += 1;
    };
    null;
  };
};
