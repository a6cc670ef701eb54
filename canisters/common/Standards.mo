/// The standards that the registry and its archives keep to (ICRC-10), and the blocks of the log (ICRC-3).
import Array "mo:core/Array";

module {
  public type Standard = { name : Text; url : Text };
  public type BlockType = { block_type : Text; url : Text };

  public let supported : [Standard] = [
    { name = "ICRC-3"; url = "https://github.com/dfinity/ICRC-1/tree/main/standards/ICRC-3" },
    { name = "ICRC-10"; url = "https://github.com/dfinity/ICRC/blob/main/ICRCs/ICRC-10/ICRC-10.md" },
  ];

  /// Every kind of block that the registry writes.
  let kinds : [Text] = [
    "sanad_issue",
    "sanad_suspend",
    "sanad_reinstate",
    "sanad_revoke",
    "sanad_bind",
    "sanad_unbind",
    "sanad_rebind",
    "sanad_renew",
    "sanad_caps",
    "sanad_audit",
    "sanad_disown",
    "sanad_digest",
    "sanad_grant",
    "sanad_withdraw",
    "sanad_approve",
    "sanad_drop",
    "sanad_found",
    "sanad_move",
    "sanad_agree",
    "sanad_cancel",
    "sanad_enact",
    "sanad_break_glass",
  ];

  /// Every `btype`, with the section that describes it: a path in these sources, which the module's hash tells from all others.
  public func blockTypes() : [BlockType] = Array.map<Text, BlockType>(
    kinds,
    func block_type = { block_type; url = "docs/verification.md#the-block-log" },
  );
};
