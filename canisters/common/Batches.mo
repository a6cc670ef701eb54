/// Batches that arrive in chunks, each accepted once.
///
/// A batch is known by its id; its first chunk fixes how many chunks there are and the manifest hash. A chunk is known
/// by (batch, chunk): the same content again gets the first answer, other content is a conflict. The chunk that makes
/// the batch complete is refused if the hashes do not add up to the manifest.
import Map "mo:core/Map";
import Nat32 "mo:core/Nat32";
import Text "mo:core/Text";
import Cbor "Cbor";
import Sha256 "Sha256";

module {
  /// `A` is what the first answer was.
  public type Batches<A> = Map.Map<Text, Batch<A>>;

  public type Batch<A> = {
    chunks : Nat32;
    manifestHash : Blob;
    accepted : Map.Map<Nat32, (chunkHash : Blob, answer : A)>;
  };

  /// What a caller says about the chunk it sends.
  public type Header = { batchId : Text; chunk : Nat32; chunks : Nat32; manifestHash : Blob };

  public type Standing<A> = {
    /// Not seen: it may be accepted.
    #fresh;
    /// Accepted before, with this answer.
    #again : A;
    #conflict;
    #manifestMismatch;
  };

  /// The most entries in a chunk.
  public let maxEntries : Nat = 500;

  /// The most chunks in a batch.
  public let maxChunks : Nat32 = 1_000;

  public func empty<A>() : Batches<A> = Map.empty<Text, Batch<A>>();

  /// The first field of the header that is malformed.
  public func malformed(header : Header) : ?Text {
    if (header.chunks == 0 or header.chunks > maxChunks) return ?"chunks";
    if (header.chunk >= header.chunks) return ?"chunk";
    if (header.manifestHash.size() != 32) return ?"manifestHash";
    null;
  };

  /// The CBOR array of the entries: what the chunk hash is taken of.
  public func encode<E>(entries : [E], write : (Cbor.Writer, E) -> ()) : Blob {
    Cbor.encoded(func writer {
      Cbor.array(writer, entries.size());
      for (entry in entries.values()) write(writer, entry);
    });
  };

  /// The hash of a chunk from `encode` of its entries.
  public func chunkHash(encoded : Blob) : Blob = Sha256.hash2("\0bsanad-chunk", encoded);

  /// Where a chunk with this hash stands. Changes nothing.
  public func standing<A>(batches : Batches<A>, header : Header, hash : Blob) : Standing<A> {
    switch (Map.get(batches, Text.compare, header.batchId)) {
      case null {
        if (header.chunks == 1 and manifestHash([hash]) != header.manifestHash) return #manifestMismatch;
        #fresh;
      };
      case (?batch) {
        if (batch.chunks != header.chunks or batch.manifestHash != header.manifestHash) return #conflict;
        switch (Map.get(batch.accepted, Nat32.compare, header.chunk)) {
          case (?(first, answer)) { if (first == hash) #again(answer) else #conflict };
          case null {
            if (Map.size(batch.accepted) + 1 < Nat32.toNat(batch.chunks)) return #fresh;
            let hasher = Sha256.begin();
            Sha256.write(hasher, manifestDomain);
            for (index in Nat32.range(0, batch.chunks)) {
              switch (Map.get(batch.accepted, Nat32.compare, index)) {
                case (?(accepted, _)) Sha256.write(hasher, accepted);
                case null Sha256.write(hasher, hash);
              };
            };
            if (Sha256.finish(hasher) == batch.manifestHash) #fresh else #manifestMismatch;
          };
        };
      };
    };
  };

  /// Whether any chunk of the batch was accepted.
  public func isBegun<A>(batches : Batches<A>, batchId : Text) : Bool = Map.containsKey(batches, Text.compare, batchId);

  /// Whether the batch was begun under another manifest.
  public func isOther<A>(batches : Batches<A>, batchId : Text, manifestHash : Blob) : Bool {
    let ?batch = Map.get(batches, Text.compare, batchId) else return false;
    batch.manifestHash != manifestHash;
  };

  /// Whether a chunk with this hash is the manifest's, by the hashes of all its chunks.
  public func belongs(header : Header, chunkHashes : [Blob], hash : Blob) : Bool {
    chunkHashes.size() == Nat32.toNat(header.chunks) and chunkHashes[Nat32.toNat(header.chunk)] == hash and manifestHash(chunkHashes) == header.manifestHash;
  };

  /// Remembers the answer to a chunk whose standing was `fresh`.
  public func accept<A>(batches : Batches<A>, header : Header, hash : Blob, answer : A) {
    let batch : Batch<A> = switch (Map.get(batches, Text.compare, header.batchId)) {
      case (?known) known;
      case null {
        let opened : Batch<A> = {
          chunks = header.chunks;
          manifestHash = header.manifestHash;
          accepted = Map.empty();
        };
        Map.add(batches, Text.compare, header.batchId, opened);
        opened;
      };
    };
    Map.add(batch.accepted, Nat32.compare, header.chunk, (hash, answer));
  };

  /// The hash of a manifest from the hashes of all its chunks, in order.
  public func manifestHash(chunkHashes : [Blob]) : Blob {
    let hasher = Sha256.begin();
    Sha256.write(hasher, manifestDomain);
    for (hash in chunkHashes.values()) Sha256.write(hasher, hash);
    Sha256.finish(hasher);
  };

  let manifestDomain : Blob = "\0esanad-manifest";
};
