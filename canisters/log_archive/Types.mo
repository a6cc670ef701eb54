/// The public types of an archive: `log_archive.did` in Motoko.
import Result "mo:core/Result";
import Access "../common/Access";
import BlockLog "../common/BlockLog";

module {
  public type Role = Access.Role;
  public type RoleResult = Result.Result<(), { #notAuthorised }>;

  /// What the archive holds: up to before block `next`, and the hash of the block before that.
  public type Held = { next : Nat; tip : Blob };

  /// The blocks that come next, from `start` on.
  public type HandedOver = { start : Nat; blocks : [BlockLog.Value] };

  /// What it asks of the registry, and nothing else.
  public type Registry = actor {
    handOver : shared ?Held -> async Result.Result<HandedOver, { #notAuthorised; #mismatch }>;
  };

  /// `whole`: there was nothing more to take.
  public type Pulled = { start : Nat; next : Nat; whole : Bool };

  public type PullError = {
    #notAuthorised;
    /// No registry is named in its environment.
    #noRegistry;
    /// The registry's own word.
    #refused : { #notAuthorised; #mismatch };
    /// What came does not continue what is here: nothing of it was taken from there on.
    #broken : Nat;
    #unreachable : Text;
    #full;
  };
  public type PullResult = Result.Result<Pulled, PullError>;

  /// Which blocks are here, and of whose log.
  public type Standing = { registry : ?Principal; start : Nat; next : Nat; tip : ?Blob };

  public type ArchivesAfter = { from : ?Principal };
  public type Archive = { canister_id : Principal; start : Nat; end : Nat };
  public type DataCertificate = { certificate : Blob; hash_tree : Blob };
};
