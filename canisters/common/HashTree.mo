/// The IC's hash tree (interface specification, chapter on certification): witnesses, their root hashes, and the
/// composition of named parts at the top.
import Text "mo:core/Text";
import Cbor "Cbor";
import Sha256 "Sha256";

module {
  /// A hash tree with parts pruned.
  public type Witness = {
    #empty;
    #fork : (Witness, Witness);
    #labeled : (Blob, Witness);
    #leaf : Blob;
    #pruned : Blob;
  };

  /// A named subtree at the top. What is not shown is pruned, name and all.
  public type Part = { name : Text; below : Witness; shown : Bool };

  /// The tree of named parts, which must come in the lexicographic order of their names. Hidden neighbours are pruned
  /// together.
  public func compose(parts : [Part]) : Witness {
    var i = 1;
    while (i < parts.size()) {
      assert Text.encodeUtf8(parts[i - 1 : Nat].name) < Text.encodeUtf8(parts[i].name);
      i += 1;
    };
    join(Sha256.begin(), parts, 0, parts.size());
  };

  /// The root hash of a witness.
  public func digest(tree : Witness) : Blob = digestWith(Sha256.begin(), tree);

  /// The witness in CBOR, tagged 55799 (self-described).
  public func toCbor(tree : Witness) : Blob {
    Cbor.encoded(func writer {
      Cbor.tag(writer, 55799);
      write(writer, tree);
    });
  };

  func digestWith(hasher : Sha256.Hasher, tree : Witness) : Blob {
    switch tree {
      case (#empty) emptyHash(hasher);
      case (#fork(left, right)) forkHash(hasher, digestWith(hasher, left), digestWith(hasher, right));
      case (#labeled(name, below)) labeledHash(hasher, name, digestWith(hasher, below));
      case (#leaf(value)) {
        Sha256.write(hasher, leafDomain);
        Sha256.write(hasher, value);
        Sha256.finish(hasher);
      };
      case (#pruned(hash)) hash;
    };
  };

  /// What a leaf's hash begins with; the value follows.
  public let leafDomain : Blob = "\10ic-hashtree-leaf";

  /// Hash of the empty tree, on a hasher that is free.
  public func emptyHash(hasher : Sha256.Hasher) : Blob {
    Sha256.write(hasher, "\11ic-hashtree-empty");
    Sha256.finish(hasher);
  };

  /// Hash of a fork.
  public func forkHash(hasher : Sha256.Hasher, left : Blob, right : Blob) : Blob {
    Sha256.write(hasher, "\10ic-hashtree-fork");
    Sha256.write(hasher, left);
    Sha256.write(hasher, right);
    Sha256.finish(hasher);
  };

  /// Hash of a labelled node.
  public func labeledHash(hasher : Sha256.Hasher, name : Blob, below : Blob) : Blob {
    Sha256.write(hasher, "\13ic-hashtree-labeled");
    Sha256.write(hasher, name);
    Sha256.write(hasher, below);
    Sha256.finish(hasher);
  };

  func write(writer : Cbor.Writer, tree : Witness) {
    switch tree {
      case (#empty) {
        Cbor.array(writer, 1);
        Cbor.unsigned(writer, 0);
      };
      case (#fork(left, right)) {
        Cbor.array(writer, 3);
        Cbor.unsigned(writer, 1);
        write(writer, left);
        write(writer, right);
      };
      case (#labeled(name, below)) {
        Cbor.array(writer, 3);
        Cbor.unsigned(writer, 2);
        Cbor.bytes(writer, name);
        write(writer, below);
      };
      case (#leaf(value)) {
        Cbor.array(writer, 2);
        Cbor.unsigned(writer, 3);
        Cbor.bytes(writer, value);
      };
      case (#pruned(hash)) {
        Cbor.array(writer, 2);
        Cbor.unsigned(writer, 4);
        Cbor.bytes(writer, hash);
      };
    };
  };

  func join(hasher : Sha256.Hasher, parts : [Part], from : Nat, to : Nat) : Witness {
    if (from == to) return #empty;
    if (from + 1 == to) {
      let { name; below; shown } = parts[from];
      let tree = #labeled(Text.encodeUtf8(name), below);
      return if shown tree else #pruned(digestWith(hasher, tree));
    };
    let middle = (from + to + 1) / 2;
    switch (join(hasher, parts, from, middle), join(hasher, parts, middle, to)) {
      case (#pruned(left), #pruned(right)) #pruned(forkHash(hasher, left, right));
      case pair #fork(pair);
    };
  };
};
