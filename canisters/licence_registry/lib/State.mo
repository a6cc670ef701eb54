/// What the registry remembers, and how an act enters it: once under its operation's id, and with a block in the log.
import Array "mo:core/Array";
import Int "mo:core/Int";
import List "mo:core/List";
import Nat64 "mo:core/Nat64";
import Principal "mo:core/Principal";
import Result "mo:core/Result";
import Runtime "mo:core/Runtime";
import Time "mo:core/Time";
import Batches "../../common/Batches";
import BlockLog "../../common/BlockLog";
import Caps "../../common/Caps";
import Operations "../../common/Operations";
import Trie "../../common/Trie";
import Types "../Types";
import Archives "Archives";
import AuditHeads "AuditHeads";
import Days "Days";
import Figures "Figures";
import Motions "Motions";
import Roles "Roles";
import StatusList "StatusList";

module {
  public type Quota = { var caps : Caps.Places; var issued : Caps.Places };

  /// Who decides, with what was moved and when the governors were replaced.
  public type Governance = { var policy : Types.Policy; motions : Motions.Motions; broken : List.List<Types.BrokenGlass> };

  /// Each field is one of the actor's, so that a later version can add another.
  public type State = {
    roles : Roles.Roles;
    quota : Quota;
    licences : Trie.Trie<Types.LicenceRecord>;
    batches : Batches.Batches<Types.IssueReceipt>;
    operations : Operations.Operations<Types.Receipt>;
    log : BlockLog.Log;
    archives : Archives.Archives;
    audit : AuditHeads.Heads;
    disowning : AuditHeads.Disowning;
    figures : Figures.Figures;
    standings : Trie.Trie<Types.Standing>;
    governance : Governance;
    status : StatusList.Lists;
    digests : Trie.Trie<Types.Digest>;
    digestsOfDay : Days.Count;
    /// Licences that were taken from their holders by the issuer's word alone.
    takenOfDay : Days.Count;
    /// The root of what is answered over HTTP, made anew at every start.
    http : Blob;
  };

  /// Who acts, and when.
  public type Moment = { caller : Principal; now : Nat64 };

  /// This very moment.
  public func moment(caller : Principal) : Moment = { caller; now = Nat64.fromNat(Int.abs(Time.now())) };

  /// Whether the log takes so many blocks more, and there is room for them here.
  public func hasRoom(state : State, blocks : Nat) : Bool =
    Archives.liveBlocks(state.archives, state.log) + blocks <= Archives.maxLive and List.size(state.log.blocks) + blocks <= BlockLog.maxBlocks;

  /// An act of one block whose answer is remembered under its operation id. What was done before is answered also where the log has
  /// no room.
  public func once<E>(
    state : State,
    operation : Text,
    content : Blob,
    refusal : { conflict : E; full : E },
    act : () -> Result.Result<Types.Receipt, E>,
  ) : Result.Result<Types.Receipt, E> {
    switch (Operations.standing(state.operations, operation, content)) {
      case (#again(receipt)) #ok(receipt);
      case (#conflict) #err(refusal.conflict);
      case (#fresh) {
        if (not hasRoom(state, 1)) return #err(refusal.full);
        let result = act();
        switch result {
          case (#ok(receipt)) Operations.done(state.operations, operation, content, receipt);
          case _ {};
        };
        result;
      };
    };
  };

  /// Appends a block with the caller and what was done. Gives its index. Traps where there is no room for it.
  public func append(state : State, moment : Moment, kind : Text, transaction : [(Text, Types.Value)]) : Nat {
    if (Archives.liveBlocks(state.archives, state.log) >= Archives.maxLive) Runtime.trap("Too much of the block log is not archived");
    let caller : (Text, Types.Value) = ("caller", #Blob(Principal.toBlob(moment.caller)));
    BlockLog.append(state.log, kind, moment.now, Array.concat([caller], transaction));
  };
};
