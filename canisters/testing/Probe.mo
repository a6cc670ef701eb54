/// The pure modules, one by one, for the tests. Never deployed.
import Array "mo:core/Array";
import Result "mo:core/Result";
import Batches "../common/Batches";
import BlockLog "../common/BlockLog";
import Cbor "../common/Cbor";
import Fields "../common/Fields";
import HashTree "../common/HashTree";
import Sha256 "../common/Sha256";
import Trie "../common/Trie";
import Encoding "../licence_registry/lib/Encoding";
import Number "../licence_registry/lib/Number";
import Rules "../licence_registry/lib/Rules";
import Types "../licence_registry/Types";
import Directory "../messenger/lib/Encoding";
import Handle "../messenger/lib/Handle";
import Messenger "../messenger/Types";

persistent actor Probe {
  type Change = { #put : (Blob, Blob); #remove : Blob };

  public query func sha256(messages : [Blob]) : async [Blob] {
    messages.map(Sha256.hash);
  };

  public query func blockHash(value : BlockLog.Value) : async Blob {
    BlockLog.hash(value);
  };

  public query func leb128(numbers : [Nat], signed : [Int]) : async ([Blob], [Blob]) {
    (numbers.map(BlockLog.leb128), signed.map(BlockLog.sleb128));
  };

  /// The root after these changes, the number of leaves, and the witnesses for some labels. `roots` asks for the root
  /// after every change too, so that hashes that were computed early are used later.
  public query func trie(changes : [Change], roots : Bool, labels : [Blob]) : async (Blob, Nat, [Blob]) {
    let trie = Trie.empty<Blob>();
    let same = Cbor.raw;
    for (change in changes.values()) {
      switch change {
        case (#put(label_, value)) Trie.put(trie, label_, value);
        case (#remove(label_)) ignore Trie.remove(trie, label_);
      };
      if roots ignore Trie.rootHash(trie, same);
    };
    let witnesses = labels.map(func(label_ : Blob) : Blob = HashTree.toCbor(Trie.witness(trie, label_, same)));
    (Trie.rootHash(trie, same), trie.size, witnesses);
  };

  public query func licence(record : Types.LicenceRecord) : async (Blob, Blob) {
    (Encoding.labelOf(record.number), written(record, Encoding.licence));
  };

  public query func chunk(entries : [Types.Entry]) : async Blob {
    Batches.chunkHash(Batches.encode(entries, Encoding.entry));
  };

  public query func manifest(chunkHashes : [Blob]) : async Blob {
    Batches.manifestHash(chunkHashes);
  };

  public query func account(account : Messenger.Account, entry : Messenger.Entry) : async [Blob] {
    [
      Directory.handleLabel(account.handle),
      Directory.principalLabel(account.owner),
      written(account, Directory.account),
      written(entry, Directory.entry),
    ];
  };

  public query func admit(
    asked : [{ act : Rules.Act; record : Types.LicenceRecord; now : Nat64 }]
  ) : async [Result.Result<Types.Status, Rules.Refusal>] {
    asked.map(func({ act; record; now } : { act : Rules.Act; record : Types.LicenceRecord; now : Nat64 }) : Result.Result<Types.Status, Rules.Refusal> = Rules.admit(act, record, now));
  };

  public query func wellFormed(numbers : [Text], handles : [Text], names : [Text]) : async ([Bool], [Bool], [Bool]) {
    (numbers.map(Number.isValid), handles.map(Handle.isValid), names.map(Fields.isName));
  };

  func written<V>(value : V, write : (Cbor.Writer, V) -> ()) : Blob {
    let writer = Cbor.writer(16);
    write(writer, value);
    Cbor.toBlob(writer);
  };
};
