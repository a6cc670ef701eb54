/// The public types of the licence registry: `licence_registry.did` in Motoko. Times are ns since 1970 UTC.
import Result "mo:core/Result";
import BlockLog "../common/BlockLog";
import Caps "../common/Caps";
import Archives "lib/Archives";
import Heads "lib/AuditHeads";
import Roles "lib/Roles";

module {
  public type Role = Roles.Role;
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
    /// The hashes of all chunks, whose hash is the manifest's; a batch of one chunk needs none.
    chunkHashes : ?[Blob];
    entries : [Entry];
  };

  public type ChangeArgs = { operation : Text; number : Text; reason : Text; decision : Text };
  public type BindArgs = { operation : Text; number : Text; commitment : Blob; reason : Text; decision : Text };
  public type NoteArgs = { operation : Text; sequence : Nat64; hash : Blob };
  /// A file by its name, which names its day: its SHA-256, and how many bytes it has.
  public type DigestArgs = { operation : Text; name : Text; hash : Blob; size : Nat64 };
  public type Renewal = { number : Text; validUntil : Nat64 };
  public type RenewArgs = { operation : Text; reason : Text; decision : Text; renewals : [Renewal] };
  public type CapsArgs = { operation : Text; caps : Places; decision : Text };

  public type IssueReceipt = { block : Nat; chunkHash : Blob; issued : Nat64 };
  public type Receipt = { block : Nat; at : Nat64 };

  public type RoleError = { #notAuthorised };

  /// Approvals that count are fewer than the act takes: of this very content, by approvers of now, at most 30 days old.
  public type Short = { needed : Nat32; approvals : Nat32 };

  /// `invalidEntry` with index 0 also names a field of the call itself: batchId, chunk, chunks or manifestHash.
  public type IssueError = {
    #notAuthorised;
    #invalidEntry : { index : Nat32; field : Text };
    #tooMany;
    #conflict;
    #manifestMismatch;
    #duplicateNumber : Text;
    #capExceeded : Caps.Exceeded;
    #notApproved : Short;
    #dropped;
    #full;
  };

  public type ChangeError = {
    #notAuthorised;
    #notFound;
    #conflict;
    #illegalTransition : { from : Status };
    #invalid : Text;
    #notApproved : Short;
    #full;
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
    #notApproved : Short;
    #full;
    #refused : [{ index : Nat32; error : RenewalError }];
  };

  public type CapsError = {
    #notAuthorised;
    #conflict;
    #invalid : Text;
    #belowIssued : Caps.BelowIssued;
    #full;
  };

  /// `notAfter` says which sequence number was noted last.
  public type NoteError = {
    #notAuthorised;
    #conflict;
    #invalid : Text;
    #notAfter : Nat64;
    #full;
  };

  /// The digest of a file as it was noted, when (ns), and in which block.
  public type Digest = { name : Text; hash : Blob; size : Nat64; at : Nat64; block : Nat };

  /// `alreadyNoted`: the name has a digest, which stays. `tooEarly`: until five minutes before the day in the name begins.
  public type DigestError = {
    #notAuthorised;
    #conflict;
    #invalid : Text;
    #alreadyNoted;
    #tooEarly : Nat64;
    #full;
  };

  /// What an approver says: this manifest, of this plan, may be issued under this id.
  public type ApproveArgs = { batchId : Text; manifestHash : Blob; planHash : Blob };
  public type DropArgs = { operation : Text; batchId : Text; reason : Text; decision : Text };

  public type Approval = { approver : Principal; at : Nat64; block : Nat };

  /// How a batch stands that was approved or dropped. Without an approval, both hashes are empty.
  public type Standing = {
    batchId : Text;
    manifestHash : Blob;
    planHash : Blob;
    approvals : [Approval];
    dropped : ?Receipt;
  };

  public type BatchStanding = {
    batchId : Text;
    manifestHash : Blob;
    planHash : Blob;
    approvals : [Approval];
    /// By the policy of today.
    needed : Nat32;
    dropped : Bool;
  };

  public type ApproveError = { #notAuthorised; #conflict; #invalid : Text; #dropped; #full };
  /// `notFound`: nobody approved it, and the caller is no approver.
  public type DropError = { #notAuthorised; #conflict; #invalid : Text; #alreadyIssued; #notFound; #full };

  /// How many approvers a batch takes, how many governors a motion takes (its mover among them), and how long (ns) a change of
  /// roles or policy waits once enough have agreed.
  public type Policy = { approvals : Nat32; governors : Nat32; delay : Nat64 };

  /// What governors decide.
  public type Act = {
    #grant : { principal : Principal; role : Role };
    #withdraw : { principal : Principal; role : Role };
    #caps : Places;
    #policy : Policy;
    #returnPlaces : ReturnedPlaces;
    #archive : NamedArchive;
  };

  /// So many places of a sector, whose licences have ended, may be given again.
  public type ReturnedPlaces = { sector : Sector; places : Nat32 };

  /// The canister that takes older blocks from now on, and how many of the newest stay.
  public type NamedArchive = { canister : Principal; keep : Nat32 };

  public type MotionState = { #open; #agreed; #enacted; #cancelled; #lapsed };
  public type Agreement = { governor : Principal; at : Nat64; block : Nat };

  /// `id` is the index of the block that moved it; `effectiveFrom` is set once enough have agreed.
  public type Motion = {
    id : Nat;
    act : Act;
    decision : Text;
    moved : Nat64;
    agreed : [Agreement];
    effectiveFrom : ?Nat64;
    state : MotionState;
  };

  public type MoveArgs = { operation : Text; act : Act; decision : Text };
  public type MotionArgs = { motion : Nat };
  public type CancelArgs = { motion : Nat; reason : Text; decision : Text };
  public type FoundArgs = { governors : [Principal]; approvers : [Principal]; policy : Policy };
  public type BreakArgs = { governors : [Principal]; reason : Text; decision : Text };
  public type MoveReceipt = { motion : Nat; block : Nat; at : Nat64 };

  /// `tooEarly` says from when; `over` how the motion stands, that nothing more can be done with in this way.
  public type MotionError = {
    #notAuthorised;
    #conflict;
    #notFound;
    #invalid : Text;
    #full;
    #tooEarly : Nat64;
    #over : MotionState;
    #belowIssued : Caps.BelowIssued;
  };

  /// `block` is the one that holds the head with this `sequence`: what is certified of heads has their sequences alone.
  public type DisownArgs = { block : Nat; sequence : Nat64; reason : Text; decision : Text };

  /// `notFound`: the block holds no such head. `tooLate`: the head was noted 30 days ago, or before.
  public type DisownError = { #notAuthorised; #notFound; #invalid : Text; #alreadyDisowned; #tooLate; #full };

  /// `conflict`: the registry is founded already, or not yet.
  public type FoundError = { #notAuthorised; #conflict; #invalid : Text; #full };

  /// When controllers replaced the governors, in which block, and why.
  public type BrokenGlass = { at : Nat64; block : Nat; reason : Text };

  public type RoleResult = Result.Result<(), RoleError>;
  public type IssueResult = Result.Result<IssueReceipt, IssueError>;
  public type ChangeResult = Result.Result<Receipt, ChangeError>;
  public type RenewResult = Result.Result<Receipt, RenewError>;
  public type CapsResult = Result.Result<Receipt, CapsError>;
  public type NoteResult = Result.Result<Receipt, NoteError>;
  public type DigestResult = Result.Result<Receipt, DigestError>;

  public type ApproveResult = Result.Result<Receipt, ApproveError>;
  public type DropResult = Result.Result<Receipt, DropError>;
  public type MoveResult = Result.Result<MoveReceipt, MotionError>;
  public type MotionResult = Result.Result<Receipt, MotionError>;
  public type DisownResult = Result.Result<Receipt, DisownError>;
  public type FoundResult = Result.Result<Receipt, FoundError>;

  /// ICRC-3: the archives that come after this one; the first ones for null.
  public type ArchivesAfter = { from : ?Principal };

  /// ICRC-3: a canister that holds blocks from `start` to `end`, both included.
  public type Archive = { canister_id : Principal; start : Nat; end : Nat };

  public type HandOverResult = Result.Result<Archives.HandedOver, Archives.Refusal>;

  /// ICRC-3: a certificate and the hash tree, in CBOR, whose root it certifies.
  public type DataCertificate = { certificate : Blob; hash_tree : Blob };

  /// `certificate` is null outside a query.
  public type Verification = { certificate : ?Blob; witness : Blob };

  /// Every head that was noted, first to last, and those of them that are disowned, with the proof that these are all; and the words
  /// on others that can still be disowned.
  public type AuditHeads = {
    heads : [Heads.Head];
    disowned : [Heads.Disowned];
    words : [Heads.Word];
    certificate : ?Blob;
    witness : Blob;
  };

  /// How a batch stands, or the proof that nobody approved or dropped it.
  public type Batch = { standing : ?BatchStanding; certificate : ?Blob; witness : Blob };

  /// Who decides, and what is to be decided: the motions that are open or agreed, and the last of the others.
  public type Governance = {
    roles : [(Principal, Role)];
    policy : Policy;
    motions : [Motion];
    brokenGlass : [BrokenGlass];
    certificate : ?Blob;
    witness : Blob;
  };
};
