/// The standards that the registry keeps to (ICRC-10), and the blocks of its log (ICRC-3).
import Array "mo:core/Array";
import State "State";

module {
  public type Standard = { name : Text; url : Text };
  public type BlockType = { block_type : Text; url : Text };

  public let supported : [Standard] = [
    { name = "ICRC-3"; url = "https://github.com/dfinity/ICRC-1/tree/main/standards/ICRC-3" },
    { name = "ICRC-10"; url = "https://github.com/dfinity/ICRCs/ICRC-10" },
  ];

  /// Every `btype`, with the section of the project's documentation that describes it.
  public func blockTypes() : [BlockType] = Array.map<Text, BlockType>(
    State.blockTypes,
    func block_type = { block_type; url = "docs/verification.md#the-block-log" },
  );
};
