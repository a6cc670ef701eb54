/// The public types of the messenger: `messenger.did` in Motoko. Times are ns since 1970 UTC.
import Result "mo:core/Result";
import Access "../common/Access";

module {
  public type Role = Access.Role;
  public type AccountStatus = { #active; #suspended };

  /// What the portal sends for one account. `account` is its id there; it is used once, ever.
  public type Entry = {
    account : Text;
    handle : Text;
    owner : Principal;
    institutionId : Text;
    institutionName : Text;
  };

  /// What the directory certifies of an account, version 1: frozen, since a stored record cannot be extended
  /// compatibly.
  public type Account = {
    handle : Text;
    owner : Principal;
    institutionId : Text;
    institutionName : Text;
    opened : Nat64;
    status : AccountStatus;
    statusSince : Nat64;
  };

  public type OpenArgs = {
    batchId : Text;
    chunk : Nat32;
    chunks : Nat32;
    manifestHash : Blob;
    entries : [Entry];
  };

  public type ChangeArgs = { operation : Text; account : Text };

  /// Another principal of the same person, who has lost the one before.
  public type MoveArgs = { operation : Text; account : Text; owner : Principal };

  public type OpenReceipt = { at : Nat64; chunkHash : Blob };
  public type Receipt = { at : Nat64 };

  public type RoleError = { #notAuthorised };

  /// `invalidEntry` with index 0 also names a field of the call itself: batchId, chunk, chunks or manifestHash.
  public type OpenError = {
    #notAuthorised;
    #invalidEntry : { index : Nat32; field : Text };
    #tooMany;
    #conflict;
    #manifestMismatch;
    #handleTaken : Text;
    #ownerHasAccount : Principal;
    #accountExists : Text;
    #full;
  };

  /// `full`: 1,000,000 changes are remembered.
  public type ChangeError = { #notAuthorised; #notFound; #conflict; #illegalTransition; #invalid : Text; #full };

  public type MoveError = ChangeError or { #ownerHasAccount : Principal };

  public type RoleResult = Result.Result<(), RoleError>;
  public type OpenResult = Result.Result<OpenReceipt, OpenError>;
  public type ChangeResult = Result.Result<Receipt, ChangeError>;
  public type MoveResult = Result.Result<Receipt, MoveError>;

  /// `certificate` is null outside a query.
  public type Verification = { certificate : ?Blob; witness : Blob };
};
