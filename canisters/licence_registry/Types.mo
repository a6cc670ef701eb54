/// The public types of the licence registry: `licence_registry.did` in Motoko. Times are ns since 1970 UTC.
import Result "mo:core/Result";
import Access "../common/Access";
import BlockLog "../common/BlockLog";
import Caps "../common/Caps";
import Heads "lib/AuditHeads";

module {
  public type Role = Access.Role;
  public type Sector = Caps.Sector;
  public type Places = Caps.Places;
  public type Value = BlockLog.Value;

  public type Status = { #active; #suspended; #revoked };

  /// What the portal sends for one licence.
  public type Entry = {
    number : Text;
    programme : Text;
    phase : Text;
    sector : Sector;
    institutionId : Text;
    institutionName : Text;
    validFrom : Nat64;
    validUntil : Nat64;
    decision : Text;
  };

  /// The licence record, version 1: frozen, since a stored record cannot be extended compatibly.
  ///
  /// `decision` stays the award's, and `reason` says why the licence is suspended or revoked: null while it is active.
  public type LicenceRecord = {
    number : Text;
    programme : Text;
    phase : Text;
    sector : Sector;
    institutionId : Text;
    institutionName : Text;
    holder : ?Blob;
    issued : Nat64;
    validFrom : Nat64;
    validUntil : Nat64;
    status : Status;
    statusSince : Nat64;
    reason : ?Text;
    decision : Text;
    batch : Text;
    chunk : Nat32;
  };

  public type IssueArgs = {
    batchId : Text;
    chunk : Nat32;
    chunks : Nat32;
    manifestHash : Blob;
    entries : [Entry];
  };

  public type ChangeArgs = { operation : Text; number : Text; reason : Text; decision : Text };
  public type BindArgs = { operation : Text; number : Text; commitment : Blob };
  public type NoteArgs = { operation : Text; sequence : Nat64; hash : Blob };
  public type RebindArgs = { operation : Text; number : Text; commitment : Blob; reason : Text; decision : Text };
  public type Renewal = { number : Text; validUntil : Nat64 };
  public type RenewArgs = { operation : Text; decision : Text; renewals : [Renewal] };
  public type CapsArgs = { operation : Text; caps : Places; decision : Text };

  public type IssueReceipt = { block : Nat; chunkHash : Blob; issued : Nat64 };
  public type Receipt = { block : Nat; at : Nat64 };

  public type RoleError = { #notAuthorised };

  /// `invalidEntry` with index 0 also names a field of the call itself: batchId, chunk, chunks or manifestHash.
  public type IssueError = {
    #notAuthorised;
    #invalidEntry : { index : Nat32; field : Text };
    #tooMany;
    #conflict;
    #manifestMismatch;
    #duplicateNumber : Text;
    #capExceeded : Caps.Exceeded;
  };

  public type ChangeError = {
    #notAuthorised;
    #notFound;
    #conflict;
    #illegalTransition : { from : Status };
    #invalid : Text;
  };

  /// Why one renewal of a call is refused; `invalid` says "number" (malformed, or there twice), "validUntil" (no later than the
  /// licence ends now) or "expired".
  public type RenewalError = { #notFound; #illegalTransition : { from : Status }; #invalid : Text };

  /// `refused` names each renewal that keeps the call from being done, in their order; `invalid` a field of the call itself.
  public type RenewError = {
    #notAuthorised;
    #tooMany;
    #conflict;
    #invalid : Text;
    #refused : [{ index : Nat32; error : RenewalError }];
  };

  public type CapsError = {
    #notAuthorised;
    #conflict;
    #invalid : Text;
    #belowIssued : Caps.BelowIssued;
  };

  /// `notAfter` says which sequence number was noted last.
  public type NoteError = {
    #notAuthorised;
    #conflict;
    #invalid : Text;
    #notAfter : Nat64;
    #full;
  };

  public type RoleResult = Result.Result<(), RoleError>;
  public type IssueResult = Result.Result<IssueReceipt, IssueError>;
  public type ChangeResult = Result.Result<Receipt, ChangeError>;
  public type RenewResult = Result.Result<Receipt, RenewError>;
  public type CapsResult = Result.Result<Receipt, CapsError>;
  public type NoteResult = Result.Result<Receipt, NoteError>;

  /// ICRC-3: the archives that come after this one; the first ones for null.
  public type ArchivesAfter = { from : ?Principal };

  /// ICRC-3: a canister that holds blocks from `start` to `end`, both included.
  public type Archive = { canister_id : Principal; start : Nat; end : Nat };

  /// ICRC-3: a certificate and the hash tree, in CBOR, whose root it certifies.
  public type DataCertificate = { certificate : Blob; hash_tree : Blob };

  /// `certificate` is null outside a query.
  public type Verification = { certificate : ?Blob; witness : Blob };

  /// Every head that was noted, first to last, with the proof that these are all.
  public type AuditHeads = { heads : [Heads.Head]; certificate : ?Blob; witness : Blob };
};
