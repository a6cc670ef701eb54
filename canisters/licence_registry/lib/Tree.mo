/// What is certified: everything under one root, and the witnesses that show parts of it (docs/verification.md, "The tree").
import Array "mo:core/Array";
import Int "mo:core/Int";
import List "mo:core/List";
import BlockLog "../../common/BlockLog";
import HashTree "../../common/HashTree";
import Trie "../../common/Trie";
import AuditHeads "AuditHeads";
import Encoding "Encoding";
import Figures "Figures";
import Governance "Governance";
import State "State";
import StatusList "StatusList";

module {
  type State = State.State;

  /// The root hash to certify.
  public func root(state : State) : Blob = HashTree.digest(compose(state, []));

  /// The witness that a licence is there, with its record, or that it is not. Costs about log2(licences) steps.
  public func licence(state : State, number : Text) : Blob =
    showing(state, [("licences", ?Trie.witness(state.licences, Encoding.labelOf(number), Encoding.licence))]);

  /// The witness of the log's tip, or that there is no block.
  public func tip(state : State) : Blob = showing(state, [("last_block_hash", null), ("last_block_index", null)]);

  /// The witness of the digests over the noted heads and over those that are disowned, or that there are none, with the root of all
  /// digests of files.
  public func audit(state : State) : Blob = showing(state, [("audit_disowned", null), ("audit_heads", null), ("digests", null)]);

  /// The witness of the digest that was noted of a file, or that none of this name is noted.
  public func digest(state : State, name : Text) : Blob =
    showing(state, [("digests", ?Trie.witness(state.digests, Encoding.labelOfDigest(name), Encoding.digest))]);

  /// The witness of all figures, and of how long the log was when they were counted.
  public func figures(state : State) : Blob {
    let all = Trie.whole(state.figures.cells, Figures.encode);
    showing(state, [("figures", ?all), ("last_block_index", null)]);
  };

  /// The witness of how a batch stands, or that nobody approved or dropped it.
  public func batch(state : State, batchId : Text) : Blob =
    showing(state, [("batches", ?Trie.witness(state.standings, Encoding.labelOfBatch(batchId), Encoding.standing))]);

  /// The witness of who decides and what is to be decided, with the root of all batches and how long the log was.
  public func governance(state : State) : Blob =
    showing(state, [("batches", null), ("governance", null), ("last_block_index", null)]);

  /// The witness of both status lists.
  public func statusLists(state : State) : Blob = showing(state, [("status", ?StatusList.witness(state.status, #lists))]);

  /// The witness of a licence's place in the status lists, or that it has none.
  public func statusPlace(state : State, number : Text) : Blob =
    showing(state, [("status", ?StatusList.witness(state.status, #index(number)))]);

  /// The witness of an answer over HTTP, given what to show of all of them.
  public func http(state : State, below : HashTree.Witness) : Blob = showing(state, [("http_expr", ?below)]);

  /// A name to show, with what stands below it there; null for what is certified as it is.
  type Shown = (Text, ?HashTree.Witness);

  // One line a name, in their order; null below a name that is not there yet.
  func parts(state : State) : [(Text, ?HashTree.Witness)] = [
    ("audit_disowned", leaf(state.disowning.digest)),
    ("audit_heads", leaf(state.audit.digest)),
    ("batches", ?#pruned(Trie.rootHash(state.standings, Encoding.standing))),
    ("digests", ?#pruned(Trie.rootHash(state.digests, Encoding.digest))),
    ("figures", ?#pruned(Trie.rootHash(state.figures.cells, Figures.encode))),
    ("governance", ?#leaf(Governance.encode(state))),
    ("http_expr", ?#pruned(state.http)),
    ("last_block_hash", leaf(state.log.tip)),
    ("last_block_index", leaf(BlockLog.lastIndex(state.log, 0))),
    ("licences", ?#pruned(Trie.rootHash(state.licences, Encoding.licence))),
    ("status", ?StatusList.witness(state.status, #nothing)),
  ];

  func leaf(value : ?Blob) : ?HashTree.Witness {
    let ?bytes = value else return null;
    ?#leaf(bytes);
  };

  func showing(state : State, shown : [Shown]) : Blob = HashTree.toCbor(compose(state, shown));

  func compose(state : State, shown : [Shown]) : HashTree.Witness {
    func asked(name : Text) : ?Shown = Array.find<Shown>(shown, func((wanted, _)) = wanted == name);
    // Of the names that are not there only those that are asked for: the names next to such a gap are shown, as its proof.
    let names = Array.filter<Shown>(parts(state), func((name, below)) = isThere(below) or asked(name) != null);
    func isGap(i : Int) : Bool = i >= 0 and i < names.size() and not isThere(names[Int.abs(i)].1);
    let present = List.empty<HashTree.Part>();
    for (i in names.keys()) {
      switch (names[i], asked(names[i].0)) {
        case ((_, null), _) {};
        case ((name, ?_), ?(_, ?below)) List.add(present, { name; below; shown = true });
        case ((name, ?below), wanted) {
          List.add(present, { name; below; shown = wanted != null or isGap(i - 1) or isGap(i + 1) });
        };
      };
    };
    HashTree.compose(List.toArray(present));
  };

  func isThere(below : ?HashTree.Witness) : Bool = below != null;
};
